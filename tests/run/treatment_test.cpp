#include "sim/run/language/treatment.hpp"

#include <catch2/catch.hpp>

#include "sim/run/mechanism.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double never = std::numeric_limits<double>::infinity();
Treatment treatment(double from, double until, double every, double lasting) {
  Treatment made;
  made.from = from, made.until = until, made.every = every, made.lasting = lasting;
  return made;
}
std::string treated(const std::string& treatments) {
  return periodic_box + loose +
         "parameters: {source: assumed, speed: {value: 1 um/min, about: a knob}}\n"
         "substances: {source: assumed, drug: {diffusion: 0 um^2/s}, other: {diffusion: 0 um^2/s}}\n"
         "cells:\n  source: assumed\n"
         "  a: {diameter: 16 um, crawls: {speed: $speed, persistence: 1000 d}, secretes: {other: 1 /min}}\n"
         "start:\n" +
         cell_at("a", 100, 100, 100) + "treatments:\n  source: assumed\n" + treatments;
}

double moved_in_a_step(ModelRun& run) {
  const Vec3 before = run.cells().position(0);
  run.simulation.step();
  return norm(run.simulation.model().geometry.difference(run.cells().position(0), before));
}
}  // namespace

TEST_CASE("a treatment is in effect from its start until its end") {
  const Treatment t = treatment(60, 120, never, never);
  CHECK_FALSE(in_effect(t, 59));
  CHECK(in_effect(t, 60));
  CHECK(in_effect(t, 119));
  CHECK_FALSE(in_effect(t, 120));
  CHECK(starts_at(t, 60));
  CHECK_FALSE(starts_at(t, 61));
  CHECK(change_times({t}, 1000) == std::vector<double>{0, 60, 120});
  CHECK(change_times({t}, 100) == std::vector<double>{0, 60});
}

TEST_CASE("a treatment that repeats is in effect for as long as each repetition lasts") {
  const Treatment t = treatment(60, never, 100, 30);
  for (double time : {60.0, 89.0, 160.0, 189.0, 260.0}) CHECK(in_effect(t, time));
  for (double time : {0.0, 90.0, 159.0, 190.0}) CHECK_FALSE(in_effect(t, time));
  CHECK(change_times({t}, 270) == std::vector<double>{0, 60, 90, 160, 190, 260});
}

TEST_CASE("what lasts no time is never in effect but starts") {
  const Treatment once = treatment(60, never, never, 0), often = treatment(60, never, 100, 0);
  for (double time : {60.0, 61.0, 160.0, 1000.0}) {
    CHECK_FALSE(in_effect(once, time));
    CHECK_FALSE(in_effect(often, time));
  }
  CHECK(starts_at(often, 160));
  CHECK(change_times({once}, 1000) == std::vector<double>{0, 60});
}

TEST_CASE("treatments whose times differ by rounding start and end together") {
  const double early = 432 - 6e-14, late = 432;  // 0.3 d and 7.2 h, say
  REQUIRE(early < late);
  const Treatment first = treatment(early, never, never, never),
                  second = treatment(late, never, never, never), ends = treatment(0, late, never, never);
  const std::vector<double> times = change_times({first, second, ends}, 1000);
  REQUIRE(times.size() == 2);
  for (const Treatment& t : {first, second}) {
    CHECK(starts_at(t, times[1]));
    CHECK(in_effect(t, times[1]));
    CHECK_FALSE(in_effect(t, times[0]));
  }
  CHECK(in_effect(ends, times[0]));
  CHECK_FALSE(in_effect(ends, times[1]));
}

TEST_CASE("repetitions start on time when their interval is no round number of minutes") {
  const Treatment t = treatment(0.1 * 1440, never, 0.7 * 1440, 0.1 * 1440);
  for (int n = 0; n < 200; ++n) {
    const double start = 0.1 * 1440 + n * (0.7 * 1440);
    CHECK(starts_at(t, start));
    CHECK(in_effect(t, start));
    CHECK_FALSE(in_effect(t, start + 0.1 * 1440));
  }
}

TEST_CASE("times that differ by rounding only are one time") {
  const std::vector<double> times = change_times(
      {treatment(0.1 * 1440, never, 0.7 * 1440, 0.1 * 1440), treatment(144, never, 1008, 144)}, 100 * 1440);
  for (std::size_t i = 1; i < times.size(); ++i) CHECK(times[i] - times[i - 1] > 1);
}

TEST_CASE("a treatment swaps in the changed model at its time and back at its end") {
  ModelRun run(treated("  faster: {from: 1 h, until: 2 h, set: {parameters.speed: 3 um/min}}\n"),
               "duration: 1 d\ntreatments: [faster]\n");
  REQUIRE(run.plan.phases.size() == 3);
  CHECK(run.plan.phases[0].model == run.plan.phases[2].model);
  CHECK(moved_in_a_step(run) == Approx(1));
  run.until(60);
  CHECK(moved_in_a_step(run) == Approx(3));
  CHECK(run.simulation.treatments() == std::vector<std::string>{"faster"});
  run.until(120);
  CHECK(moved_in_a_step(run) == Approx(1));
  CHECK(run.simulation.treatments().empty());
}

TEST_CASE("of treatments in effect at once the later in the list has the last word") {
  const std::string both =
      "  faster: {from: 1 h, set: {parameters.speed: 3 um/min}}\n"
      "  slower: {from: 2 h, set: {cells.a.crawls.speed: 0.5 um/min}}\n";
  ModelRun run(treated(both), "duration: 1 d\ntreatments: [faster, slower]\n");
  run.until(60);
  CHECK(moved_in_a_step(run) == Approx(3));
  run.until(120);
  CHECK(moved_in_a_step(run) == Approx(0.5));
  ModelRun none(treated(both), "duration: 1 d\n");
  none.until(120);
  CHECK(moved_in_a_step(none) == Approx(1));
}

TEST_CASE("a treatment adds things at its start and at each repetition") {
  ModelRun run(
      treated(
          "  pulse: {from: 1 h, every: 2 h, add: [{dose: {of: drug, density: 0.001 /um^3}}, {scatter: {of: "
          "a, count: 5}}]}\n"),
      "duration: 6 h\ntreatments: [pulse]\n");
  run.until(60);
  CHECK(run.cells().size() == 1);
  run.until(61);
  CHECK(run.cells().size() == 6);
  run.until(360);
  CHECK(run.cells().size() == 16);  // at 1, 3 and 5 h
  double dosed = 0;
  for (const Balance& balance : run.world().balances) dosed += balance.dosed;
  CHECK(dosed == Approx(3 * 0.001 * 8e6));
}

TEST_CASE("what a treatment makes cells release is released") {
  ModelRun run(treated("  leak: {from: 1 h, set: {cells.a.secretes.drug: 2 /min}}\n"),
               "duration: 2 h\ntreatments: [leak]\n");
  run.until(120);
  double drug = 0;
  for (const DonorField& donor_field : run.world().donor_fields)
    if (donor_field.species == 0)
      for (double count : donor_field.counts) drug += count;
  CHECK(drug == Approx(2 * 60.0));
}

TEST_CASE("a treatment can't change what there is") {
  const auto problems = [](const std::string& change) {
    return problems_of_model(treated("  t: {from: 1 h, set: {" + change + "}}\n"),
                             "duration: 1 d\ntreatments: [t]\n");
  };
  const std::string refused = "a treatment changes values; it can't change";
  CHECK(problems("cells.a.diameter: 12 um").empty());
  CHECK(mentions(problems("domain.voxel: 20 um"), refused));
  CHECK(mentions(problems("domain.size: [100 um, 200 um, 200 um]"), refused));
  CHECK(mentions(problems("domain.boundary.x: closed, domain.boundary.y: closed"), refused));
  CHECK(mentions(problems("cells.b: {diameter: 3 um}"), refused));
  CHECK(mentions(problems("substances.third: {diffusion: 1 um^2/s}"), refused));
  CHECK(mentions(problems("cells.a.divides: {rate: 1 /d}"), refused));  // a mechanism with state
  CHECK(mentions(problems("cells.a.sediments: 1 um/min"), refused));    // and one without
}

TEST_CASE("a treatment's mistakes are found") {
  const auto problems = [](const std::string& body) {
    return problems_of_model(treated("  t: {" + body + "}\n"), "duration: 1 d\ntreatments: [t]\n");
  };
  CHECK(problems("from: 1 h, set: {parameters.speed: 2 um/min}").empty());
  CHECK(mentions(problems("from: 2 h, until: 1 h, set: {parameters.speed: 2 um/min}"),
                 "ends before it starts"));
  CHECK(mentions(problems("every: 1 h, set: {parameters.speed: 2 um/min}"), "needs 'lasting'"));
  CHECK(mentions(problems("fron: 2 h"), "did you mean 'from'?"));
  CHECK(mentions(problems("set: {parameters.sped: 2 um/min}"), "did you mean 'speed'?"));
  CHECK(mentions(problems("set: {cells.a.crawls.sped: 2 um/min}"), "sped"));
  CHECK(mentions(problems("add: [{dsoe: {of: drug, density: 1 /um^3}}]"), "dose"));
  CHECK(mentions(problems("from: 61 min, set: {parameters.speed: 2 um/min}"), "no whole multiple"));
  CHECK(mentions(problems_of_model(treated("  t: {from: 1 h, set: {parameters.speed: 2 um/min}}\n"),
                                   "duration: 1 d\ntreatments: [tt]\n"),
                 "did you mean 't'?"));
}

TEST_CASE("a treatment's misspelt names are told once and nothing is computed from them") {
  const auto problems = [](const std::string& body, const std::string& used) {
    return problems_of_model(
        treated("  t: {" + body + "}\n  u: {from: 1 h, set: {parameters.speed: 2 um/min}}\n"),
        "duration: 1 d\ntreatments: " + used + "\n");
  };
  for (const std::string used : {"[]", "[t]"}) {
    for (const std::string key :
         {"secretes.drog: 1 /h", "takes_up.drog: 1 um^3/min", "adheres.to_cells.aa: 1",
          "dies: {rate: 1 /d, raised_by: {drog: {to: 2 /d, half: 1}}}"}) {
      INFO(key << " of " << used);
      const auto found = problems("set: {cells.a." + key + "}", used);
      REQUIRE(found.size() == 1);
      CHECK(mentions(found, "; did you mean '"));
      CHECK(!mentions(found, "a treatment changes values"));
    }
  }
  const auto often = problems("every: 2 h, lasting: 1 h, set: {cells.a.secretes.drog: 1 /h}", "[t]");
  CHECK(often.size() == 1);
}

TEST_CASE("cells that are larger than a treatment lets their type grow still feel each other") {
  ModelRun run(periodic_box + springs +
                   "cells: {source: assumed, a: {diameter: 40 um, grows_over: never}}\n"
                   "start:\n" +
                   cell_at("a", 100, 100, 100) + cell_at("a", 138, 100, 100) +
                   "treatments: {source: assumed, smaller: {from: 6 min, set: {cells.a.diameter: 4 um}}}\n",
               "duration: 1 d\ntreatments: [smaller]\n");
  run.until(600);
  const Population& cells = run.cells();
  CHECK(run.simulation.model().cells[0].diameter == 4);
  CHECK(norm(cells.position(1) - cells.position(0)) == Approx(40).epsilon(1e-3));
}
