// A World in which every field has a value of its own, so that whatever is lost or mixed up shows.
#pragma once

#include "sim/run/world_fields.hpp"

namespace exomet::test {

// Gives every field that it meets another value.
class Filler {
 public:
  template <FieldScalar T>
  void fill(T& value) {
    value = static_cast<T>(++count_ % 250);
    if constexpr (std::is_floating_point_v<T>) value += 1.0 / 3;
  }
  void fill(std::string& text) { text = "text, \"" + std::to_string(++count_) + "\" µm"; }
  template <class T, class Memory>
  void fill(std::vector<T, Memory>& values) {
    values.resize(3);
    for (T& value : values) fill(value);
  }
  template <class Key, class Value>
  void fill(std::map<Key, Value>& values) {
    for (int n = 0; n < 2; ++n) {
      Key key;
      fill(key);
      fill(values[key]);
    }
  }
  template <HasFields T>
  void fill(T& record) {
    visit_fields(record, [&](const char*, auto& field) { fill(field); });
  }

 private:
  int count_ = 0;
};

inline World full_world() {
  World world;
  Filler().fill(world);
  return world;
}

// Equal in every field.
template <class T>
bool same(const T& a, const T& b) {
  if constexpr (HasFields<T>) {
    std::vector<const void*> fields;
    visit_fields(b, [&](const char*, const auto& field) { fields.push_back(&field); });
    bool all = true;
    auto at = fields.begin();
    visit_fields(a, [&]<class F>(const char*, const F& field) {
      all = same(field, *static_cast<const F*>(*at++)) && all;
    });
    return all;
  } else if constexpr (requires { a.size(), a.begin(); }) {
    return a.size() == b.size() &&
           std::equal(a.begin(), a.end(), b.begin(), [](const auto& x, const auto& y) {
             if constexpr (requires { x.first, x.second; })
               return same(x.first, y.first) && same(x.second, y.second);
             else
               return same(x, y);
           });
  } else {
    return a == b;
  }
}

}  // namespace exomet::test
