// Well-mixed compartments: what they hold follows the formulas of pharmacokinetics, what goes through their
// walls those of diffusion, whatever the step and the voxels.
#include <catch2/catch.hpp>
#include <cmath>
#include <numbers>

#include "sim/run/record/compartment_balance.hpp"
#include "sim/run/record/donor_balance.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

std::string steps(const std::string& transport) {
  return "steps: {source: assumed, transport: " + transport + ", motion: " + transport + ", rules: 60 min}\n";
}

const std::string nobody = "cells: {source: assumed, cell: {diameter: 10 um}}\n";

// A drug in a gut, from which it goes into the blood; nothing goes into the domain.
ModelRun absorbed(const std::string& step, const std::string& given = "gut") {
  return ModelRun(one_voxel + loose + steps(step) + nobody +
                      "substances: {source: assumed, drug: {diffusion: 100 um^2/s}}\n"
                      "compartments:\n  source: assumed\n"
                      "  gut: {volume: 0.2 L, holds: {drug: {passes_to: {blood: 1.5 /h}}}}\n"
                      "  blood: {volume: 5 L, holds: {drug: {half_life: 2 h}}}\n"
                      "treatments:\n  source: assumed\n  pill: {from: 0 h, add: [{give: {of: drug, into: " +
                      given + ", amount: 5 umol}}]}\n" + "measures:\n  source: assumed\n" +
                      "  blood: {concentration: drug, of: blood}\n  gut: {concentration: drug, of: gut}\n",
                  "duration: 10 d\ntreatments: [pill]\n");
}

double worst_error(const World& world) {
  double worst = 0;
  for (const DonorBalance& one : donor_balances(world)) worst = std::max(worst, one.error());
  for (const CompartmentContent& one : compartment_contents(world)) worst = std::max(worst, one.error());
  return worst;
}

constexpr double per_umol = 6.02214076e17;

}  // namespace

TEST_CASE("what is given into a compartment decays there exactly, however long the step") {
  for (const char* step : {"1 min", "10 min", "60 min"}) {
    ModelRun run = absorbed(step, "blood");
    for (const double hours : {1, 2, 5, 24}) {
      run.until(60 * hours);
      const double expected = 5 * per_umol * std::exp2(-hours / 2) / 5e15;
      CHECK(run.measure("blood") == Approx(expected).epsilon(1e-12));
    }
    CHECK(worst_error(run.world()) < 1e-12);
  }
}

TEST_CASE("what is absorbed follows Bateman's formula within the step over its times") {
  const double in = 1.5 / 60, out = std::numbers::ln2 / 120;
  for (const auto& [step, within] : {std::pair{"1 min", 0.001}, {"10 min", 0.01}, {"30 min", 0.04}}) {
    ModelRun run = absorbed(step);
    for (const double hours : {1, 3, 8}) {
      run.until(60 * hours);
      const double t = 60 * hours;
      const double expected =
          5 * per_umol * in / (in - out) * (std::exp(-out * t) - std::exp(-in * t)) / 5e15;
      INFO(step << ", " << hours << " h");
      CHECK(run.measure("blood") == Approx(expected).epsilon(within));
      CHECK(run.measure("gut") == Approx(5 * per_umol * std::exp(-in * t) / 0.2e15).epsilon(1e-10));
    }
    CHECK(worst_error(run.world()) < 1e-12);
  }
}

TEST_CASE("the background is there at once and stays, and an infusion comes to its plateau") {
  const auto run_of = [](const std::string& step) {
    return ModelRun(
        one_voxel + loose + steps(step) + nobody +
            "vesicles: {source: assumed, host_ev: {diameter: 100 nm}, drug_ev: {diameter: 100 nm}}\n"
            "compartments:\n  source: assumed\n"
            "  blood:\n    volume: 5 L\n    holds:\n      host_ev: {half_life: 7 min, background: 1e10 /mL}\n"
            "      drug_ev: {half_life: 30 min}\n"
            "treatments:\n  source: assumed\n  drip: {from: 2 h, until: 20 h, set: "
            "{compartments.blood.holds.drug_ev.supply: 1e9 /h}}\n"
            "measures:\n  source: assumed\n  host: {concentration: host_ev, of: blood}\n"
            "  drug: {concentration: drug_ev, of: blood}\n",
        "duration: 2 d\ntreatments: [drip]\n");
  };
  for (const char* step : {"1 min", "60 min"}) {
    ModelRun run = run_of(step);
    CHECK(run.measure("host") == Approx(1e10 / 1e12).epsilon(1e-12));
    run.until(120);
    CHECK(run.measure("drug") == 0);
    run.until(180);
    const double decay = std::numbers::ln2 / 30, plateau = 1e9 / 60 / decay / 5e15;
    CHECK(run.measure("drug") == Approx(plateau * (1 - std::exp(-decay * 60))).epsilon(1e-10));
    run.until(20 * 60);
    CHECK(run.measure("drug") == Approx(plateau).epsilon(1e-6));
    CHECK(run.measure("host") == Approx(1e10 / 1e12).epsilon(1e-10));
    CHECK(worst_error(run.world()) < 1e-12);
  }
}

namespace {
// A box of some voxels between a fixed end, where a density is held, and a compartment.
ModelRun between(int voxels, const std::string& permeability, const std::string& volume,
                 const std::string& held, const std::string& step, const std::string& x = "[closed, fixed]",
                 const std::string& more = "") {
  return ModelRun(
      "model: small\ndomain: {source: assumed, size: [120 um, 40 um, 40 um], voxel: [" +
      std::to_string(120 / voxels) + " um, 20 um, 20 um], boundary: {x: " + x +
      ", y: periodic, z: periodic}}\n" + loose + steps(step) +
      "cells: {source: assumed, cell: {diameter: 5 um}}\n"
      "substances: {source: assumed, drug: {diffusion: 10 um^2/s, outside: 2 /um^3}}\n"
      "compartments:\n  source: assumed\n  blood: {volume: " +
      volume + ", holds: {drug: " + held +
      "}, exchanges: [{through: {x: low}, permeability: {drug: " + permeability + "}" + more + "}]}\n" +
      "measures:\n  source: assumed\n  blood: {concentration: drug, of: blood}\n  drug: {amount: drug}\n");
}
}  // namespace

TEST_CASE("what flows through a tissue into a compartment depends on neither step nor voxels") {
  const double area = 1600, diffuses = 600, length = 120;
  const double open = diffuses / length;  // um/min, of the tissue
  for (const int voxels : {3, 6, 12, 24})
    for (const char* step : {"1 min", "30 min"})
      for (const auto& [permeability, value] :
           {std::pair{"free", INFINITY}, {"5 um/min", 5.0}, {"0.1 um/min", 0.1}}) {
        ModelRun run = between(voxels, permeability, "1 L", "{half_life: 1000 d}", step);
        run.until(3000);
        const double before = run.world().compartments[0].balances[0].entered;
        run.until(4200);
        const double flow = (run.world().compartments[0].balances[0].entered - before) / 1200;
        INFO(voxels << " voxels, " << step << ", " << permeability);
        CHECK(flow == Approx(2 * area / (1 / open + 1 / value)).epsilon(1e-4));
        CHECK(worst_error(run.world()) < 1e-9);
      }
}

TEST_CASE("a compartment smaller than what goes through it in a step comes to the balance of its flows") {
  // It decays with k: 2 A P (1 - c) = k V c, at every step.
  const double area = 1600, resistance = 120 / 600.0 + 1 / 5.0;
  for (const char* volume : {"10 um^3", "1e4 um^3", "1e6 um^3"})
    for (const char* step : {"1 min", "30 min", "60 min"}) {
      ModelRun run = between(6, "5 um/min", volume, "{half_life: 10 min}", step);
      run.until(20 * 1440);
      const double goes = std::numbers::ln2 / 10 * parse_quantity(volume, Dimension::volume);
      const double expected = 2 / (1 + goes * resistance / area);
      INFO(volume << ", " << step);
      CHECK(run.measure("blood") == Approx(expected).epsilon(2e-3));
      CHECK(worst_error(run.world()) < 1e-9);
    }
}

TEST_CASE("two closed volumes come to the same density, and nothing is lost on the way") {
  for (const char* step : {"1 min", "20 min", "60 min"})
    for (const char* volume : {"1e3 um^3", "192000 um^3", "1e8 um^3"}) {
      ModelRun run = between(6, "free", volume, "{background: 3 /um^3}", step, "closed");
      const double size = parse_quantity(volume, Dimension::volume), all = 3 * size;
      run.until(60);
      for (const DonorField& field : run.world().donor_fields)
        for (const double count : field.counts) REQUIRE(count >= 0);
      CHECK(run.measure("drug") + run.measure("blood") * size == Approx(all).epsilon(1e-12));
      run.until(2 * 1440);
      const double expected = all / (size + 120 * 40 * 40);
      INFO(step << ", " << volume);
      CHECK(run.measure("blood") == Approx(expected).epsilon(1e-3));
      CHECK(run.measure("drug") == Approx(expected * 120 * 40 * 40).epsilon(1e-3));
      CHECK(worst_error(run.world()) < 1e-9);
    }
}

TEST_CASE("the time in which a small volume fills from a compartment is that of its wall") {
  // du/dt = (c - u) / (length (1 / P + length / 3 D)), c constant: the wall and the way into the slab behind
  // it.
  const double rate = 1 / (120 * (1 / 0.1 + 120 / (3 * 600.0)));
  for (const auto& [step, within] : {std::pair{"1 min", 0.003}, {"20 min", 0.03}}) {
    ModelRun run = between(3, "0.1 um/min", "1 L", "{background: 3 /um^3}", step, "closed");
    for (const double minutes : {300.0, 1200.0}) {
      run.until(minutes);
      const double expected = 3 * (1 - std::exp(-rate * minutes));
      CHECK(run.measure("drug") / (120 * 40 * 40) == Approx(expected).epsilon(within));
    }
  }
}

TEST_CASE("a domain that stands for more of the body gives and takes that many times") {
  const auto amount = [](const std::string& represents) {
    ModelRun run = between(6, "0.5 um/min", "1 L", "{half_life: 1000 d}", "10 min", "[closed, fixed]",
                           ", represents: " + represents);
    run.until(1440);
    CHECK(worst_error(run.world()) < 1e-9);
    return run.world().compartments[0].amounts[0];
  };
  const double one = amount("1");
  CHECK(amount("1000") == Approx(1000 * one).epsilon(1e-6));
  CHECK(amount("1.6 mm^2") == Approx(1000 * one).epsilon(1e-6));
}

namespace {
// Cells of two types by capillaries, whose EVs go into the blood; a third compartment gets what the blood
// passes on.
std::string by_capillaries(const std::string& step) {
  return "model: small\ndomain: {source: assumed, size: [100 um, 100 um, 20 um], voxel: 10 um, boundary: {x: "
         "periodic, "
         "y: closed, z: closed}}\n" +
         springs + steps(step) +
         "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 6 h}}\n"
         "compartments:\n  source: assumed\n"
         "  blood: {volume: 1 mL, holds: {ev: {half_life: 10 min, passes_to: {lymph: 0.5 /h}}}, exchanges: "
         "[{within: {x: "
         "[15 um, 60 um]}, area: 3000 um^2, permeability: {ev: 2 um/min}, represents: 0.001 mm^3}]}\n"
         "  lymph: {volume: 1 mL, holds: {ev: {half_life: 1 h, passes_to: {blood: 1 /h}}}}\n"
         "cells:\n  source: assumed\n"
         "  a: {diameter: 12 um, secretes: {ev: 60 /h}, takes_up: {ev: 2e3 um^3/h}, crawls: {speed: 0.1 "
         "um/min, "
         "persistence: 20 min}}\n"
         "  b: {diameter: 10 um, secretes: {ev: 30 /h}, takes_up: {ev: 1e3 um^3/h}}\n"
         "start:\n  - scatter: {source: assumed, of: a, count: 8}\n  - scatter: {source: assumed, of: b, "
         "count: 5}\n"
         "measures:\n  source: assumed\n  blood: {concentration: ev, of: blood}\n  lymph: {concentration: "
         "ev, of: lymph}\n"
         "  drop: {sample: {ev: 50 %}, of: blood, volume: 50 uL}\n  same: {sample: {ev: 50 %}, of: blood, "
         "volume: 50 uL}\n";
}
}  // namespace

TEST_CASE("EVs in blood keep their donor, in balance and ledger, beside cells that take up") {
  ModelRun run(by_capillaries("2 min"));
  run.until(2880);
  CHECK(worst_error(run.world()) < 1e-10);
  const std::vector<CompartmentContent> contents = compartment_contents(run.world());
  REQUIRE(contents.size() == 4);
  for (const CompartmentContent& content : contents) CHECK(content.amount > 0);
  const World& world = run.world();
  const auto released = [&](std::size_t l) { return world.balances[l].emitted; };
  CHECK(released(0) == Approx(8 * 48 * 60).epsilon(1e-9));
  CHECK(released(1) == Approx(5 * 48 * 30).epsilon(1e-9));
  // What left the domain came into the blood, as often as it stands for: 0.001 mm^3 of capillaries' 45 x 100
  // x 20 um^3.
  const double times = 1e6 / 90000;
  for (std::size_t l = 0; l < 2; ++l) {
    const CompartmentBalance& blood = world.compartments[0].balances[l];
    CHECK(blood.entered - blood.left ==
          Approx(times * (world.balances[l].left - world.balances[l].supplied)).epsilon(1e-6));
    CHECK(world.balances[l].taken_up > 0.01 * released(l));
    CHECK(world.balances[l].left > 0.05 * released(l));
  }
  CHECK(run.measure("drop") == run.measure("same"));  // it is one sample
}

TEST_CASE("long steps of transport give the same blood as short ones") {
  const auto after = [](const std::string& step) {
    ModelRun run(by_capillaries(step));
    run.until(2880);
    return std::pair{run.measure("blood"), run.measure("lymph")};
  };
  const auto fine = after("1 min"), coarse = after("20 min");
  CHECK(coarse.first == Approx(fine.first).epsilon(0.02));
  CHECK(coarse.second == Approx(fine.second).epsilon(0.02));
}

TEST_CASE("a run with compartments goes on as if it hadn't stopped") {
  ModelRun whole(by_capillaries("10 min")), half(by_capillaries("10 min"));
  whole.until(2880);
  half.until(1440);
  Simulation rest(half.plan, half.world(), half.simulation.phase(), half.simulation.happened());
  while (rest.world().time < 2880 - 1e-9) rest.step();
  CHECK(digest(rest.world()) == digest(whole.world()));
}

TEST_CASE("a sample is drawn by Poisson around what is in its volume") {
  double sum = 0, squares = 0, expected = 0;
  constexpr int seeds = 400;
  for (int seed = 1; seed <= seeds; ++seed) {
    ModelRun run(one_voxel + loose + nobody +
                     "vesicles: {source: assumed, ev: {diameter: 100 nm}, host_ev: {diameter: 100 nm}}\n"
                     "compartments: {source: assumed, blood: {volume: 5 L, holds: {ev: {background: 300 "
                     "/mL}, host_ev: "
                     "{background: 1e6 /mL}}}}\n"
                     "measures: {source: assumed, drop: {sample: {ev: 80 %, host_ev: 1e-4}, of: blood, "
                     "volume: 50 uL}}\n",
                 "duration: 1 d\n", {"seed=" + std::to_string(seed)});
    const double count = run.measure("drop");
    expected = 0.05 * (0.8 * 300 + 1e-4 * 1e6);
    CHECK(count == std::floor(count));
    sum += count, squares += (count - expected) * (count - expected);
  }
  CHECK(std::abs(sum / seeds - expected) < 4 * std::sqrt(expected / seeds));
  CHECK(std::abs(squares / seeds / expected - 1) < 4 * std::sqrt(2.0 / seeds));
}

TEST_CASE("samples that ask for the same are one, those of two markers know nothing of each other") {
  ModelRun run(one_voxel + loose + steps("60 min") + nobody +
               "vesicles: {source: assumed, ev: {diameter: 100 nm}, b_ev: {diameter: 90 nm}}\n"
               "compartments: {source: assumed, blood: {volume: 5 L, holds: {ev: {background: 1000 /mL}, "
               "b_ev: {background: "
               "1000 /mL}}}}\n"
               "measures:\n  source: assumed\n  a: {sample: {ev: 1}, of: blood, volume: 50 uL}\n"
               "  same: {sample: {ev: 1}, of: blood, volume: 50 uL}\n"
               "  b: {sample: {b_ev: 1}, of: blood, volume: 50 uL}\n");
  double products = 0;
  constexpr int times = 800;
  for (int n = 0; n < times; ++n) {
    run.until(60.0 * n);
    const double a = run.measure("a"), b = run.measure("b");
    CHECK(a == run.measure("same"));
    products += (a - 50) * (b - 50) / 50;
  }
  CHECK(std::abs(products / times) < 4 / std::sqrt(times));
}

TEST_CASE("what can't get into a compartment is told") {
  const auto warned = [](const std::string& blood) {
    const Folder folder;
    const Plan plan = load(folder,
                           slab + loose + nobody + "vesicles: {source: assumed, ev: {diameter: 100 nm}}\n" +
                               "compartments:\n  source: assumed\n  blood: " + blood + "\n",
                           "duration: 1 d\n");
    std::vector<std::string> told;
    for (const Problem& one : plan.warnings) told.push_back(one.what);
    return told;
  };
  CHECK(mentions(warned("{volume: 5 L, holds: {ev: {}}}"), "no wall of a compartment lets 'ev' through"));
  CHECK(mentions(
      warned(
          "{volume: 5 L, holds: {ev: {}}, exchanges: [{through: {z: low}, permeability: {ev: 0 um/min}}]}"),
      "no wall"));
  CHECK_FALSE(mentions(
      warned("{volume: 5 L, holds: {ev: {}}, exchanges: [{through: {z: low}, permeability: {ev: free}}]}"),
      "no wall"));
  CHECK_FALSE(mentions(warned("{volume: 5 L, holds: {ev: {background: 1 /mL}}}"), "no wall"));
}

TEST_CASE("what a compartment can't be is told with its place") {
  const auto found = [](const std::string& blood,
                        const std::string& measure = "{concentration: ev, of: blood}",
                        const std::string& other = "") {
    return problems_of_model(
        slab + loose + nobody +
        "vesicles: {source: assumed, ev: {diameter: 100 nm}, b_ev: {diameter: 90 nm}}\n" +
        "compartments:\n  source: assumed\n  blood: " + blood + "\n" + other +
        "measures: {source: assumed, one: " + measure + "}\n");
  };
  const std::string good = "{volume: 5 L, holds: {ev: {half_life: 1 h}}";
  CHECK(found(good + "}").empty());
  CHECK(mentions(found("{holds: {ev: {}}}"), "needs the key 'volume'"));
  CHECK(mentions(found("{volume: 5 L, holds: {evs: {}}}"), "did you mean 'ev'"));
  CHECK(mentions(found(good + ", exchanges: [{through: {x: low}, permeability: {ev: free}}]}"),
                 "the low end of x is joined to the other one"));
  CHECK(found(good + ", exchanges: [{through: {z: high}, permeability: {ev: free}}]}").empty());
  CHECK(mentions(found(good + ", exchanges: [{through: {z: top}, permeability: {ev: free}}]}"),
                 "expected an end of the domain"));
  CHECK(mentions(found(good + ", exchanges: [{through: {z: high}, permeability: {b_ev: free}}]}"),
                 "doesn't hold 'b_ev'"));
  CHECK(mentions(found(good + ", exchanges: [{through: {z: high}, permeability: {ev: fast}}]}"),
                 "'fast' is no permeability"));
  CHECK(mentions(found(good + ", exchanges: [{permeability: {ev: 1 um/min}}]}"), "give one of the two"));
  CHECK(mentions(
      found(good + ", exchanges: [{through: {z: high}, area: 3 um^2, permeability: {ev: 1 um/min}}]}"),
      "give one of the two"));
  CHECK(mentions(found(good + ", exchanges: [{within: {z: [0 um, 9 um]}, permeability: {ev: 1 um/min}}]}"),
                 "needs its 'area'"));
  CHECK(mentions(
      found(good + ", exchanges: [{within: {z: [0 um, 9 um]}, area: 1 mm^2, permeability: {ev: free}}]}"),
      "'free' is for an end"));
  CHECK(mentions(
      found(good + ", exchanges: [{through: {z: high}, permeability: {ev: free}, represents: 1 mL}]}"),
      "stands for a number of them, or for an area"));
  CHECK(mentions(
      found(good + ", exchanges: [{within: {z: [0 um, 9 um]}, area: 1 mm^2, permeability: {ev: 1 um/min}, "
                   "represents: 1 cm^2}]}"),
      "stands for a number of them, or for a volume"));
  CHECK(mentions(
      found(
          good +
          ", exchanges: [{through: {z: high}, permeability: {ev: free}, represents: 2}, {through: {z: low}, "
          "permeability: {ev: 1 um/min}, represents: 3}]}"),
      "goes the domain stands for 2 of itself, here for 3"));
  CHECK(
      found(
          good +
          ", exchanges: [{through: {z: high}, permeability: {ev: free}, represents: 2}, {through: {z: low}, "
          "permeability: {ev: 1 um/min}, represents: 80000 um^2}]}")
          .empty());
  CHECK(mentions(found("{volume: 5 L, holds: {ev: {background: 1 /mL, passes_to: {lymph: 1 /h}}}}",
                       "{concentration: ev, of: blood}",
                       "  lymph: {volume: 1 L, holds: {ev: {passes_to: {blood: 1 /h}}}}\n"),
                 "would raise its 'background'"));
  CHECK(mentions(found(good + "}", "{sample: {ev: 0}, of: blood, volume: 50 uL}"), "counts nothing"));
  CHECK(mentions(found("{volume: 5 L, holds: {ev: {passes_to: {blood: 1 /h}}}}"), "on to itself"));
  CHECK(mentions(found("{volume: 5 L, holds: {ev: {passes_to: {lymph: 1 /h}}}}",
                       "{concentration: ev, of: blood}", "  lymph: {volume: 1 L, holds: {b_ev: {}}}\n"),
                 "'lymph', which doesn't hold it"));
  CHECK(mentions(found(good + "}", "{concentration: b_ev, of: blood}"), "'blood' doesn't hold 'b_ev'"));
  CHECK(mentions(found(good + "}", "{sample: {b_ev: 1}, of: blood, volume: 50 uL}"),
                 "'blood' doesn't hold 'b_ev'"));
  CHECK(mentions(found(good + "}", "{sample: {ev: 1}, of: blood, volume: 50 L}"), "is larger than 'blood'"));
  CHECK(mentions(found(good + "}", "{sample: {ev: 2}, of: blood, volume: 50 uL}"), "2"));
  CHECK(mentions(found(good + "}", "{concentration: ev, of: bood}"), "did you mean 'blood'"));
  CHECK(mentions(found(good + "}", "{concentration: ev, of: blood}",
                       "start: [{give: {source: assumed, of: b_ev, into: blood, amount: 3}}]\n"),
                 "'blood' doesn't hold 'b_ev'"));
  CHECK(mentions(found(good + "}", "{concentration: ev, of: blood}",
                       "start: [{give: {source: assumed, of: ev, into: blood}}]\n"),
                 "give either an 'amount' or the 'density'"));
}
