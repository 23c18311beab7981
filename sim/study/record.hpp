// What is kept of each run: a small JSON file under its address, whole or absent.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/error.hpp"

namespace exomet {

struct MeasuredValue {
  std::string measure;
  std::string unit;
  double value = 0;  // at the end of the run; NaN if there is none
};

struct RunRecord {
  std::string address;
  std::uint64_t seed = 0;
  bool failed = false;
  std::string message;                // of a failure
  std::string digest;                 // of the world at the end
  std::vector<MeasuredValue> values;  // of all measures of the model
  std::vector<std::string> notes;     // what whoever reads the values should know
  double days = 0;                    // simulated
  double seconds = 0;                 // of wall time
  double setup_seconds = 0;           // of these, until the first step; not kept
  std::string program;                // its build
  std::string outputs;                // which full outputs lie beside it; "" if none
  // Series, if asked for: times in days, and of each measure its values.
  std::vector<double> times;
  std::vector<std::vector<double>> series;
};

class DamagedRecord : public RunError {
 public:
  using RunError::RunError;
};

class RunStore {
 public:
  explicit RunStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  const std::filesystem::path& folder() const { return folder_; }
  // Nothing if there is none; RunError if it can't be read. DamagedRecord, with the reason, if it can't be
  // what save() wrote.
  std::optional<RunRecord> find(const std::string& address) const;
  void save(const RunRecord&) const;  // RunError
  void forget(const std::string& address) const;
  // Removes what programs that were killed on this machine left half written.
  void tidy() const;
  // Where the full outputs of a run are.
  std::filesystem::path outputs(const std::string& address) const;

 private:
  std::filesystem::path file(const std::string& address) const;

  std::filesystem::path folder_;
};

}  // namespace exomet
