// The cell cycle as a chain of exponential phases. Decisions fall on the rules steps h: a phase of mean m
// takes a geometric number of them, on average h / (1 - exp(-h/m)) = m + h/2 + O(h^2/m); the first, which is
// decided upon at time 0, one less.
#include <catch2/catch.hpp>
#include <map>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr double h = 6;                                                          // min
constexpr std::array<double, 4> means{10 * 60.0, 8 * 60.0, 4 * 60.0, 1 * 60.0};  // min: G1, S, G2, M

double leaves(int phase) { return -std::expm1(-h / means[phase]); }  // probability in a step

const std::string steps = "steps: {source: assumed, transport: 6 min, motion: 6 min, rules: 6 min}\n";
const std::string cycle = "divides: {rate: 0.1 /h, phases: {S: 8 h, G2: 4 h, M: 1 h}}";

std::string cycling(const std::string& more, int count) {
  return periodic_box + loose + steps + "cells:\n  source: assumed\n  a: {diameter: 1 um, " + cycle + more +
         "}\nstart:\n  - scatter: {source: assumed, of: a, count: " + std::to_string(count) + "}\n";
}

// What founders took for each phase, min. Daughters die at once, so that no founder is lost from sight: from
// 12 min on cells below 6.5 min of age die, before which nobody divides (four phases take three steps at
// least).
std::array<std::vector<double>, 4> durations(int founders) {
  ModelRun run(
      cycling(", dies: {rate: 0 /min, takes: 6 min, lowered_by: {age: {to: 0 /min, half: 6.5 min, response: "
              "threshold}}}",
              founders) +
          "treatments: {source: assumed, young: {from: 12 min, set: {cells.a.dies.rate: 100 /min}}}\n",
      "duration: 100 d\ntreatments: [young]\n");
  std::vector<std::array<double, 4>> entered(founders + 1, {0, 0, 0, 0});
  std::vector<int> phase(founders + 1, 0);
  std::array<std::vector<double>, 4> found;
  while (run.world().time < 60 * 1440 && found[3].size() < static_cast<std::size_t>(founders)) {
    const double now = run.world().time;
    run.simulation.step();
    const auto& phases = run.state("cycle_phase");
    for (CellIndex i = 0; i < run.cells().size(); ++i) {
      const auto id = run.cells().id[i];
      if (id >= entered.size() || phase[id] == 4) continue;
      const bool divided = run.cells().born[i] > 0;
      const int is = divided ? 4 : static_cast<int>(phases[i]);
      if (is == phase[id]) continue;
      found[phase[id]].push_back(now - entered[id][phase[id]]);
      phase[id] = is;
      if (is < 4) entered[id][is] = now;
    }
  }
  return found;
}

// Shares of the phases after many steps of the chain that doubles at its end, from all in G1.
std::array<double, 4> steady_shares(int count) {
  std::array<double, 4> n{1, 0, 0, 0};
  for (int step = 0; step < count; ++step) {
    std::array<double, 4> next;
    double sum = 0;
    for (int p = 0; p < 4; ++p)
      next[p] = n[p] * (1 - leaves(p)) + (p == 0 ? 2 * n[3] * leaves(3) : n[p - 1] * leaves(p - 1));
    for (double x : next) sum += x;
    for (int p = 0; p < 4; ++p) n[p] = next[p] / sum;
  }
  return n;
}

// The growth rate of the continuous chain: product of k / (k + g) = 1/2 (Euler 1760, Lotka 1907), by
// bisection.
double growth_rate() {
  double low = 0, high = 1;
  for (int n = 0; n < 100; ++n) {
    const double g = 0.5 * (low + high);
    double product = 2;
    for (double mean : means) product /= 1 + g * mean;
    (product > 1 ? low : high) = g;
  }
  return low;
}
}  // namespace

TEST_CASE("the phases of the cell cycle have the mean and the variance of their exponential law") {
  constexpr int founders = 2000;
  const auto found = durations(founders);
  for (int p = 0; p < 4; ++p) {
    REQUIRE(found[p].size() == founders);
    const Estimated mean = mean_of(found[p]), variance = variance_of(found[p]);
    const double q = std::exp(-h / means[p]), first = p == 0 ? h : 0;
    INFO("phase " << p << ": " << mean.value << " +- " << mean.error);
    CHECK(mean.agrees(h / (1 - q) - first));
    CHECK(variance.agrees(h * h * q / ((1 - q) * (1 - q))));
    CHECK(std::abs(mean.value + first - means[p]) < 0.51 * h + sigmas * mean.error);
    CHECK(std::abs(variance.value - means[p] * means[p]) < h * h + sigmas * variance.error);
  }
}

TEST_CASE("the time to division has the mean and the variance of the sum of its phases") {
  const auto found = durations(1000);
  // Phases are independent, so that means and variances add up; here summed per phase over all founders.
  double mean = -h, variance = 0, error = 0, of_mean = 0, of_variance = 0;
  for (int p = 0; p < 4; ++p) {
    const double q = std::exp(-h / means[p]);
    mean += h / (1 - q), variance += h * h * q / ((1 - q) * (1 - q));
    of_mean += mean_of(found[p]).value, of_variance += variance_of(found[p]).value;
    error += std::pow(mean_of(found[p]).error, 2);
  }
  CHECK(Estimated{of_mean, std::sqrt(error)}.agrees(mean));
  CHECK(of_variance == Approx(variance).epsilon(0.2));
}

TEST_CASE("a growing population has the shares of phases and the growth rate of the chain") {
  constexpr int founders = 400;
  ModelRun run(cycling("", founders));
  run.until(72 * 60);
  const Population before = run.cells();
  const std::array<double, 4> expected = steady_shares(720), later = steady_shares(2000);
  for (int p = 0; p < 4; ++p) CHECK(expected[p] == Approx(later[p]).epsilon(0.01));  // steady by then

  // Cells of one founder are alike: founders are the independent cases of a ratio.
  std::map<CellId, CellId> founder;
  std::vector<double> clone(founders + 1);
  std::vector<std::array<double, 4>> in(founders + 1, {0, 0, 0, 0});
  for (CellIndex i = 0; i < before.size(); ++i) {
    const CellId root = before.parent[i] == 0 ? before.id[i] : founder.at(before.parent[i]);
    founder[before.id[i]] = root;
    clone[root] += 1;
    in[root][static_cast<std::size_t>(run.state("cycle_phase")[i])] += 1;
  }
  const double all = static_cast<double>(before.size());
  for (int p = 0; p < 4; ++p) {
    double count = 0, squares = 0;
    for (int f = 1; f <= founders; ++f) {
      count += in[f][p];
      squares += std::pow(in[f][p] - expected[p] * clone[f], 2);
    }
    INFO("phase " << p << ": " << count / all << " of " << expected[p]);
    CHECK(Estimated{count / all, std::sqrt(squares) / all}.agrees(expected[p]));
  }
  run.until(84 * 60);
  const double grown = std::log(static_cast<double>(run.cells().size()) / all) / (12 * 60);
  // A cycle is longer by half a rules step a phase: 12 min of 23 h. The rest is chance.
  CHECK(grown == Approx(growth_rate()).epsilon(0.05));
}
