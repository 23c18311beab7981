// Who said it stays known: a species has a donor field for each donor, and the ledger adds up.
#include <catch2/catch.hpp>

#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/record/csv_table.hpp"
#include "sim/run/record/donor_balance.hpp"
#include "tests/run/recorded_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
// Cells of type a and of a second type, which does the same.
std::string two_donors(const std::string& second) {
  return "model: small\n"
         "domain: {source: assumed, size: [100 um, 100 um, 100 um], voxel: 10 um, boundary: {x: open}}\n" +
         loose +
         "cargo: {source: assumed, RNA: {half_life: 4 h}, protein: {}}\n"
         "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 3 h, carries: {RNA: 2, protein: "
         "0.5}}}\n"
         "substances: {source: assumed, drug: {diffusion: 5 um^2/s}}\n"
         "cells:\n  source: assumed\n"
         "  a: {diameter: 16 um, secretes: {ev: 60 /h}, takes_up: {ev: 1e5 um^3/h, drug: 1e4 um^3/h}}\n"
         "  b: {like: a}\n"
         "  eater: {diameter: 10 um, takes_up: {ev: 2e5 um^3/h}}\n"
         "start:\n" +
         cell_at("a", 33, 40, 52) + cell_at(second, 71, 60, 18) + cell_at(second, 52, 21, 77) +
         cell_at("eater", 55, 55, 55) +
         "  - dose: {source: assumed, of: drug, density: 0.001 /um^3}\n"
         "measures: {evs: {amount: ev}, rna: {cargo_in_flight: RNA}, proteins: {cargo_in_flight: protein}}\n";
}

std::vector<double> sum_of_lanes(const World& world, int species) {
  std::vector<double> sum;
  for (const DonorField& donor_field : world.donor_fields)
    if (donor_field.species == species) {
      sum.resize(donor_field.counts.size());
      for (std::size_t v = 0; v < sum.size(); ++v) sum[v] += donor_field.counts[v];
    }
  return sum;
}
}  // namespace

TEST_CASE("the donor fields of two donors add up to the solution with one") {
  ModelRun two(two_donors("b")), one(two_donors("a"));
  two.until(600), one.until(600);
  const std::vector<double> apart = sum_of_lanes(two.world(), 0), together = sum_of_lanes(one.world(), 0);
  REQUIRE(apart.size() == 1000);
  double worst = 0, most = 0;
  for (std::size_t v = 0; v < apart.size(); ++v) {
    worst = std::max(worst, std::abs(apart[v] - together[v]));
    most = std::max(most, together[v]);
  }
  CHECK(most > 0.01);
  CHECK(worst < 1e-12 * most);
  for (CellIndex i = 0; i < 4; ++i)
    CHECK(two.cells().cargo[0][i] == Approx(one.cells().cargo[0][i]).epsilon(1e-12));
}

TEST_CASE("measures of what is in flight add up all donor fields") {
  ModelRun run(two_donors("b"));
  run.until(600);
  double evs = 0;
  for (double count : sum_of_lanes(run.world(), 0)) evs += count;
  CHECK(run.measure("evs") == Approx(evs));
  CHECK(run.measure("rna") == Approx(2 * evs));
  CHECK(run.measure("proteins") == Approx(0.5 * evs));
}

TEST_CASE("messages by donor and receiver add up to what the balance says was taken up") {
  ModelRun run(two_donors("b"));
  std::map<int, double> by_lane;
  std::map<MessageKey, double> pairs;
  for (double hours : {2.0, 5.0, 10.0}) {  // handed over in three parts
    run.until(60 * hours);
    for (const auto& [key, amount] : run.simulation.take_happenings().messages) {
      if (key.cargo >= 0) continue;
      by_lane[key.donor_field] += amount;
      pairs[key] += amount;
    }
    CHECK(run.simulation.happened().messages.empty());
  }
  REQUIRE(run.world().donor_fields.size() == 3);
  for (std::size_t l = 0; l < 3; ++l) {
    CHECK(run.world().balances[l].taken_up > 0);
    CHECK(by_lane[static_cast<int>(l)] == Approx(run.world().balances[l].taken_up).epsilon(1e-12));
  }
  CHECK(pairs.size() == 2 * 3 + 2);  // EVs of a and b to a, b and eater; the drug to a and b
}

TEST_CASE("the ledger that is written says who told whom what") {
  const RecordedRun run(two_donors("b"), "duration: 6 h\noutput: {measures: 3 h, every: 3 h}\n");
  std::map<std::string, double> amounts;
  for (const auto& row : CsvTable(run.table("ledger.csv"))) {
    REQUIRE(row.size() == 7);
    CHECK((row[0] == "0" || row[0] == "0.125"));
    CHECK(row[6] == (row[4] == "ev" ? "EVs" : row[4] == "drug" ? "molecules" : "copies"));
    amounts[row[2] + " " + row[4]] += std::stod(row[5]);
  }
  const std::vector<Balance>& balances = run.world().balances;
  CHECK(amounts["a ev"] == Approx(balances[0].taken_up).epsilon(1e-12));
  CHECK(amounts["b ev"] == Approx(balances[1].taken_up).epsilon(1e-12));
  CHECK(amounts["dose drug"] == Approx(balances[2].taken_up).epsilon(1e-12));
  CHECK(amounts["a RNA"] == Approx(2 * balances[0].taken_up).epsilon(1e-12));
  CHECK(amounts["b protein"] == Approx(0.5 * balances[1].taken_up).epsilon(1e-12));
}

TEST_CASE("the density at a fixed end is that outside however many donors there are") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [100 um, 100 um, 100 um], voxel: 10 um, boundary: {z: [closed, "
      "fixed]}}\n" +
      loose +
      "substances: {source: assumed, s: {diffusion: 100 um^2/s, outside: 0.01 /um^3}}\n"
      "cells:\n  source: assumed\n  a: {diameter: 9 um, secretes: {s: 0 /h}}\n  b: {like: a}\n"
      "start:\n" +
      cell_at("a", 30, 50, 50) + cell_at("b", 70, 50, 50));
  run.until(600);
  for (double count : sum_of_lanes(run.world(), 0)) CHECK(count == Approx(0.01 * 1000).epsilon(1e-6));
}

namespace {
// A donor and, far off, a receiver; EVs live for long. What is done after two hours is the treatment's.
std::string told(const std::string& treatment) {
  return "model: small\n"
         "domain: {source: assumed, size: [200 um, 100 um, 100 um], voxel: 10 um}\n" +
         loose +
         "cargo: {source: assumed, RNA: {}, protein: {}}\n"
         "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 10 h, carries: {RNA: 3, protein: "
         "1}}}\n"
         "cells:\n  source: assumed\n  a: {diameter: 16 um, secretes: {ev: 6000 /h}}\n"
         "  b: {diameter: 16 um, takes_up: {ev: 2e4 um^3/h}}\nstart:\n" +
         cell_at("a", 25, 50, 50) + cell_at("b", 175, 50, 50) +
         "treatments: {source: assumed, later: {from: 2 h, " + treatment +
         "}}\n"
         "measures: {rna: {cargo_in_flight: RNA}, evs: {amount: ev}}\n";
}
const std::string with_treatment =
    "duration: 100 d\ntreatments: [later]\noutput: {every: 100 d, measures: 1 h}\n";

double in_flight(const ModelRun& run, std::size_t donor_field) {
  double sum = 0;
  for (const double count : run.world().donor_fields[donor_field].counts) sum += count;
  return sum;
}
}  // namespace

TEST_CASE("EVs keep the cargo that they were released with when a treatment changes the load") {
  ModelRun run(told("set: {vesicles.ev.carries.RNA: 0}"), with_treatment);
  run.until(120);
  const double copies = run.measure("rna"), told_before = run.cells().cargo[0][1];
  CHECK(copies == Approx(3 * run.measure("evs")));
  run.until(240);
  REQUIRE(run.world().donor_fields.size() == 2);  // of EVs with RNA, and of those without
  // The first only decay and are taken up, and bring what they carry.
  CHECK(run.measure("rna") == Approx(3 * in_flight(run, 0)));
  CHECK(run.measure("rna") < 0.9 * copies);
  CHECK(run.measure("rna") > 0.5 * copies);
  const Balance& first = run.world().balances[0];
  CHECK(first.emitted == Approx(100 * 120));
  CHECK(run.world().balances[1].emitted == Approx(100 * 120));
  CHECK(run.cells().cargo[0][1] > told_before);
  CHECK(run.cells().cargo[0][1] == Approx(3 * first.taken_up));
  CHECK(run.cells().cargo[1][1] == Approx(first.taken_up + run.world().balances[1].taken_up));
}

TEST_CASE("a load that comes back is that of the EVs from before") {
  ModelRun run(told("lasting: 1 h, set: {vesicles.ev.carries.RNA: 0}"), with_treatment);
  run.until(240);
  CHECK(run.world().donor_fields.size() == 2);
  CHECK(run.world().balances[0].emitted == Approx(100 * 180));
  CHECK(run.world().balances[1].emitted == Approx(100 * 60));
}

TEST_CASE("what neutralises a cargo acts on EVs in flight from then on and on nothing that has arrived") {
  ModelRun run(told("lasting: 2 h, neutralises: {RNA: 75 %}"), with_treatment);
  run.until(120);
  const double before = run.cells().cargo[0][1], taken_before = run.world().balances[0].taken_up;
  CHECK(before == Approx(3 * taken_before));
  run.until(240);
  const double taken = run.world().balances[0].taken_up;
  CHECK(run.cells().cargo[0][1] == Approx(before + 0.25 * 3 * (taken - taken_before)));
  CHECK(run.cells().cargo[1][1] == Approx(taken));  // the other cargo isn't touched
  CHECK(run.world().donor_fields.size() == 1);
  run.until(360);
  CHECK(run.cells().cargo[0][1] ==
        Approx(before + 0.25 * 3 * (taken - taken_before) + 3 * (run.world().balances[0].taken_up - taken)));
}

TEST_CASE("the ledger and the balance have one donor whatever the load was") {
  const RecordedRun run(told("set: {vesicles.ev.carries.RNA: 0}"),
                        "duration: 4 h\ntreatments: [later]\noutput: {measures: 4 h, every: 4 h}\n");
  std::map<std::string, std::vector<double>> amounts;
  for (const auto& row : CsvTable(run.table("ledger.csv")))
    amounts[row[2] + " " + row[4]].push_back(std::stod(row[5]));
  REQUIRE(run.world().balances.size() == 2);
  const double first = run.world().balances[0].taken_up, second = run.world().balances[1].taken_up;
  CHECK(amounts["a ev"].size() == 1);
  CHECK(amounts["a ev"].at(0) == Approx(first + second));
  CHECK(amounts["a RNA"].at(0) == Approx(3 * first));
  CHECK(amounts["a protein"].at(0) == Approx(first + second));
  const std::vector<DonorBalance> balances = donor_balances(run.world());
  REQUIRE(balances.size() == 1);
  CHECK(balances[0].balance.taken_up == Approx(first + second));
  CHECK(balances[0].error() < 1e-12);
}

TEST_CASE("what neutralises names a cargo and a share of it") {
  const auto problems = [](const std::string& treatment) {
    return problems_of_model(told(treatment), "duration: 1 d\ntreatments: [later]\n");
  };
  CHECK(problems("neutralises: {RNA: 75 %}").empty());
  CHECK(mentions(problems("neutralises: {RMA: 75 %}"), "did you mean 'RNA'?"));
  CHECK(mentions(problems("neutralises: {RNA: 150 %}"), "out of range"));
  CHECK(mentions(problems("neutralises: RNA"), "expected a map from the name of a cargo"));
}

TEST_CASE("what neutralises a cargo leaves one alone that is like it") {
  ModelRun run(
      "model: small\n"
      "domain: {source: assumed, size: [100 um, 100 um, 100 um], voxel: 10 um}\n" +
          loose +
          "cargo: {source: assumed, RNA: {}, twin: {like: RNA}}\n"
          "vesicles: {source: assumed, ev: {diameter: 100 nm, carries: {RNA: 1, twin: 1}}}\n"
          "cells: {source: assumed, b: {diameter: 16 um, takes_up: {ev: 2e4 um^3/h}}}\nstart:\n" +
          cell_at("b", 50, 50, 50) +
          "  - dose: {source: assumed, of: ev, density: 0.01 /um^3}\n"
          "treatments: {source: assumed, now: {neutralises: {RNA: 100 %}}}\n",
      "duration: 100 d\ntreatments: [now]\n");
  run.until(60);
  CHECK(run.cells().cargo[0][0] == 0);
  CHECK(run.cells().cargo[1][0] == Approx(run.world().balances[0].taken_up));
}

TEST_CASE("a run goes on with the same bits after its load has changed") {
  const Folder folder;
  const std::string model = told("set: {vesicles.ev.carries.RNA: 0}, neutralises: {protein: 50 %}");
  const ModelRun half(model, "duration: 3 h\ntreatments: [later]\n"),
      whole(model, "duration: 6 h\ntreatments: [later]\n");
  Run first(half.plan), in_one_go(whole.plan);
  while (!first.finished()) first.advance();
  while (in_one_go.advance()) {
  }
  const ProgramId program{"1", ""};
  save_checkpoint(folder.path(), half.plan, program, first.state(), first.world());
  auto back = load_checkpoint(folder.path(), whole.plan, program);
  REQUIRE(back);
  Run second(whole.plan, {}, std::move(back->world), std::move(back->state));
  while (second.advance()) {
  }
  CHECK(digest(second.world()) == digest(in_one_go.world()));
  CHECK(second.world().donor_fields.size() == 2);
}
