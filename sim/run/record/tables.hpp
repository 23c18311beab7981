// measures.csv, events.csv and ledger.csv: what every run writes.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sim/run/record/csv_file.hpp"
#include "sim/run/recorder.hpp"

namespace exomet {

// measures.csv (time_d, measure, value, unit), events.csv and ledger.csv, tidy: one row a fact. A run that
// goes on goes on in its tables; what was written after its checkpoint is cut off.
class TableRecorder final : public Recorder {
 public:
  explicit TableRecorder(std::filesystem::path folder) : folder_(std::move(folder)) {}

  void begin(const Run&) override;
  // RunError if there is less than there was then.
  void resume(const Run&, const BytesWritten&) override;
  void record(const Record&) override;
  void flush(BytesWritten&) override;

 private:
  void record_measures(const Record&);
  void record_events(const Record&);
  void record_messages(const Record&);

  const std::filesystem::path folder_;
  std::optional<CsvFile> measures_, events_, ledger_;
};

// "tumour" of "tumour_ev from tumour": the donor of a donor field.
std::string donor_name(const Model&, const DonorField&);

}  // namespace exomet
