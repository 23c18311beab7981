#include "sim/run/record/tables.hpp"

#include <cmath>

#include "sim/run/measure.hpp"
#include "sim/run/record/donor_balance.hpp"
#include "sim/run/run.hpp"

namespace exomet {

namespace {
constexpr const char *measures_name = "measures.csv", *events_name = "events.csv",
                     *ledger_name = "ledger.csv";

using Columns = std::vector<std::string>;
const Columns measures_columns{"time_d", "measure", "value", "unit"},
    events_columns{"time_d", "event", "cell", "type", "cause", "other_cell", "x_um", "y_um", "z_um"},
    ledger_columns{"from_d", "to_d", "donor", "receiver", "message", "amount", "unit"};
}  // namespace

void TableRecorder::begin(const Run&) {
  measures_.emplace(folder_ / measures_name, measures_columns);
  events_.emplace(folder_ / events_name, events_columns);
  ledger_.emplace(folder_ / ledger_name, ledger_columns);
}

void TableRecorder::resume(const Run&, const BytesWritten& written) {
  measures_.emplace(folder_ / measures_name, measures_columns, written.at(measures_name));
  events_.emplace(folder_ / events_name, events_columns, written.at(events_name));
  ledger_.emplace(folder_ / ledger_name, ledger_columns, written.at(ledger_name));
}

void TableRecorder::flush(BytesWritten& written) {
  written[measures_name] = measures_->length();
  written[events_name] = events_->length();
  written[ledger_name] = ledger_->length();
}

void TableRecorder::record(const Record& record) {
  record_measures(record);
  record_events(record);
  record_messages(record);
  for (auto* const file : {&measures_, &events_, &ledger_}) (*file)->flush();
}

void TableRecorder::record_measures(const Record& record) {
  const std::vector<NamedMeasure>& measures = record.now.model.measures;
  const double day = days(record.now.world.time);
  for (std::size_t i = 0; i < measures.size(); ++i) {
    const Measure& measure = *measures[i].measure;
    *measures_ << day << measures[i].name << in_tables(measure, record.measures[i])
               << std::string(measure.unit());
    measures_->end_row();
  }
}

void TableRecorder::record_events(const Record& record) {
  for (const Event& event : record.happened.events) {
    *events_ << days(event.time) << event.kind << event.cell << record.now.model.cells[event.type].name
             << event.cause;
    event.other ? *events_ << event.other : *events_ << std::string();
    *events_ << event.position.x << event.position.y << event.position.z;
    events_->end_row();
  }
}

void TableRecorder::record_messages(const Record& record) {
  const Model& model = record.now.model;
  std::map<MessageKey, double> of_donors;  // whatever the load
  for (const auto& [key, amount] : record.happened.messages)
    of_donors[{static_cast<int>(first_of_donor(record.now.world, key.donor_field)), key.receiver,
               key.cargo}] += amount;
  for (const auto& [key, amount] : of_donors) {
    const DonorField& donor_field = record.now.world.donor_fields[key.donor_field];
    const Species& species = model.species[donor_field.species];
    *ledger_ << days(record.since) << days(record.now.world.time) << donor_name(model, donor_field)
             << model.cells[key.receiver].name;
    if (key.cargo < 0)
      *ledger_ << species.name << amount << std::string(species.vesicle ? "EVs" : "molecules");
    else
      *ledger_ << model.cargo[key.cargo].name << amount << std::string("copies");
    ledger_->end_row();
  }
}

std::string donor_name(const Model& model, const DonorField& donor_field) {
  return donor_field.donor < 0 ? "dose" : model.cells[donor_field.donor].name;
}

}  // namespace exomet
