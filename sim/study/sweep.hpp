// A sweep: an experiment, what of it is varied, and how often each point is run. Plain data, read from YAML.
//
//   experiment: ../peritoneum.yaml
//   vary:
//     parameters.mmp1_load: {from: 0, to: 4, levels: 9}
//     treatments: [[], [ev_removal]]
//   replicates: 20
//   measure: [implants, first_implant]
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "sim/study/design/axis.hpp"
#include "sim/study/design/cube.hpp"

namespace exomet {

struct Design {
  enum class Kind { factorial, random, latin_hypercube, sobol, morris, saltelli };

  Kind kind = Kind::factorial;
  long size = 0;    // points; of Morris trajectories, of Saltelli rows
  long levels = 4;  // of Morris's grid
};

// What of a run stays on disk besides its record.
enum class Keep { nothing, tables, everything };

// Kaplan-Meier curves: of the time-to-event measure `event`, by the groups in the column `by`.
struct SurvivalQuestion {
  std::string event, by;
  std::string time_unit = "d";  // of the curves' time axis
  double time_scale = 1;        // axis units per simulated day
  SourceLocation place;
};

// How well a measure at the end tells the groups in the column `by` from the first of them, which has not
// what is looked for.
struct RocQuestion {
  std::string measure, by;
  double specificity = 0.95;  // at which the sensitivity is told
  SourceLocation place;
};

struct Sweep {
  std::filesystem::path file, experiment;
  std::string text, points_text;  // of the file and of its table of points, as they were read
  std::string priors_text;        // of the priors that are drawn from
  SourceLocation experiment_place;
  std::string name;  // the file's, without folder and ending
  std::string about;
  std::vector<Entry> set;  // changes of all runs
  std::vector<Axis> axes;
  Design design;
  Cube cube;  // of all designs but the factorial
  // Of designs that draw from lists or constants alone: how many earlier points are the same. Each is a
  // patient of its own and has seeds of its own.
  std::vector<std::uint32_t> repeats;
  long replicates = 1;
  long seed = 1;
  bool paired = false;  // replicate r has the same seed at every point
  std::vector<std::pair<std::string, SourceLocation>> measures;
  bool series = false;
  Keep keep = Keep::nothing;
  long kept_replicates = 1'000'000'000;  // of each point
  std::vector<SurvivalQuestion> survival;
  std::vector<RocQuestion> roc;

  std::size_t points() const;
  std::size_t runs() const { return points() * static_cast<std::size_t>(replicates); }
  // The values of all axes at a point, in the order of the axes.
  std::vector<AxisValue> at(std::size_t point) const;
  // What is set at a point: the sweep's `set`, then the axes'.
  std::vector<Entry> settings(std::size_t point) const;
  std::size_t repeat(std::size_t point) const { return point < repeats.size() ? repeats[point] : 0; }
  std::vector<AxisColumn> columns() const;
  // The groups of a column: its cells as they are listed; none of a column that is drawn or isn't there.
  std::vector<std::string> groups_of(const std::string& column) const;
  bool keeps(std::size_t replicate) const {
    return keep != Keep::nothing && static_cast<long>(replicate) < kept_replicates;
  }
};

}  // namespace exomet
