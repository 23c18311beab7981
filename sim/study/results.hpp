// The tables of a sweep: results.csv (one row a run, in the order of the design, written as runs end),
// series.csv, timings.csv, and summary.csv (one row a point and measure). None but timings.csv depends on how
// often the sweep was interrupted, on what machine it ran, or on how many processors.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "sim/run/record/tables.hpp"
#include "sim/study/sweep_section.hpp"
#include "sim/study/worker.hpp"

namespace exomet {

// One run as questions about groups see it.
struct GroupedRun {
  std::vector<std::string> cells;  // of the axes
  double days = 0;                 // followed
  std::vector<double> event_days;  // of each question of survival; NaN: it didn't happen
  std::vector<double> found;       // of each question of roc; NaN: nothing
};

// What is kept of all runs for what is worked out at the end.
struct Gathered {
  std::vector<std::vector<double>>
      means;                        // [measure][point]; NaN where not all runs of the point have a value
  std::vector<GroupedRun> grouped;  // of runs that are done; empty if nothing asks for it
};

class Results {
 public:
  Results(const Sweep&, const SweepNeeds&, RunStore, const std::filesystem::path& folder);

  // A run that is done or failed, in any order; rows are written as soon as those before them are known. A
  // missing run is left out of all tables.
  void add(const Answer&);
  std::size_t done() const { return done_; }
  std::size_t failed() const { return failed_; }
  std::size_t missing() const { return missing_; }
  const Gathered& gathered() const { return gathered_; }
  // What of the whole has to be told: runs with notes, points that are the same.
  std::vector<std::string> notes() const;

 private:
  void write(const Answer&);
  void write_values(const Answer&, const RunRecord&);
  void write_series(const Answer&, const RunRecord&);
  void begin_row(CsvFile&, const Answer&);
  void gather(const RunRecord&);
  // What stands in the run's column of notes.
  std::string note_of(const Answer&, const RunRecord&);
  std::string twin_of(std::size_t point, const std::string& address);
  void end_point(std::size_t point);

  const Sweep& sweep_;
  const SweepNeeds& needs_;
  RunStore store_;
  CsvFile results_, timings_, summary_;
  std::unique_ptr<CsvFile> series_;
  std::map<std::size_t, Answer> waiting_;  // for rows before theirs
  std::size_t next_ = 0, done_ = 0, failed_ = 0, missing_ = 0;
  std::vector<std::string> cells_;                 // of the present point's axes
  std::vector<std::vector<double>> point_values_;  // [measure], of the present point's runs that have one
  std::unordered_map<std::string, std::size_t> point_of_;  // by the address of its first run
  std::size_t twins_ = 0, noted_ = 0;                      // points, runs
  std::string twin_, first_twin_, first_note_;             // twin_: of the present point
  std::size_t point_done_ = 0;                             // of the present point's runs
  Gathered gathered_;
};

}  // namespace exomet
