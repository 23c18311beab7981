// Recorders read a simulation at its records and write what they see; they never change it.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/run/record/snapshot.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

// The present state as columns: what ParaView shows.
Snapshot take_snapshot(const View&, const Output&);

// A comma-separated file that is written row by row. RunError with the path if that fails.
class CsvFile {
 public:
  CsvFile(std::filesystem::path path, const std::string& header);
  CsvFile& operator<<(const std::string& text);  // quoted if it must be
  CsvFile& operator<<(double number);            // the shortest text that reads back the same; empty for NaN
  void end_row();
  void flush();

 private:
  void field(const std::string& text);

  std::filesystem::path path_;
  std::ofstream file_;
  bool first_ = true;
};

// measures.csv (time_d, measure, value, unit), events.csv and ledger.csv, tidy: one row a fact.
class TableRecorder {
 public:
  TableRecorder(const Plan&, const std::filesystem::path& folder);

  // Measures, and the events and messages since the last call. Returns the measures' values.
  std::vector<double> record(Simulation&);

 private:
  void record_events(Simulation&);
  void record_messages(Simulation&);

  const Plan& plan_;
  CsvFile measures_, events_, ledger_;
  double last_ = 0;  // min, of the last call
};

// The whole record of how a run came about, run.json: resolved model, seed, version, digest, balance,
// timings.
struct RunSummary {
  std::string version;
  int threads = 1;
  double seconds = 0;  // wall time of the run
};
std::string run_json(const Simulation&, const RunSummary&);

// emitted + dosed + supplied - (in flight + taken up + decayed + left), relative to the first sum, per lane.
double balance_error(const Balance&, const Lane&);

// "tumour" of "tumour_ev from tumour": the donor of a lane.
std::string donor_name(const Model&, const Lane&);

}  // namespace exomet
