// Parameters: the knobs of a model, each with a value, a range, a meaning and a source.
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

void check_range(const Node& range, const Node& value, Reader& reader) {
  Dimension dimension;
  if (range.kind != Node::Kind::sequence || range.items.size() != 2)
    return reader.problem(range, "expected a range [lowest, highest]");
  const std::string &low = range.items[0].scalar, &high = range.items[1].scalar;
  if (!dimension_of(low, dimension))
    return reader.problem(range.items[0], "'" + low + "' is no number; an end of a range is one");
  double ends[2];
  for (int end = 0; end < 2; ++end) try {
      ends[end] = parse_quantity(range.items[end].scalar, dimension);
    } catch (const QuantityError& error) {
      return reader.problem(range.items[end], error.what());
    }
  // The range says what the value is, which may come from an experiment or a sweep.
  try {
    const double number = parse_quantity(value.scalar, dimension);
    if (number < ends[0] || number > ends[1])
      reader.problem(value, "'" + value.scalar + "' is out of range: must be from " + low + " to " + high);
  } catch (const QuantityError& error) {
    reader.problem(value, std::string(error.what()) + "; the range is from " + low + " to " + high);
  }
}
}  // namespace

void check_parameter(const Node& node, Reader& reader) {
  const Node* value = node.kind == Node::Kind::scalar ? &node : node.find("value");
  if (node.kind == Node::Kind::map)
    for (const Entry& entry : node.entries)
      if (entry.key != "value" && entry.key != "range" && entry.key != "about" && entry.key != "source")
        reader.problem(entry.place, "unknown key '" + entry.key + "'; " +
                                        suggest(entry.key, {"value", "range", "about", "source"}));
  if (!value || value->kind != Node::Kind::scalar)
    return reader.problem(node, "a parameter is {value: 1, range: [0, 4], about: ..., source: ...}");
  reader.note(*value, node);
  if (const Node* range = node.find("range")) check_range(*range, *value, reader);
}

}  // namespace exomet
