// Parameters: the knobs of a model, each with a value, a range, a meaning and a source.
#include <algorithm>

#include "sim/run/language/model_sections.hpp"

namespace exomet {

namespace {
// The dimension of a quantity as written: the first one in which it parses.
bool dimension_of(const std::string& text, Dimension& dimension) {
  for (int d = 0; d <= static_cast<int>(Dimension::angle); ++d) try {
      dimension = static_cast<Dimension>(d);
      parse_quantity(text, dimension);
      return true;
    } catch (const QuantityError&) {
    }
  return false;
}

// What the value may be; any number after a problem.
Range read_range(const Node& range, const Node& value, Reader& reader) {
  Dimension dimension;
  if (range.kind != Node::Kind::sequence || range.items.size() != 2)
    return reader.problem(range, "expected a range [lowest, highest]"), any_number;
  const std::string &low = range.items[0].scalar, &high = range.items[1].scalar;
  if (!dimension_of(low, dimension))
    return reader.problem(range.items[0], "'" + low + "' is no number; an end of a range is one"), any_number;
  double ends[2];
  for (int end = 0; end < 2; ++end) try {
      ends[end] = parse_quantity(range.items[end].scalar, dimension);
    } catch (const QuantityError& error) {
      return reader.problem(range.items[end], error.what()), any_number;
    }
  // The range says what the value is, which may come from an experiment or a sweep.
  try {
    const double number = parse_quantity(value.scalar, dimension);
    if (number >= ends[0] && number <= ends[1]) return {ends[0], ends[1], false};
    reader.problem(value, "'" + value.scalar + "' is out of range: must be from " + low + " to " + high);
  } catch (const QuantityError& error) {
    reader.problem(value, std::string(error.what()) + "; the range is from " + low + " to " + high);
  }
  return any_number;
}
}  // namespace

void check_parameter(const Node& node, Reader& reader) {
  const std::vector<std::string> keys{"value", "range", "prior", "about", "source"};
  const Node* value = node.kind == Node::Kind::scalar ? &node : node.find("value");
  for (const Entry& entry : node.entries)
    if (std::find(keys.begin(), keys.end(), entry.key) == keys.end())
      reader.problem(entry.place, "unknown key '" + entry.key + "'; " + suggest(entry.key, keys));
  if (!value || value->kind != Node::Kind::scalar)
    return reader.problem(node, "a parameter is {value: 1, range: [0, 4], about: ..., source: ...}");
  NumberKind kind;
  dimension_of(value->scalar, kind.dimension);
  if (const Node* range = node.find("range")) kind.range = read_range(*range, *value, reader);
  reader.note(*value, node, kind);
}

}  // namespace exomet
