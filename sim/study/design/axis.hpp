// One thing that a sweep varies: a path with its values, or alternatives that set several paths together.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/spread.hpp"
#include "sim/config/reader.hpp"

namespace exomet {

// The path of a run's seed. It has a column of its own in the results, so that an axis that sets it has none.
inline constexpr const char* seed_path = "seed";

// A column of the results that says what was varied.
struct AxisColumn {
  std::string name;  // "vesicles.tumour_ev.half_life"
  std::string unit;  // "h"; empty for plain numbers and words
  bool number = true;
};

// A value: what it sets, and what stands in the axis's columns.
struct AxisValue {
  std::vector<Entry> settings;     // key: path
  std::vector<std::string> cells;  // one per column of the axis
};

struct Axis {
  std::string name;
  SourceLocation place;
  std::vector<AxisColumn> columns;
  std::vector<AxisValue> values;  // listed, or the levels of the spread
  std::optional<Spread> spread;
  bool is_alternatives = false;

  // The value for u in [0, 1]: of the spread, or of the list with each value equally likely.
  AxisValue at(double u) const;
  std::size_t listed_at(double u) const;  // index in `values`
};

// An entry of `vary`: path: [values], path: {distribution}, or name: {alternatives: {name: {path: value,
// ...}}}.
Axis read_axis(const Entry&, Reader&);
// `points`: a list of maps from path to value, all of the same paths.
Axis read_points(const Node&, Reader&);
// The same from the text of a CSV file whose header names the paths, with the unit if there is one:
// "a.half_life [h]". Blank rows and columns without anything in them don't count.
Axis read_points_text(const std::string& text, const std::string& file, const SourceLocation& named_at,
                      Problems&);

// A value as a word of a table: "6 h", "none" for [], "ev_removal+chemotherapy", JSON for what is deeper.
std::string cell_text(const Node&);

}  // namespace exomet
