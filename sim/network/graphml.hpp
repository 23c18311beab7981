// Attributes of nodes and edges for Boost's write_graphml, spelt as XML Schema wants them and as Gephi,
// Cytoscape, igraph and networkx read them: the shortest digits that give the same number back, NaN for "not
// known".
#pragma once

#include <boost/any.hpp>
#include <boost/make_shared.hpp>
#include <boost/property_map/dynamic_property_map.hpp>
#include <cmath>
#include <concepts>
#include <stdexcept>
#include <string>
#include <utility>

#include "sim/base/number_text.hpp"

namespace exomet {

// Characters that XML 1.0 forbids even when escaped become '?'; Boost escapes the rest.
inline std::string graphml_text(std::string text) {
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r') c = '?';
  return text;
}

inline std::string graphml_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number > 0 ? "INF" : "-INF";
  return number_text(number);
}

template <std::integral Number>
std::string graphml_text(Number number) {
  return std::to_string(number);
}

// A read-only property: Key is a vertex or edge descriptor, Value what `value_of` gives for it.
template <class Key, class Function>
class GraphmlAttribute : public boost::dynamic_property_map {
 public:
  using Value = std::decay_t<std::invoke_result_t<Function, const Key&>>;

  explicit GraphmlAttribute(Function value_of) : value_of_(std::move(value_of)) {}

  boost::any get(const boost::any& key) override { return value_of_(boost::any_cast<const Key&>(key)); }
  std::string get_string(const boost::any& key) override {
    return graphml_text(Value(value_of_(boost::any_cast<const Key&>(key))));
  }
  void put(const boost::any&, const boost::any&) override {
    throw std::logic_error("GraphML is only written");
  }
  const std::type_info& key() const override { return typeid(Key); }
  const std::type_info& value() const override { return typeid(Value); }

 private:
  Function value_of_;
};

// Adds the attribute `name` with the value value_of(key) for each key.
template <class Key, class Function>
void add_attribute(boost::dynamic_properties& attributes, const std::string& name, Function value_of) {
  attributes.insert(name, boost::make_shared<GraphmlAttribute<Key, Function>>(std::move(value_of)));
}

}  // namespace exomet
