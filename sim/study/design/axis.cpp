#include "sim/study/design/axis.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/measured.hpp"
#include "sim/base/quantity.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/study/design/spread_section.hpp"

namespace exomet {

namespace {

Node scalar(const std::string& text, const SourceLocation& place) {
  return {Node::Kind::scalar, place, text, false, "", {}, {}};
}

AxisValue number_value(const Axis& axis, double number, const std::string& unit) {
  return {{{axis.name, axis.place, scalar(with_unit(number, unit), axis.place)}}, {short_number(number)}};
}

// The column of listed values: numbers in the unit of the first if all are numbers of one dimension, else
// words.
AxisColumn column_of(const std::string& name, const std::vector<const Node*>& values,
                     std::vector<std::string>& cells) {
  AxisColumn column{name, "", true};
  cells.clear();
  for (const Node* value : values) {
    std::optional<Measured> number;
    if (value->kind == Node::Kind::scalar && !value->quoted) number = read_measured(value->scalar);
    if (!number) break;
    if (cells.empty()) column.unit = number->unit;
    try {
      cells.push_back(short_number(number_in(*number, column.unit)));
    } catch (const QuantityError&) {
      break;
    }
  }
  if (cells.size() == values.size()) return column;
  cells.clear();
  for (const Node* value : values) cells.push_back(cell_text(*value));
  return {name, "", false};
}

// Sets a path to one of the values each, with its column.
void add_column(Axis& axis, const std::string& path, const std::vector<const Node*>& values) {
  std::vector<std::string> cells;
  const AxisColumn column = column_of(path, values, cells);
  const bool has_column = path != seed_path;
  if (has_column) axis.columns.push_back(column);
  for (std::size_t i = 0; i < values.size(); ++i) {
    axis.values[i].settings.push_back({path, values[i]->place, *values[i]});
    if (has_column) axis.values[i].cells.push_back(cells[i]);
  }
}

void read_list(Axis& axis, const Node& list, Reader& reader) {
  if (list.items.empty())
    return reader.problem(list, "an empty list varies nothing; give values, e.g. [0, 1, 2]");
  std::vector<const Node*> values;
  for (const Node& item : list.items) values.push_back(&item);
  axis.values.resize(values.size());
  add_column(axis, axis.name, values);
}

void read_levels(Axis& axis) {
  const Spread& spread = *axis.spread;
  for (long i = 0; i < spread.levels; ++i)
    axis.values.push_back(axis.at(static_cast<double>(i) / static_cast<double>(spread.levels - 1)));
}

void read_alternatives(Axis& axis, const Node& map, Reader& reader) {
  if (map.kind != Node::Kind::map || map.entries.empty())
    return reader.problem(map,
                          "expected a map from names to the paths that they set, e.g. {none: {}, "
                          "removal: {treatments: [ev_removal]}}");
  axis.columns = {{axis.name, "", false}};
  axis.is_alternatives = true;
  for (const Entry& entry : map.entries) {
    if (entry.value.kind != Node::Kind::map && entry.value.kind != Node::Kind::null)
      reader.problem(entry.value, "an alternative is a map from paths to values");
    axis.values.push_back({entry.value.entries, {entry.key}});
  }
}

}  // namespace

std::string cell_text(const Node& node) {
  if (node.kind == Node::Kind::scalar) return node.scalar;
  if (node.kind == Node::Kind::null) return "none";
  std::string text;
  for (const Entry& entry : node.entries)
    text += (text.empty() ? "{" : ", ") + entry.key + ": " + cell_text(entry.value);
  if (!text.empty()) return text + "}";
  for (const Node& item : node.items) text += (text.empty() ? "" : "+") + cell_text(item);
  return text.empty() ? "none" : text;
}

std::size_t Axis::listed_at(double u) const {
  const auto index = static_cast<std::size_t>(u * static_cast<double>(values.size()));
  return std::min(index, values.size() - 1);
}

AxisValue Axis::at(double u) const {
  if (!spread) return values[listed_at(u)];
  AxisValue value = number_value(*this, spread->quantile(u), spread->unit);
  if (spread->kind == Spread::Kind::mixture) value.cells.push_back(spread->part(u));
  return value;
}

Axis read_axis(const Entry& entry, Reader& reader) {
  const Reader::Scope scope(reader, entry.key, Node{});
  Axis axis;
  axis.name = entry.key;
  axis.place = entry.value.place;
  const Node& node = entry.value;
  if (entry.key == seed_path && node.kind != Node::Kind::sequence) {
    reader.problem(node, "seeds are listed, e.g. [1, 2, 3]; those of 'replicates' are drawn by the sweep");
  } else if (node.kind == Node::Kind::sequence) {
    read_list(axis, node, reader);
  } else if (const Node* alternatives = node.find("alternatives")) {
    if (node.entries.size() > 1) reader.problem(node, "'alternatives' stand alone; move the other keys");
    read_alternatives(axis, *alternatives, reader);
  } else if (node.kind == Node::Kind::map) {
    const std::size_t before = reader.problems.size();
    axis.spread = read_spread(node, reader);
    axis.columns = {{axis.name, axis.spread->unit, true}};
    if (axis.spread->kind == Spread::Kind::mixture) axis.columns.push_back({axis.name + ".group", "", false});
    if (reader.problems.size() == before) read_levels(axis);
  } else {
    reader.problem(node, "expected a list of values, [0, 1, 2], or a map, {from: 0, to: 4, levels: 9}");
  }
  return axis;
}

Axis read_points(const Node& list, Reader& reader) {
  Axis axis;
  axis.name = "points";
  axis.place = list.place;
  if (list.kind != Node::Kind::sequence || list.items.empty())
    return reader.problem(list, "expected a list of points, each a map from paths to values, or a CSV file"),
           axis;
  std::vector<std::string> paths;
  for (const Entry& entry : list.items.front().entries) paths.push_back(entry.key);
  axis.values.resize(list.items.size());
  for (const Node& item : list.items)
    if (item.entries.size() != paths.size() || item.entries.empty())
      return reader.problem(item,
                            "each point is a map of the same paths, here " + std::to_string(paths.size())),
             axis;
  for (const std::string& path : paths) {
    std::vector<const Node*> values;
    for (const Node& item : list.items) {
      const Node* value = item.find(path);
      if (!value)
        return reader.problem(item, "this point has no '" + path + "', which the first one has"), axis;
      values.push_back(value);
    }
    add_column(axis, path, values);
  }
  return axis;
}

}  // namespace exomet
