// Treatments that take cells out at once.
#include "sim/run/removal.hpp"

#include <catch2/catch.hpp>

#include "sim/run/bits.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

// Cells of types a and b along x at 20, 60, 100, 140 and 180 um.
std::string two_rows(const std::string& treatments, const std::string& of_a = "") {
  std::string model = closed_box + loose + "cells:\n  source: assumed\n  a: {diameter: 16 um" + of_a +
                      "}\n  b: {diameter: 16 um}\n" +
                      "measures: {source: assumed, gone: {happened: excise, to: [a, b]}}\nstart:\n";
  for (const double x : {20.0, 60.0, 100.0, 140.0, 180.0})
    model += cell_at("a", x, 60, 100) + cell_at("b", x, 140, 100);
  return model + "treatments:\n  source: assumed\n" + treatments;
}

std::vector<std::string> problems_of(const std::string& removal) {
  return problems_of_model(two_rows("  surgery: {from: 1 h, remove: " + removal + "}\n"),
                           "duration: 1 d\ntreatments: [surgery]\n");
}

}  // namespace

TEST_CASE("a treatment takes all cells of a type out at its start") {
  ModelRun run(two_rows("  surgery: {from: 1 h, remove: {of: a}}\n"),
               "duration: 3 h\ntreatments: [surgery]\n");
  run.until(60);
  CHECK(run.cells().size() == 10);
  run.until(61);
  CHECK(run.count(0) == 0);
  CHECK(run.count(1) == 5);
  const std::vector<Event> events = run.events(event::excise);
  REQUIRE(events.size() == 5);
  for (std::size_t i = 0; i < events.size(); ++i) {
    CHECK(events[i].time == 60);
    CHECK(events[i].type == 0);
    CHECK(events[i].cause == "surgery");
    CHECK(events[i].position.x == Approx(20 + 40 * i));
  }
  CHECK(run.measure("gone") == 5);
}

TEST_CASE("a treatment takes out those within its region alone") {
  ModelRun run(
      two_rows("  surgery: {remove: [{of: a, within: {x: [50 um, 150 um]}}, {of: [a, b], within: {x: [170 "
               "um, 200 um]}}]}\n"),
      "duration: 3 h\ntreatments: [surgery]\n");
  REQUIRE(run.cells().size() == 5);  // at time 0
  CHECK(run.count(0) == 1);
  CHECK(run.count(1) == 4);
  for (CellIndex i = 0; i < run.cells().size(); ++i) {
    const double x = run.cells().position(i).x;
    CHECK((run.cells().type[i] == 0 ? x == Approx(20) : x < 150));
  }
}

TEST_CASE("cells are taken out at each repetition and before others are added") {
  ModelRun run(
      two_rows("  exchange: {from: 1 h, every: 2 h, remove: {of: [a, b]}, add: [{scatter: {of: a, count: "
               "3}}]}\n"),
      "duration: 8 h\ntreatments: [exchange]\n");
  for (const double hour : {1.0, 3.0, 5.0}) {
    run.until(60 * hour + 1);
    CHECK(run.count(0) == 3);
    CHECK(run.count(1) == 0);
  }
  CHECK(run.events(event::excise).size() == 10 + 3 + 3);
}

TEST_CASE("dying cells are taken out with the others") {
  ModelRun run(
      two_rows("  surgery: {from: 2 h, remove: {of: a}}\n",
               ", dies: {rate: " + after_an_hour.substr(7, after_an_hour.find(',') - 7) +
                   ", raised_by: {age: {to: 1000 /min, half: 1 h, response: threshold}}, takes: 1 d}"),
      "duration: 3 h\ntreatments: [surgery]\n");
  run.until(120);
  CHECK(run.count(0, Life::dying) == 5);
  run.until(121);
  CHECK(run.cells().size() == 5);
}

TEST_CASE("a dish without cells goes on") {
  ModelRun run(two_rows("  surgery: {from: 1 h, remove: {of: [a, b]}}\n"),
               "duration: 1 d\ntreatments: [surgery]\n");
  run.until(1440);
  CHECK(run.cells().size() == 0);
}

TEST_CASE("what cells released stays when they are taken out and nothing is lost from the account") {
  ModelRun run(periodic_box + loose +
                   "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 6 h}}\n"
                   "cells: {source: assumed, a: {diameter: 16 um, secretes: {ev: 60 /h}},\n"
                   "        b: {diameter: 16 um, takes_up: {ev: {clearance: 1e4 um^3/h}}}}\n"
                   "start:\n" +
                   cell_at("a", 100, 100, 100) + cell_at("b", 140, 100, 100) +
                   "treatments: {source: assumed, surgery: {from: 2 h, remove: {of: [a, b]}}}\n",
               "duration: 1 d\ntreatments: [surgery]\n");
  const auto balance = [&] { return run.world().balances.at(0); };
  run.until(120);
  const Balance before = balance();
  run.until(360);
  const Balance after = balance();
  CHECK(before.emitted == Approx(120));
  CHECK(after.emitted == before.emitted);
  CHECK(before.taken_up > 0);
  CHECK(after.taken_up == before.taken_up);
  double in_flight = 0;
  for (const double count : run.world().donor_fields.at(0).counts) in_flight += count;
  CHECK(in_flight > 0);
  CHECK(in_flight + after.taken_up + after.decayed + after.left == Approx(after.emitted).epsilon(1e-12));
}

TEST_CASE("a removal by mistake is told with the nearest name") {
  CHECK(problems_of("{of: a}").empty());
  CHECK(problems_of("[{of: [a, b]}, {of: a, within: {x: [0 um, 10 um]}}]").empty());
  CHECK(mentions(problems_of("{of: aa}"), "treatments.surgery.remove.of: "));
  CHECK(mentions(problems_of("{of: aa}"), "did you mean 'a'?"));
  CHECK(mentions(problems_of("[{of: a}, {of: bb}]"), "treatments.surgery.remove.1.of: "));
  CHECK(mentions(problems_of("{within: {x: [0 um, 10 um]}}"), "needs the key 'of'"));
  CHECK(mentions(problems_of("{of: a, witin: {x: [0 um, 10 um]}}"), "did you mean 'within'?"));
  CHECK(mentions(problems_of("{of: a, within: {x: [0 um, 300 um]}}"), "where the domain ends at 200 um"));
  CHECK(
      mentions(problems_of("[{of: b}, {of: a, within: {x: [5 um, 5 um]}}]"), "no cell is ever found there"));
  CHECK(mentions(problems_of("[]"), "changes nothing and adds nothing"));
  CHECK(mentions(problems_of_model(two_rows("  surgery: {from: 1 h, lasting: 1 h, remove: {of: a}}\n")),
                 "'lasting' ends what is set, and this only adds or removes"));
}

TEST_CASE("a removal is changed by its path whether it is one or one of a list") {
  const auto left = [](const std::string& removal, const std::string& change) {
    ModelRun run(two_rows("  surgery: {remove: " + removal + "}\n"), "duration: 3 h\ntreatments: [surgery]\n",
                 {change});
    return run.cells().size();
  };
  CHECK(left("{of: a}", "treatments.surgery.remove.of=b") == 5);
  CHECK(left("{of: a}", "treatments.surgery.remove.within={x: [0 um, 70 um]}") == 8);
  CHECK(left("[{of: a}]", "treatments.surgery.remove.0.within={x: [0 um, 70 um]}") == 8);
  CHECK(left("[{of: a}]", "treatments.surgery.remove.+={of: b}") == 0);
}
