#include "sim/run/record/recorder.hpp"

#include <cmath>

#include "sim/run/measure.hpp"

namespace exomet {

namespace {
constexpr const char *measures_name = "measures.csv", *events_name = "events.csv",
                     *ledger_name = "ledger.csv";

using Columns = std::vector<std::string>;
const Columns measures_columns{"time_d", "measure", "value", "unit"},
    events_columns{"time_d", "event", "cell", "type", "cause", "other_cell", "x_um", "y_um", "z_um"},
    ledger_columns{"from_d", "to_d", "donor", "receiver", "message", "amount", "unit"};
}  // namespace

TableRecorder::TableRecorder(const Plan& plan, const std::filesystem::path& folder)
    : plan_(plan),
      measures_(folder / measures_name, measures_columns),
      events_(folder / events_name, events_columns),
      ledger_(folder / ledger_name, ledger_columns) {}

TableRecorder::TableRecorder(const Plan& plan, const std::filesystem::path& folder, const TablesSoFar& so_far)
    : plan_(plan),
      measures_(folder / measures_name, measures_columns, so_far.length.at(measures_name)),
      events_(folder / events_name, events_columns, so_far.length.at(events_name)),
      ledger_(folder / ledger_name, ledger_columns, so_far.length.at(ledger_name)),
      last_(so_far.last_record) {}

TablesSoFar TableRecorder::so_far() const {
  return {last_,
          {{measures_name, measures_.length()},
           {events_name, events_.length()},
           {ledger_name, ledger_.length()}}};
}

std::vector<double> TableRecorder::record(Simulation& simulation) {
  const double day = days(simulation.world().time);
  const std::vector<double> values = simulation.measure();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const NamedMeasure& measure = simulation.model().measures[i];
    measures_ << day << measure.name << in_tables(*measure.measure, values[i])
              << std::string(measure.measure->unit());
    measures_.end_row();
  }
  record_events(simulation);
  record_messages(simulation);
  try {
    for (CsvFile* file : {&measures_, &events_, &ledger_}) file->flush();
  } catch (const RunError& error) {
    throw located(simulation.world().time, "record", error);
  }
  last_ = simulation.world().time;
  return values;
}

void TableRecorder::record_events(Simulation& simulation) {
  for (const Event& event : simulation.take_events()) {
    events_ << days(event.time) << std::string(name(event.kind)) << event.cell
            << simulation.model().cells[event.type].name << event.cause;
    event.other ? events_ << event.other : events_ << std::string();
    events_ << event.position.x << event.position.y << event.position.z;
    events_.end_row();
  }
}

void TableRecorder::record_messages(Simulation& simulation) {
  const Model& model = simulation.model();
  for (const auto& [key, amount] : simulation.take_messages()) {
    const Lane& lane = simulation.world().lanes[key.lane];
    const Species& species = model.species[lane.species];
    ledger_ << days(last_) << days(simulation.world().time) << donor_name(model, lane)
            << model.cells[key.receiver].name;
    if (key.cargo < 0)
      ledger_ << species.name << amount << std::string(species.vesicle ? "EVs" : "molecules");
    else
      ledger_ << model.cargo[key.cargo].name << amount << std::string("copies");
    ledger_.end_row();
  }
}

std::string donor_name(const Model& model, const Lane& lane) {
  return lane.donor < 0 ? "dose" : model.cells[lane.donor].name;
}

double balance_error(const Balance& balance, const Lane& lane) {
  double in_flight = 0;
  for (double count : lane.counts) in_flight += count;
  const double in = balance.emitted + balance.dosed + balance.supplied;
  const double out = in_flight + balance.taken_up + balance.decayed + balance.left;
  return in > 0 ? std::abs(in - out) / in : std::abs(out);
}

}  // namespace exomet
