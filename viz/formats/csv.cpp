// csv: cells.csv, a row for each cell at each record of cells, for R and spreadsheets.
#include <memory>
#include <optional>

#include "sim/run/output_format.hpp"
#include "sim/run/record/csv_file.hpp"
#include "sim/run/record/snapshot.hpp"
#include "sim/run/run.hpp"

namespace exomet {
namespace {

constexpr const char* file_name = "cells.csv";

// "diameter_um", "age_d"; what the fluid holds around a cell is "tumour_ev_per_um3".
std::string heading(const CellColumn& column) {
  if (column.unit == "1/um^3") return column.name + "_per_um3";
  return column.unit.empty() ? column.name : column.name + "_" + column.unit;
}

std::vector<std::string> headings(const Snapshot& snapshot) {
  std::vector<std::string> names{"time_d", "x_um", "y_um", "z_um"};
  for (const CellColumn& column : snapshot.cells) names.push_back(heading(column));
  return names;
}

class CellTable final : public Recorder {
 public:
  explicit CellTable(const std::filesystem::path& folder) : file_(folder / file_name) {}

  void resume(const Run&, const BytesWritten& written) override { length_ = written.at(file_name); }

  void record(const Record& record) override {
    if (!record.cells_due) return;
    const Snapshot snapshot = take_snapshot(record.now, record.run.plan().output);
    if (!table_) open(snapshot);
    for (std::size_t i = 0; i < snapshot.positions.size(); ++i) add_row(snapshot, i);
    table_->flush();
    length_ = table_->length();
  }

  void flush(BytesWritten& written) override { written[file_name] = length_; }

 private:
  // Its columns are those of the model, which are known at the first record.
  void open(const Snapshot& snapshot) {
    if (length_ > 0)
      table_.emplace(file_, headings(snapshot), length_);
    else
      table_.emplace(file_, headings(snapshot));
  }

  void add_row(const Snapshot& snapshot, std::size_t i) {
    const Vec3& at = snapshot.positions[i];
    *table_ << days(snapshot.time) << at.x << at.y << at.z;
    for (const CellColumn& column : snapshot.cells) add_field(column, column.values[i]);
    table_->end_row();
  }

  // A name where it has one, such as that of its type.
  void add_field(const CellColumn& column, double value) {
    if (!column.categories.empty())
      *table_ << column.categories[static_cast<std::size_t>(value)];
    else if (column.whole)
      *table_ << static_cast<std::uint64_t>(value);
    else
      *table_ << value;
  }

  const std::filesystem::path file_;
  std::optional<CsvFile> table_;
  std::uint64_t length_ = 0;  // bytes
};

const OutputFormat::Entry entry{"csv",
                                {"cells.csv, a row for each cell at each record",
                                 {{file_name, {}, true}},
                                 [](const std::filesystem::path& folder) -> std::unique_ptr<Recorder> {
                                   return std::make_unique<CellTable>(folder);
                                 }}};

}  // namespace
}  // namespace exomet
