#include "sim/run/record/run_tables.hpp"

#include <cstdlib>
#include <fstream>
#include <map>

#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"

namespace exomet {

namespace {

std::vector<std::string> split(const std::string& line) {
  std::vector<std::string> fields{""};
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"') {
      if (quoted && i + 1 < line.size() && line[i + 1] == '"')
        fields.back() += line[i++];
      else
        quoted = !quoted;
    } else if (line[i] == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += line[i];
    }
  }
  return fields;
}

}  // namespace

std::vector<std::vector<std::string>> read_csv(const std::filesystem::path& path) {
  std::ifstream file(path);
  std::string line;
  if (!std::getline(file, line))
    throw InputError("can't read '" + path.string() + "'; is it the folder of a run?");
  const std::size_t columns = split(line).size();
  std::vector<std::vector<std::string>> rows;
  for (int number = 2; std::getline(file, line); ++number) {
    rows.push_back(split(line));
    if (rows.back().size() != columns)
      throw InputError(path.string() + ":" + std::to_string(number) + ": expected " +
                       std::to_string(columns) + " fields, found " + std::to_string(rows.back().size()));
  }
  return rows;
}

void measure_edges(SignallingGraph& graph, const std::filesystem::path& ledger) {
  enum { from, to, donor, receiver, message, amount, unit };
  for (const auto& row : read_csv(ledger)) {
    const double value = std::strtod(row[amount].c_str(), nullptr);
    if (row[unit] == "copies") continue;
    const SignalKind kind = row[unit] == "EVs" ? SignalKind::vesicle : SignalKind::substance;
    const int species = graph.node(kind, row[message]);
    if (row[donor] != "dose")
      graph.measure(graph.node(SignalKind::cell_type, row[donor]), species, Relation::releases, value);
    graph.measure(species, graph.node(SignalKind::cell_type, row[receiver]), Relation::taken_up_by, value);
  }
}

std::vector<LineageCell> read_lineage(const std::filesystem::path& events) {
  enum { time, event, cell, type, cause, other };
  std::map<std::uint64_t, LineageCell> cells;
  for (const auto& row : read_csv(events)) {
    const auto id = static_cast<std::uint64_t>(std::strtod(row[cell].c_str(), nullptr));
    const double minutes = minutes_per_day * std::strtod(row[time].c_str(), nullptr);
    LineageCell& one = cells[id];
    if (row[event] == "birth") {
      one = {id,        static_cast<std::uint64_t>(std::strtod(row[other].c_str(), nullptr)),
             row[type], minutes,
             -1,        "alive"};
    } else if (row[event] == "death") {
      one.fate = "died: " + row[cause];
    } else if (row[event] == "become") {
      one.type = row[cause];
    } else if (row[event] == "fuse") {
      one.gone = minutes;
      one.fate = "fused into " + row[other];
    } else if (row[event] == "removal" || row[event] == "leave") {
      one.gone = minutes;
      if (one.fate == "alive") one.fate = row[event] == "leave" ? "left" : row[cause];
    }
  }
  std::vector<LineageCell> list;
  for (auto& [id, one] : cells) list.push_back(std::move(one));
  return list;
}

}  // namespace exomet
