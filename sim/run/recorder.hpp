// What reads a run at its records: writers of files, sweeps, tests. It never changes the run.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/happenings.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

class Run;

// What there is to be recorded at one time; it holds during the call.
struct Record {
  const Run& run;
  const View& now;                      // with the contacts of now
  const std::vector<double>& measures;  // their values, in the model's order and in internal units
  const Happenings& happened;           // since the record before
  double since = 0;                     // min, the time of that
  bool measures_due = false;            // a time of Output::measures, or the end
  bool cells_due = false;               // a time of Output::every, or the end
};

// Bytes of files, by their names: what was written before a checkpoint, and stays if the run goes on from
// there.
using BytesWritten = std::map<std::string, std::uint64_t>;

class Recorder {
 public:
  virtual ~Recorder() = default;

  // RunError if something can't be written, here and below.
  virtual void begin(const Run&) {}
  // The run goes on from a checkpoint; what was recorded after it doesn't count.
  virtual void resume(const Run&, const BytesWritten&) {}
  virtual void record(const Record&) = 0;
  // Returns when all that was recorded is written; adds how far its files go.
  virtual void flush(BytesWritten&) {}
  // The run is at its end, and everything is recorded.
  virtual void finish(const Run&) {}
};

// Calls a function at each record.
class CallRecorder final : public Recorder {
 public:
  explicit CallRecorder(std::function<void(const Record&)> call) : call_(std::move(call)) {}
  void record(const Record& record) override { call_(record); }

 private:
  std::function<void(const Record&)> call_;
};

}  // namespace exomet
