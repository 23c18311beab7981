// What can be added by adding a file: mechanisms, measures, ways to place things at the start. Each registers
// itself under the key by which YAML names it, with its schema; the registry only grows while the program
// starts.
#pragma once

#include <map>
#include <memory>
#include <string>

#include "sim/config/schema.hpp"

namespace exomet {

template <class Base>
class Registry {
 public:
  struct Kind {
    std::shared_ptr<const SectionDoc> (*doc)();
    std::shared_ptr<Base> (*read)(const Node&, Reader&);
  };

  static const std::map<std::string, Kind>& kinds() { return all(); }
  static std::vector<std::string> keys() {
    std::vector<std::string> keys;
    for (const auto& [key, kind] : all()) keys.push_back(key);
    return keys;
  }

  // A static of this type, next to T, registers T: `const Registry<Mechanism>::Entry<Divide>
  // entry{"divides"};` T has `static Section<T> schema()` and is default-constructible.
  template <class T>
  struct Entry {
    explicit Entry(const std::string& key) {
      all()[key] = {[] { return T::schema().doc_pointer(); },
                    [](const Node& node, Reader& reader) -> std::shared_ptr<Base> {
                      auto made = std::make_shared<T>();
                      T::schema().read(node, *made, reader);
                      return made;
                    }};
    }
  };

 private:
  static std::map<std::string, Kind>& all() {
    static std::map<std::string, Kind> kinds;
    return kinds;
  }
};

}  // namespace exomet
