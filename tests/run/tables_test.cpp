// What a run writes as tables, and reads back.
#include <sys/resource.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "sim/run/record/csv_table.hpp"
#include "sim/run/record/run_tables.hpp"
#include "sim/run/signalling.hpp"
#include "tests/run/recorded_run.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("fields with commas and quotes come back as they were") {
  const Folder folder;
  const auto path = folder.path() / "t.csv";
  const std::vector<std::string> texts{"plain", "a,b", "say \"so\"", "\"", "", ",,", "µm²"};
  {
    CsvFile file(path, {"text", "number"});
    for (const std::string& text : texts) {
      file << text << 0.1;
      file.end_row();
    }
    file.flush();
  }
  const CsvTable rows(path);
  REQUIRE(rows.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    CHECK(rows[i][0] == texts[i]);
    CHECK(rows[i][1] == "0.1");
  }
}

TEST_CASE("numbers are written so that they read back the same") {
  const Folder folder;
  const std::vector<double> numbers{0, 1.0 / 3, 6.02e23, -1e-300, 1440, std::nextafter(1.0, 2.0)};
  {
    CsvFile file(folder.path() / "n.csv", {"n", "nothing"});
    for (double number : numbers) {
      file << number << nowhere;
      file.end_row();
    }
    file.flush();
  }
  const CsvTable rows(folder.path() / "n.csv");
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    CHECK(std::stod(rows[i][0]) == numbers[i]);
    CHECK(rows[i][1].empty());
  }
}

TEST_CASE("ids and counts are written with all their digits") {
  const Folder folder;
  {
    CsvFile file(folder.path() / "n.csv", {"id", "count"});
    file << std::uint64_t{18446744073709551615u} << 100000.0, file.end_row();
    file << 5000000 << -9007199254740991.0, file.end_row();
    file.flush();
  }
  CHECK(bytes_of(folder.path() / "n.csv") ==
        "id,count\n18446744073709551615,100000\n5000000,-9007199254740991\n");
}

TEST_CASE("a text that a spreadsheet would compute has an apostrophe before it") {
  CHECK(csv_text("=1+1") == "'=1+1");
  CHECK(csv_text("+cmd|' /C calc'!A0") == "'+cmd|' /C calc'!A0");
  CHECK(csv_text("@SUM(A1,A2)") == "\"'@SUM(A1,A2)\"");
  CHECK(csv_text("-a") == "'-a");
  CHECK(csv_text("\t=1") == "'\t=1");
  for (const char* number : {"-0.5", "+3", "-1e-300", "-inf"}) CHECK(csv_text(number) == number);
  for (const char* plain : {"", "tumour", "a=b", "1-2"}) CHECK(csv_text(plain) == plain);
  CHECK(csv_text("a\rb") == "\"a\rb\"");
}

TEST_CASE("a table has columns with names of their own and rows of as many fields") {
  const Folder folder;
  const auto path = folder.path() / "t.csv";
  CHECK_THROWS_WITH(CsvFile(path, {"time", "seed", "time"}),
                    Catch::Contains("two columns") && Catch::Contains("'time'"));
  CHECK_THROWS_AS(CsvFile(path, {"time", ""}), InputError);
  CHECK_FALSE(std::filesystem::exists(path));
  CsvFile file(path, {"a, of b", "=c"});
  CHECK(bytes_of(path) == "\"a, of b\",'=c\n");
  file << 1;
  CHECK_THROWS_AS(file.end_row(), std::logic_error);
  file << 2 << 3;
  CHECK_THROWS_AS(file.end_row(), std::logic_error);
}

TEST_CASE("a table that isn't there or has a torn row is an error") {
  const Folder folder;
  CHECK_THROWS_AS(CsvTable(folder.path() / "none.csv"), InputError);
  save(folder.path() / "torn.csv", "a,b\n1,2\n3\n");
  CHECK_THROWS_WITH(CsvTable(folder.path() / "torn.csv"),
                    Catch::Contains("torn.csv:3: expected 2 fields, found 1"));
}

TEST_CASE("a cell that is no number is told and not taken for nothing") {
  const Folder folder;
  const std::string ledger = "from_d,to_d,donor,receiver,message,amount,unit\n";
  const std::string events = "time_d,event,cell,type,cause,other_cell,x_um,y_um,z_um\n";
  SignallingGraph graph;
  const auto refused = [&](const std::string& text, const std::string& says) {
    INFO(text);
    const bool is_ledger = text.rfind(ledger, 0) == 0;
    save(folder.path() / "t.csv", text);
    if (is_ledger)
      CHECK_THROWS_WITH(measure_edges(graph, folder.path() / "t.csv"), Catch::Contains("t.csv:" + says));
    else
      CHECK_THROWS_WITH(read_lineage(folder.path() / "t.csv"), Catch::Contains("t.csv:" + says));
  };
  for (const std::string cell : {"", "x", "1o", "nan", "inf", "1e999", "1 ", "0x10"})
    refused(ledger + "0,1,a,b,ev," + cell + ",EVs\n", "2: amount: '" + cell + "' is no number");
  for (const std::string cell : {"-1", "1.5", "1e30"})
    refused(events + "0,birth," + cell + ",a,,,1,2,3\n", "2: cell: '" + cell + "' is no whole number");
  refused(events + "0,birth,1,a,,,1,2,3\n1,birth,2,a,division,one,1,2,3\n",
          "3: other_cell: 'one' is no number");
  refused(events + "soon,birth,1,a,,,1,2,3\n", "2: time_d: 'soon' is no number");
  refused(events + "1,death,7,a,own rate,,1,2,3\n", "2: cell: '7' is no cell that was placed or born before");
  refused("a,b\n1,2\n", "1: expected the columns time_d,event");
  refused(ledger + "0,1,a,b\xff,ev,1,EVs\n", "2: isn't UTF-8");
}

TEST_CASE("a table goes on after the length that it had and what stood behind is gone") {
  const Folder folder;
  const auto path = folder.path() / "t.csv";
  std::uint64_t length = 0;
  {
    CsvFile file(path, {"a", "b"});
    file << 1.0 << 2.0, file.end_row(), file.flush();
    length = file.length();
    file << 3.0 << 4.0, file.end_row(), file.flush();
  }
  CHECK(length == bytes_of(path).size() - 4);
  {
    CsvFile file(path, {"a", "b"}, length);
    CHECK(file.length() == length);
    file << 5.0 << 6.0, file.end_row(), file.flush();
  }
  CHECK(bytes_of(path) == "a,b\n1,2\n5,6\n");
  CHECK_THROWS_WITH(CsvFile(path, {"a", "b"}, 100), Catch::Contains("shorter than it was at the checkpoint"));
}

TEST_CASE("a table without room for its rows keeps those before whole") {
  const Folder folder;
  const auto path = folder.path() / "t.csv";
  CsvFile file(path, {"a", "b"});
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_IGN);
  const rlimit small{50, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto fill = [&] {
    for (int row = 0; row < 100; ++row) file << 1.0 << 23.0, file.end_row(), file.flush();
  };
  CHECK_THROWS_WITH(fill(), Catch::Contains("t.csv") && Catch::Contains("File too large"));
  setrlimit(RLIMIT_FSIZE, &before);
  const std::string rows = bytes_of(path);
  CHECK(rows.size() > 40);
  CHECK(rows.back() == '\n');
  CHECK(CsvTable(path).size() == (rows.size() - 4) / 5);
}

namespace {
const std::string model =
    slab + loose +
    "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 2 h}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, secretes: {ev: 60 /h}, divides: {rate: 6 /d}, dies: {rate: 1 /d, takes: 3 h}}\n"
    "  b: {diameter: 16 um, takes_up: {ev: 1e5 um^3/h}, becomes: {c: {rate: 0 /d, raised_by: {age: {to: 1000 "
    "/min, half: 5 "
    "h, response: threshold}}}}}\n"
    "  c: {like: b}\n"
    "start:\n  - scatter: {source: assumed, of: a, count: 12}\n  - scatter: {source: assumed, of: b, count: "
    "3}\n"
    "measures: {source: assumed, as: {count: a}, cover: {covered_area: a, at: {z: 50 um}}, late: "
    "{first_time: as > 1e6}}\n";

// Half a day with a record every 3 h.
const std::string half_a_day = "duration: 12 h\noutput: {measures: 3 h, every: 3 h}\n";
}  // namespace

TEST_CASE("measures are a row a record and a measure with its unit") {
  const RecordedRun run(model, half_a_day);
  const CsvTable rows(run.table("measures.csv"));
  REQUIRE(rows.size() == 5 * 3);
  CHECK(rows[0] == std::vector<std::string>{"0", "as", "12", ""});
  CHECK(rows[12][0] == "0.5");
  CHECK(std::stod(rows[12][2]) == run.measure("as"));
  CHECK(rows[14] == std::vector<std::string>{"0.5", "late", "", "min"});
}

TEST_CASE("events read back as the lineage that they record") {
  const RecordedRun run(model, half_a_day);
  const std::vector<LineageCell> cells = read_lineage(run.table("events.csv"));
  REQUIRE(cells.size() == run.cells().next_id - 1);  // everybody that ever was
  std::size_t there = 0, dead = 0, founders = 0;
  for (const LineageCell& cell : cells) {
    there += cell.gone < 0;
    dead += cell.fate == "died: own rate";
    founders += cell.parent == 0;
    CHECK(cell.type == (cell.id >= 13 && cell.id <= 15 ? "c" : "a"));
    if (cell.gone >= 0) CHECK(cell.gone > cell.born);
    if (cell.parent != 0) CHECK(cells[cell.parent - 1].born <= cell.born);
  }
  CHECK(there == run.cells().size());
  CHECK(founders == 15);
  CHECK(dead > 0);
  CHECK(dead == run.world().tallies.at({event::death, CellTypeId{0}}));
}

TEST_CASE("a cell that was taken in by another is gone from the lineage from then on") {
  const RecordedRun run(
      slab + springs +
          "cells:\n  source: assumed\n"
          "  a: {diameter: 16 um, fuses: {with: {a: 2 /h}}, dies: {rate: 0.5 /d, takes: 10 d}}\n"
          "start:\n  - scatter: {source: assumed, of: a, count: 60, within: {x: [0 um, 60 um], y: [0 um, 60 "
          "um], z: [0 um, 60 um]}}\n",
      half_a_day);
  std::size_t there = 0, fused = 0;
  for (const LineageCell& cell : read_lineage(run.table("events.csv"))) {
    there += cell.gone < 0;
    if (cell.fate.rfind("fused into ", 0) != 0) continue;
    ++fused;
    CHECK(cell.gone >= 0);
    CHECK(std::stoul(cell.fate.substr(11)) != cell.id);
  }
  CHECK(fused > 10);
  CHECK(there == run.cells().size());
}

TEST_CASE("the ledger's amounts come onto the arrows of the signalling graph") {
  const RecordedRun run(model, half_a_day);
  SignallingGraph graph = signalling_graph(run.plan.model());
  measure_edges(graph, run.table("ledger.csv"));
  double released = 0, taken = 0;
  for (const SignalEdge& edge : graph.edges()) {
    if (edge.relation == Relation::releases) released += edge.amount.value_or(0);
    if (edge.relation == Relation::taken_up_by) taken += edge.amount.value_or(0);
  }
  CHECK(taken == Approx(run.world().balances[0].taken_up));
  CHECK(released == Approx(taken));  // of what arrived it is known who sent it
}

TEST_CASE("the ledger's copies are those that EVs carried when they were taken up") {
  const std::string loaded =
      slab + loose +
      "cargo: {source: assumed, RNA: {half_life: 1e9 d}}\n"
      "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 2 h, carries: {RNA: 3}}}\n"
      "cells:\n  source: assumed\n"
      "  a: {diameter: 16 um, secretes: {ev: 600 /h}}\n"
      "  b: {diameter: 16 um, takes_up: {ev: 1e5 um^3/h}}\n"
      "start:\n  - scatter: {source: assumed, of: a, count: 12}\n  - scatter: {source: assumed, of: b, "
      "count: "
      "3}\n"
      "treatments: {source: assumed, silence: {from: 6 h, set: {vesicles.ev.carries.RNA: 0}}}\n";
  // One interval, in the middle of which the load becomes 0.
  const RecordedRun run(loaded,
                        "duration: 12 h\ntreatments: [silence]\noutput: {measures: 12 h, every: 12 h}\n");
  double copies = 0, inside = 0;
  for (const auto& row : CsvTable(run.table("ledger.csv")))
    if (row[4] == "RNA") copies += std::stod(row[5]);
  for (double load : run.cells().cargo[0]) inside += load;
  REQUIRE(inside > 0);
  CHECK(copies == Approx(inside));
}
