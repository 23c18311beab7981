#include "sim/run/world.hpp"

#define XXH_INLINE_ALL  // header only
#include <xxhash.h>

#include <stdexcept>

namespace exomet {

std::string_view name(EventKind kind) {
  switch (kind) {
    case EventKind::birth:
      return "birth";
    case EventKind::death:
      return "death";
    case EventKind::become:
      return "become";
    case EventKind::attach:
      return "attach";
    case EventKind::breach:
      return "breach";
    case EventKind::removal:
      return "removal";
    case EventKind::leave:
      return "leave";
    case EventKind::fuse:
      return "fuse";
  }
  return "";
}

namespace {
// Feeds values, in the order of the calls, to one hash.
class Hash {
 public:
  Hash() : state_(XXH3_createState()) {
    if (!state_) throw std::bad_alloc();
    XXH3_64bits_reset(state_);
  }
  ~Hash() { XXH3_freeState(state_); }
  Hash(const Hash&) = delete;

  template <class T>
  void add(const std::vector<T>& values) {
    add(values.size());
    XXH3_64bits_update(state_, values.data(), values.size() * sizeof(T));
  }
  template <class T>
  requires std::is_arithmetic_v<T>
  void add(T value) { XXH3_64bits_update(state_, &value, sizeof value); }
  std::uint64_t value() const { return XXH3_64bits_digest(state_); }

 private:
  XXH3_state_t* state_;
};

void add(Hash& hash, const Population& cells) {
  hash.add(cells.id), hash.add(cells.parent), hash.add(cells.type), hash.add(cells.life),
      hash.add(cells.attachment);
  for (const auto* column : {&cells.x, &cells.y, &cells.z, &cells.diameter, &cells.born, &cells.anchor_x,
                             &cells.anchor_y, &cells.anchor_z})
    hash.add(*column);
  for (const auto& column : cells.cargo) hash.add(column);
  for (const auto& column : cells.state) hash.add(column);
  hash.add(cells.next_id);
}
}  // namespace

std::uint64_t digest(const World& world) {
  Hash hash;
  hash.add(world.seed), hash.add(world.tick), hash.add(world.time);
  add(hash, world.cells);
  for (const Lane& lane : world.lanes) hash.add(lane.species), hash.add(lane.donor), hash.add(lane.counts);
  for (const Balance& b : world.balances)
    for (double amount : {b.emitted, b.dosed, b.supplied, b.taken_up, b.decayed, b.left}) hash.add(amount);
  for (const Tissue& tissue : world.tissues)
    hash.add(tissue.density), hash.add(tissue.start), hash.add(tissue.placed), hash.add(tissue.removed),
        hash.add(tissue.formed);
  hash.add(world.measure_memory), hash.add(world.limited_moves);
  for (const auto& [key, count] : world.tallies)
    hash.add(static_cast<int>(key.first)), hash.add(key.second), hash.add(count);
  for (const auto& [key, amount] : world.messages)
    hash.add(std::get<0>(key)), hash.add(std::get<1>(key)), hash.add(amount);
  return hash.value();
}

}  // namespace exomet
