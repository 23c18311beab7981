#include "sim/study/column_names.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "sim/base/measured.hpp"

namespace exomet {

namespace {

// Of results.csv, and of the tables in which measures are rows.
constexpr std::array of_results{"point", "replicate", "seed", "time_d", "status", "message", "notes", "run"};
constexpr std::array of_others{"measure",        "unit",       "value",          "runs",     "values",
                               "mean",           "mean_low",   "mean_high",      "sd",       "least",
                               "lower_quartile", "median",     "upper_quartile", "greatest", "share",
                               "share_low",      "share_high", "seconds",        "program"};

template <class Names>
bool is_among(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool is_formula(const std::string& text) {
  return !text.empty() && std::string("=+-@").find(text.front()) != std::string::npos && !read_measured(text);
}

// Why a text can't stand in a table as a name, "" if it can.
std::string fault_of(const std::string& text) {
  if (text.empty()) return "is empty";
  if (std::any_of(text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7F; }))
    return "holds a line break or another control character";
  if (text.front() == ' ' || text.back() == ' ') return "begins or ends with a blank";
  return is_formula(text) ? "begins with what a spreadsheet computes" : "";
}

void check_text(const std::string& text, const SourceLocation& place, const std::string& path,
                Problems& problems) {
  if (const std::string fault = fault_of(text); !fault.empty())
    problems.add(place, path,
                 "'" + text + "' " + fault +
                     ", and can't stand in a table; begin it with a letter, and write "
                     "letters, digits, blanks, _ and -");
}

void check_cells(const Axis& axis, Problems& problems) {
  for (const AxisValue& value : axis.values)
    for (std::size_t i = 0; i < value.cells.size(); ++i)
      if (!axis.columns[i].number && (axis.is_alternatives || is_formula(value.cells[i])))
        check_text(value.cells[i], value.settings.empty() ? axis.place : value.settings.front().place,
                   axis.columns[i].name, problems);
}

}  // namespace

void check_axis_names(const Sweep& sweep, Problems& problems) {
  std::set<std::string> seen;
  for (const Axis& axis : sweep.axes) {
    for (const AxisColumn& column : axis.columns) {
      check_text(column.name, axis.place, "vary", problems);
      if (column.name.find_first_of("[]") != std::string::npos)
        problems.add(axis.place, "vary",
                     "'" + column.name + "' holds brackets, which are for units; leave them away");
      if (is_among(of_results, column.name) || is_among(of_others, column.name))
        problems.add(axis.place, "vary",
                     "'" + column.name + "' is a column of the tables already; choose another name");
      if (!seen.insert(column.name).second)
        problems.add(axis.place, "vary", "two columns are called '" + column.name + "'; rename one");
    }
    check_cells(axis, problems);
  }
}

void check_measure_name(const Sweep& sweep, const std::string& measure, const SourceLocation& place,
                        Problems& problems) {
  const std::vector<AxisColumn> columns = sweep.columns();
  const bool is_axis = std::any_of(columns.begin(), columns.end(),
                                   [&](const AxisColumn& column) { return column.name == measure; });
  if (!is_axis && !is_among(of_results, measure)) return;
  problems.add(place, "measure",
               "'" + measure +
                   "' is a column of the results already, so that programs would take one for the "
                   "other; rename the measure in the model, or name others with 'measure'");
}

}  // namespace exomet
