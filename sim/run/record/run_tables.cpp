#include "sim/run/record/run_tables.hpp"

#include <map>
#include <string>

#include "sim/base/quantity.hpp"
#include "sim/run/record/csv_table.hpp"

namespace exomet {

namespace {
const std::string event_columns = "time_d,event,cell,type,cause,other_cell,x_um,y_um,z_um",
                  ledger_columns = "from_d,to_d,donor,receiver,message,amount,unit";
}  // namespace

void measure_edges(SignallingGraph& graph, const std::filesystem::path& ledger) {
  enum { from, to, donor, receiver, message, amount, unit };
  const CsvTable table(ledger, ledger_columns);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::vector<std::string>& row = table[i];
    const double value = table.number(i, amount);
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
  const CsvTable table(events, event_columns);
  for (std::size_t i = 0; i < table.size(); ++i) {
    const std::vector<std::string>& row = table[i];
    const std::uint64_t id = table.whole(i, cell);
    const double minutes = minutes_per_day * table.number(i, time);
    const bool is_new = row[event] == "birth" || row[event] == "place";
    if (!is_new && cells.count(id) == 0) table.refuse(i, cell, "is no cell that was placed or born before");
    LineageCell& one = cells[id];
    if (is_new) {
      one = {id, row[other].empty() ? 0 : table.whole(i, other), row[type], minutes, -1, "alive"};
    } else if (row[event] == "death") {
      one.fate = "died: " + row[cause];
    } else if (row[event] == "become") {
      one.type = row[cause];
    } else if (row[event] == "fuse") {
      one.gone = minutes;
      one.fate = "fused into " + row[other];
    } else if (row[event] == "removal" || row[event] == "leave" || row[event] == "excise") {
      one.gone = minutes;
      if (one.fate != "alive") continue;
      one.fate = row[event] == "leave" ? "left" : (row[event] == "excise" ? "excised: " : "") + row[cause];
    }
  }
  std::vector<LineageCell> list;
  for (auto& [id, one] : cells) list.push_back(std::move(one));
  return list;
}

}  // namespace exomet
