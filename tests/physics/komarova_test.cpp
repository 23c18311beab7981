// The well-mixed limit of remodelling, against Komarova et al. 2003 (Bone 33:206; BioModels 148):
//
//   dx1/dt = a1 x1^g11 x2^g21 - b1 x1      osteoclasts    a1 = 3 /d, b1 = 0.2 /d, g11 = 0.5, g21 = -0.5
//   dx2/dt = a2 x1^g12 x2^g22 - b2 x2      osteoblasts    a2 = 4 /d, b2 = 0.02 /d, g12 = 1, g22 = 0
//
// at rest at x1 = 1.06, x2 = 212. Such a system of power laws is the linear one of the logarithms of rates
// and numbers about the state of rest (Savageau 1969). Agents have that slope, too: a Hill influence of
// exponent 1 whose half is the signal at rest has a logarithmic slope of 1/2 where it raises, and of -1/2
// where it lowers. Stem cells give off osteoclasts at a rate that a substance of osteoclasts raises and one
// of osteoblasts lowers, and osteoblasts at a rate linear in a substance of osteoclasts. Close to rest the
// two laws are one; far from it not, since a Hill response saturates: there the agents are held against the
// same equations with Hill responses.
#include <array>
#include <catch2/catch.hpp>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double a1 = 3, b1 = 0.2, a2 = 4, b2 = 0.02;  // 1/d
using State = std::array<double, 2>;                   // osteoclasts, osteoblasts

const State rest{a1 / (b1 * std::sqrt(a2 / b2)), a1 / (b1 * std::sqrt(a2 / b2)) * a2 / b2};

enum class Law { power, hill };

State rates(const State& x, Law law) {
  const double u = x[0] / rest[0], v = x[1] / rest[1];
  const double born =
      law == Law::power ? a1 * std::sqrt(x[0] / x[1]) : b1 * rest[0] * 4 * (u / (1 + u)) * (1 / (1 + v));
  return {born - b1 * x[0], a2 * x[0] - b2 * x[1]};
}

// Runge and Kutta's method of fourth order, steps of 0.01 d.
State integrate(State x, double days, Law law) {
  constexpr double h = 0.01;
  const auto along = [](const State& x, double by, const State& k) {
    return State{x[0] + by * k[0], x[1] + by * k[1]};
  };
  for (long step = std::lround(days / h); step > 0; --step) {
    const State k1 = rates(x, law), k2 = rates(along(x, h / 2, k1), law),
                k3 = rates(along(x, h / 2, k2), law), k4 = rates(along(x, h, k3), law);
    for (int i = 0; i < 2; ++i) x[i] += h / 6 * (k1[i] + 2 * k2[i] + 2 * k3[i] + k4[i]);
  }
  return x;
}

// Numbers of agents for one of the model's: the equations in x/rest don't know them.
constexpr std::array<double, 2> agents{200, 2};
constexpr double half_life = 30;  // min
constexpr int stem_cells = 400;   // of each kind: so many that none gives off two in a step

std::string number(double value) { return std::to_string(value); }

// Density of a substance that `cells` secrete at 1 /min each, at rest.
double density(double cells) {
  return cells * half_life / std::numbers::ln2 / 1e9;  // per um^3
}

std::string model(const State& start) {
  const double clasts = agents[0] * rest[0], blasts = agents[1] * rest[1];
  const std::string half_clasts = std::to_string(1e6 * density(clasts)) + "e-6 /um^3",
                    half_blasts = std::to_string(1e6 * density(blasts)) + "e-6 /um^3";
  // All that die at rest are replaced: the product of both influences is 1/4 then, and a linear one is 1/2.
  const double clasts_at_most = 4 * b1 * clasts / stem_cells, blasts_at_most = 2 * b2 * blasts / stem_cells;
  return "model: small\n"
         "domain: {source: assumed, size: [1000 um, 1000 um, 1000 um], voxel: 500 um}\n" +
         loose +
         "steps: {source: assumed, transport: 1 h, motion: 1 h, rules: 1 h}\n"
         "substances: {source: assumed, of_clasts: {diffusion: 1e6 um^2/s, half_life: 30 min},\n"
         "             of_blasts: {diffusion: 1e6 um^2/s, half_life: 30 min}}\n"
         "cells:\n  source: assumed\n"
         "  clast_stem: {diameter: 1 um, gives_off: {clast: {rate: 0 /d,\n"
         "    raised_by: {of_clasts: {to: " +
         number(clasts_at_most) + " /d, half: " + half_clasts +
         "}},\n"
         "    lowered_by: {of_blasts: {to: 0 /d, half: " +
         half_blasts +
         "}}}}}\n"
         "  blast_stem: {diameter: 1 um, gives_off: {blast: {rate: 0 /d,\n"
         "    raised_by: {of_clasts: {to: " +
         number(10 * blasts_at_most) + " /d, half: " + std::to_string(1e7 * density(clasts)) +
         "e-6 /um^3, response: linear}}}}}\n"
         "  clast: {diameter: 1 um, secretes: {of_clasts: 1 /min}, dies: {rate: 0.2 /d, takes: 1 min}}\n"
         "  blast: {diameter: 1 um, secretes: {of_blasts: 1 /min}, dies: {rate: 0.02 /d, takes: 1 min}}\n"
         "start:\n"
         "  - scatter: {source: assumed, of: clast_stem, count: " +
         std::to_string(stem_cells) +
         "}\n"
         "  - scatter: {source: assumed, of: blast_stem, count: " +
         std::to_string(stem_cells) +
         "}\n"
         "  - scatter: {source: assumed, of: clast, count: " +
         std::to_string(std::lround(agents[0] * start[0])) +
         "}\n"
         "  - scatter: {source: assumed, of: blast, count: " +
         std::to_string(std::lround(agents[1] * start[1])) + "}\n";
}

State in_run(const ModelRun& run) {
  return {static_cast<double>(run.count(2)) / agents[0], static_cast<double>(run.count(3)) / agents[1]};
}

constexpr double day = 1440;  // min

// [time][seed]
std::vector<std::vector<State>> runs(const State& start, const std::vector<double>& days, int seeds) {
  std::vector<std::vector<State>> found(days.size());
  for (int seed = 1; seed <= seeds; ++seed) {
    ModelRun run(model(start), "duration: 1000 d\noutput: {every: 10 d, measures: 10 d}\nseed: " +
                                   std::to_string(seed) + "\n");
    for (std::size_t t = 0; t < days.size(); ++t) {
      run.until(day * days[t]);
      found[t].push_back(in_run(run));
    }
  }
  return found;
}

std::vector<double> each(const std::vector<State>& states, int of) {
  std::vector<double> values;
  for (const State& state : states) values.push_back(state[of]);
  return values;
}
}  // namespace

TEST_CASE("the state of rest is that of Komarova 2003 and both laws have it and its slopes") {
  CHECK(rest[0] == Approx(1.06).epsilon(0.001));
  CHECK(rest[1] == Approx(212).epsilon(0.001));
  for (Law law : {Law::power, Law::hill})
    for (int of : {0, 1}) CHECK(rates(rest, law)[of] == Approx(0).margin(1e-12));
  for (int of : {0, 1}) {
    State more = rest;
    more[of] *= 1 + 1e-6;
    for (int rate : {0, 1})
      CHECK(rates(more, Law::hill)[rate] == Approx(rates(more, Law::power)[rate]).epsilon(1e-4));
  }
}

TEST_CASE("well-mixed agents stay at the state of rest of Komarova 2003") {
  ModelRun run(model(rest), "duration: 1000 d\noutput: {every: 10 d, measures: 10 d}\n");
  std::array<std::vector<double>, 2> blocks;  // means of 80 d, above the 50 d that the system remembers
  for (double from = 80; from < 480; from += 80) {
    State mean{0, 0};
    for (double at = from; at < from + 80; at += 2) {
      run.until(day * at);
      for (int of : {0, 1}) mean[of] += in_run(run)[of] / 40;
    }
    for (int of : {0, 1}) blocks[of].push_back(mean[of]);
  }
  for (int of : {0, 1}) {
    const Estimated found = mean_of(blocks[of]);
    INFO(found.value << " +- " << found.error << " of " << rest[of]);
    CHECK(found.agrees(rest[of]));
    CHECK(found.error < 0.05 * rest[of]);
  }
}

TEST_CASE("well-mixed agents return to rest as Komarova 2003 does after osteoclasts were doubled") {
  const State start{2 * rest[0], rest[1]};
  const std::vector<double> days{5, 10, 20, 35, 60};
  const auto found = runs(start, days, 10);
  for (std::size_t t = 0; t < days.size(); ++t) {
    const State hill = integrate(start, days[t], Law::hill), power = integrate(start, days[t], Law::power);
    for (int of : {0, 1}) {
      const Estimated mean = mean_of(each(found[t], of));
      INFO(days[t] << " d: " << mean.value << " +- " << mean.error << ", Hill " << hill[of] << ", power "
                   << power[of]);
      CHECK(mean.agrees(hill[of]));
      CHECK(mean.error < 0.05 * rest[of]);
    }
  }
}
