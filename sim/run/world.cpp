#include "sim/run/world.hpp"

#define XXH_INLINE_ALL  // header only
#include <xxhash.h>

#include <new>

#include "sim/run/world_fields.hpp"

namespace exomet {

namespace {

// Feeds fields, in the order of the calls, to one hash. Sizes have eight bytes on every machine.
class Hash {
 public:
  Hash() : state_(XXH3_createState()) {
    if (!state_) throw std::bad_alloc();
    XXH3_64bits_reset(state_);
  }
  ~Hash() { XXH3_freeState(state_); }
  Hash(const Hash&) = delete;

  template <FieldScalar T>
  void add(const T& value) {
    bytes(&value, sizeof value);
  }
  void add(const std::string& text) { add_size(text.size()), bytes(text.data(), text.size()); }
  template <class T, class Memory>
  void add(const std::vector<T, Memory>& values) {
    add_size(values.size());
    if constexpr (FieldScalar<T>)
      bytes(values.data(), values.size() * sizeof(T));
    else
      for (const T& value : values) add(value);
  }
  // Where there are none, the digest is what it was before there could be any.
  void add(const std::vector<CompartmentState>& compartments) {
    for (const CompartmentState& compartment : compartments) add(compartment);
  }
  template <class Key, class Value>
  void add(const std::map<Key, Value>& values) {
    add_size(values.size());
    for (const auto& [key, value] : values) add(key), add(value);
  }
  template <HasFields T>
  void add(const T& record) {
    visit_fields(record, [&](const char*, const auto& value) { add(value); });
  }
  std::uint64_t value() const { return XXH3_64bits_digest(state_); }

 private:
  void add_size(std::uint64_t size) { bytes(&size, sizeof size); }
  void bytes(const void* data, std::size_t count) { XXH3_64bits_update(state_, data, count); }

  XXH3_state_t* state_;
};

}  // namespace

std::uint64_t digest(const World& world) {
  Hash hash;
  hash.add(world);
  return hash.value();
}

}  // namespace exomet
