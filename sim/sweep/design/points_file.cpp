// Points of a sweep from a CSV file, such as another program's design or a spreadsheet.
#include <fstream>

#include "sim/sweep/design/axis.hpp"

namespace exomet {

namespace {

constexpr const char* blank = " \t\r";

std::string trim(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(blank);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(blank) - begin + 1);
}

std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> list{""};
  bool quoted = false;
  for (char c : line) {
    if (c == '"')
      quoted = !quoted;
    else if (c == ',' && !quoted)
      list.emplace_back();
    else
      list.back() += c;
  }
  for (std::string& field : list) field = trim(field);
  return list;
}

// "a.half_life [h]" -> path and unit
AxisColumn header(const std::string& field) {
  const std::size_t open = field.find('[');
  if (open == std::string::npos || field.back() != ']') return {field, "", true};
  return {trim(field.substr(0, open)), trim(field.substr(open + 1, field.size() - open - 2)), true};
}

}  // namespace

Axis read_points_file(const std::string& file, const Place& named_at, Problems& problems) {
  Axis axis;
  axis.name = "points";
  axis.place = named_at;
  std::ifstream in(file);
  std::string line;
  if (!std::getline(in, line)) {
    problems.add(named_at, "points",
                 "can't read '" + file + "'; it should be a CSV file with a header of paths");
    return axis;
  }
  if (line.rfind("\xEF\xBB\xBF", 0) == 0) line.erase(0, 3);  // as spreadsheets write it
  for (const std::string& field : fields(line)) axis.columns.push_back(header(field));
  for (int number = 2; std::getline(in, line); ++number) {
    if (trim(line).empty()) continue;
    const Place place{file, number, 1};
    const std::vector<std::string> row = fields(line);
    if (row.size() != axis.columns.size()) {
      problems.add(place, "points",
                   "expected " + std::to_string(axis.columns.size()) + " fields as in the header, found " +
                       std::to_string(row.size()));
      continue;
    }
    AxisValue value;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string& unit = axis.columns[i].unit;
      // YAML's own reading, so that a list of treatments may stand in a field.
      Node node = read_text(unit.empty() ? row[i] : row[i] + " " + unit, file, problems);
      node.place = place;
      axis.columns[i].number &=
          node.kind == Node::Kind::scalar && row[i].find_first_not_of("+-.0123456789eE") == std::string::npos;
      value.cells.push_back(unit.empty() ? cell_text(node) : row[i]);
      value.settings.push_back({axis.columns[i].name, place, std::move(node)});
    }
    axis.values.push_back(std::move(value));
  }
  if (axis.values.empty()) problems.add(named_at, "points", "'" + file + "' has a header and no points");
  return axis;
}

}  // namespace exomet
