// Recorders read a simulation at its records and write what they see; they never change it.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/record/csv_file.hpp"
#include "sim/run/record/run_contents.hpp"
#include "sim/run/record/snapshot.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

// The present state as columns: what ParaView shows.
Snapshot take_snapshot(const View&, const Output&);

// measures.csv (time_d, measure, value, unit), events.csv and ledger.csv, tidy: one row a fact.
class TableRecorder {
 public:
  TableRecorder(const Plan&, const std::filesystem::path& folder);
  // Goes on in the tables of a run that was interrupted; what it wrote after its checkpoint is cut off.
  // RunError if there is less than there was then.
  TableRecorder(const Plan&, const std::filesystem::path& folder, const TablesSoFar&);

  // Measures, and the events and messages since the last call. Returns the measures' values.
  std::vector<double> record(Simulation&);
  TablesSoFar so_far() const;

 private:
  void record_events(Simulation&);
  void record_messages(Simulation&);

  const Plan& plan_;
  CsvFile measures_, events_, ledger_;
  double last_ = 0;  // min, of the last call
};

// The whole record of how a run came about, run.json: resolved model, seed, version, digest, balance,
// timings. Two equal runs differ in what is under "timings" only.
struct RunSummary {
  std::string version;
  int threads = 1;
  Timings timings;
  FileSizes files;  // of the run's other files
};
std::string run_json(const Simulation&, const RunSummary&);

// What a simulation and what was run of it before have taken.
Timings timings_of(const Simulation&, double seconds, Timings before = {});

// emitted + dosed + supplied - (in flight + taken up + decayed + left), relative to the first sum, per lane.
double balance_error(const Balance&, const Lane&);

// "tumour" of "tumour_ev from tumour": the donor of a lane.
std::string donor_name(const Model&, const Lane&);

}  // namespace exomet
