// Points of a sweep from a CSV file, such as another program's design or a spreadsheet.
#include <algorithm>

#include "sim/config/csv_text.hpp"
#include "sim/study/design/axis.hpp"

namespace exomet {

namespace {

std::string trim(const std::string& text) {
  const std::size_t begin = text.find_first_not_of(" \t");
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

// "a.half_life [h]" -> path and unit
AxisColumn column_of(const std::string& field) {
  const std::size_t open = field.find('[');
  if (open == std::string::npos || field.back() != ']') return {field, "", true};
  return {trim(field.substr(0, open)), trim(field.substr(open + 1, field.size() - open - 2)), true};
}

// Spreadsheets write as many commas as their widest row ever had: columns without a name and without values
// at the end don't count.
std::size_t used_columns(const std::vector<CsvRow>& rows) {
  const CsvRow& header = rows.front();
  std::size_t used = header.size();
  const auto is_empty = [&](const CsvRow& row) { return row.size() < used || row[used - 1].text.empty(); };
  while (used > 1 && header[used - 1].text.empty() && std::all_of(rows.begin(), rows.end(), is_empty)) --used;
  return used;
}

class PointsReader {
 public:
  PointsReader(Axis& axis, Problems& problems) : axis_(axis), problems_(problems) {}

  void read_header(const CsvRow& header, std::size_t used) {
    for (std::size_t i = 0; i < used; ++i) {
      columns_.push_back(column_of(header[i].text));
      if (columns_.back().name.empty())
        problems_.add(header[i].place, "points", "this column has no name; name the path that it sets");
    }
  }

  void read_point(const CsvRow& row) {
    for (std::size_t i = columns_.size(); i < row.size(); ++i)
      if (!row[i].text.empty()) return miscounted(row);
    if (row.size() < columns_.size()) return miscounted(row);
    AxisValue value;
    for (std::size_t i = 0; i < columns_.size(); ++i) read_field(row[i], columns_[i], value);
    axis_.values.push_back(std::move(value));
  }

  void finish() {
    for (const AxisColumn& column : columns_)
      if (column.name != seed_path) axis_.columns.push_back(column);
  }

 private:
  void miscounted(const CsvRow& row) {
    problems_.add({row.front().place.file, row.front().place.line, 1}, "points",
                  "expected " + std::to_string(columns_.size()) + " fields as in the header, found " +
                      std::to_string(row.size()));
  }

  void read_field(const CsvField& field, AxisColumn& column, AxisValue& value) {
    if (field.text.empty())
      return problems_.add(
          field.place, "points",
          "no value of '" + column.name + "'; give each point one, or [] for none of a list");
    // YAML's own reading, so that a list of treatments may stand in a field.
    Node node = read_text(column.unit.empty() ? field.text : field.text + " " + column.unit, field.place.file,
                          problems_);
    node.place = field.place;
    column.number &= node.kind == Node::Kind::scalar &&
                     field.text.find_first_not_of("+-.0123456789eE") == std::string::npos;
    if (column.name != seed_path) value.cells.push_back(column.unit.empty() ? cell_text(node) : field.text);
    value.settings.push_back({column.name, field.place, std::move(node)});
  }

  Axis& axis_;
  Problems& problems_;
  std::vector<AxisColumn> columns_;
};

}  // namespace

Axis read_points_text(const std::string& text, const std::string& file, const SourceLocation& named_at,
                      Problems& problems) {
  Axis axis;
  axis.name = "points";
  axis.place = named_at;
  const std::size_t before = problems.size();
  const std::vector<CsvRow> rows = read_csv(text, file, "points", problems);
  if (problems.size() > before) return axis;
  if (rows.size() < 2)
    return problems.add(named_at, "points",
                        "'" + file + "' has " + (rows.empty() ? "nothing in it" : "a header and no points") +
                            "; give a header of paths, and a row for each point"),
           axis;
  PointsReader reader(axis, problems);
  reader.read_header(rows.front(), used_columns(rows));
  for (std::size_t row = 1; row < rows.size(); ++row) reader.read_point(rows[row]);
  reader.finish();
  return axis;
}

}  // namespace exomet
