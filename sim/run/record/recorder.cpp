#include "sim/run/record/recorder.hpp"

#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstring>

#include "sim/run/measure.hpp"

namespace exomet {

namespace {
constexpr double minutes_per_day = 1440;
}

CsvFile::CsvFile(std::filesystem::path path, const std::string& header)
    : path_(std::move(path)), file_(path_) {
  file_ << header << '\n';
  flush();
}

CsvFile& CsvFile::operator<<(const std::string& text) {
  if (text.find_first_of(",\"\n") == std::string::npos) return field(text), *this;
  std::string quoted = "\"";
  for (char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return field(quoted + "\""), *this;
}

CsvFile& CsvFile::operator<<(double number) {
  if (std::isnan(number)) return field(""), *this;
  char text[32];
  const auto [end, error] = std::to_chars(text, text + sizeof text, number);
  return field(error == std::errc{} ? std::string(text, end) : ""), *this;
}

void CsvFile::field(const std::string& text) {
  if (!first_) file_ << ',';
  file_ << text;
  first_ = false;
}

void CsvFile::end_row() {
  file_ << '\n';
  first_ = true;
}

void CsvFile::flush() {
  if (!file_.flush()) throw RunError("can't write '" + path_.string() + "' (" + std::strerror(errno) + ")");
}

TableRecorder::TableRecorder(const Plan& plan, const std::filesystem::path& folder)
    : plan_(plan),
      measures_(folder / "measures.csv", "time_d,measure,value,unit"),
      events_(folder / "events.csv", "time_d,event,cell,type,cause,other_cell,x_um,y_um,z_um"),
      ledger_(folder / "ledger.csv", "from_d,to_d,donor,receiver,message,amount,unit") {}

std::vector<double> TableRecorder::record(Simulation& simulation) {
  const double days = simulation.world().time / minutes_per_day;
  const std::vector<double> values = simulation.measure();
  for (std::size_t i = 0; i < values.size(); ++i) {
    const NamedMeasure& measure = simulation.model().measures[i];
    measures_ << days << measure.name << values[i]
              << std::string(internal_unit(measure.measure->dimension()));
    measures_.end_row();
  }
  record_events(simulation);
  record_messages(simulation);
  for (CsvFile* file : {&measures_, &events_, &ledger_}) file->flush();
  last_ = simulation.world().time;
  return values;
}

void TableRecorder::record_events(Simulation& simulation) {
  for (const Event& event : simulation.take_events()) {
    events_ << event.time / minutes_per_day << std::string(name(event.kind))
            << static_cast<double>(event.cell) << simulation.model().cells[event.type].name << event.cause;
    event.other ? events_ << static_cast<double>(event.other) : events_ << std::string();
    events_ << event.position.x << event.position.y << event.position.z;
    events_.end_row();
  }
}

void TableRecorder::record_messages(Simulation& simulation) {
  const Model& model = simulation.model();
  for (const auto& [key, amount] : simulation.take_messages()) {
    const Lane& lane = simulation.world().lanes[std::get<0>(key)];
    const Species& species = model.species[lane.species];
    const auto row = [&, receiver = std::get<1>(key)](const std::string& message, double value,
                                                      const std::string& unit) {
      ledger_ << last_ / minutes_per_day << simulation.world().time / minutes_per_day
              << donor_name(model, lane) << model.cells[receiver].name << message << value << unit;
      ledger_.end_row();
    };
    row(species.name, amount, species.vesicle ? "EVs" : "molecules");
    for (const Load& load : species.carries)
      row(model.cargo[load.index].name, load.copies * amount, "copies");
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
