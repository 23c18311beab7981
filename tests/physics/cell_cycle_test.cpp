// The cell cycle as a chain of exponential phases, at rules steps up to half of its fastest mean time: the
// law knows no step.
#include <catch2/catch.hpp>
#include <map>

#include "tests/support/model_run.hpp"
#include "tests/support/statistics.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
constexpr std::array<double, 4> means{10 * 60.0, 8 * 60.0, 4 * 60.0, 1 * 60.0};  // min: G1, S, G2, M

std::string cycling(const std::string& step, int count) {
  return periodic_box + loose + "steps: {source: assumed, transport: " + step + ", motion: " + step +
         ", rules: " + step +
         "}\ncells:\n  source: assumed\n  a: {diameter: 0.1 um, divides: {rate: 0.1 /h, phases: {S: 8 h, G2: "
         "4 "
         "h, M: 1 h}}}\nstart:\n  - scatter: {source: assumed, of: a, count: " +
         std::to_string(count) + "}\n";
}

// When founders divided for the first time, min.
std::vector<double> divisions(const ModelRun& run, std::size_t founders) {
  std::map<CellId, double> first;
  for (const Event& birth : run.events(event::birth))
    if (birth.other <= founders) first.try_emplace(birth.other, birth.time);
  std::vector<double> times;
  for (const auto& [id, time] : first) times.push_back(time);
  return times;
}

// The rate at which the population of the chain grows: 2 product of k / (k + g) = 1 (Euler 1760, Lotka 1907),
// by bisection.
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

// Shares of the phases in a population that grows at that rate: what enters a phase leaves it or grows.
std::array<double, 4> steady_shares() {
  const double g = growth_rate();
  std::array<double, 4> shares{};
  double entering = 2, sum = 0;  // of those that divide
  for (int p = 0; p < 4; ++p) {
    shares[p] = entering * means[p] / (1 + g * means[p]);
    entering = shares[p] / means[p];
    sum += shares[p];
  }
  for (double& share : shares) share /= sum;
  return shares;
}

// What each founder's offspring adds up to (weight: of each cell by its index), since clones are alike:
// founders are the independent cases of a ratio.
template <class Weight>
std::vector<double> by_founder(const ModelRun& run, std::map<CellId, CellId>& founder, int founders,
                               const Weight& weight) {
  std::vector<double> sums(founders + 1);
  for (CellIndex i = 0; i < run.cells().size(); ++i) {
    const CellId mother = run.cells().parent[i], id = run.cells().id[i];
    const CellId root = mother == 0 ? id : founder.at(mother);
    founder[id] = root;
    sums[root] += weight(i);
  }
  return sums;
}

// Of sums over founders, with the standard error of a ratio.
Estimated ratio_of(const std::vector<double>& of, const std::vector<double>& to) {
  double above = 0, below = 0, squares = 0;
  for (std::size_t f = 0; f < of.size(); ++f) above += of[f], below += to[f];
  for (std::size_t f = 0; f < of.size(); ++f) squares += std::pow(of[f] - above / below * to[f], 2);
  return {above / below, std::sqrt(squares) / below};
}
}  // namespace

TEST_CASE("the time to division has the mean and the variance of the sum of its phases") {
  std::vector<double> times;
  for (int seed = 1; seed <= 12; ++seed) {
    // Few founders, since their offspring is large by the time at which the last of them divide.
    ModelRun run(cycling("30 min", 100), "duration: 100 d\nseed: " + std::to_string(seed) + "\n");
    run.until(5 * 1440);
    for (double time : divisions(run, 100)) times.push_back(time);
  }
  REQUIRE(times.size() == 1200);
  double mean = 0, variance = 0;
  for (double phase : means) mean += phase, variance += phase * phase;
  CHECK(mean_of(times).agrees(mean));
  CHECK(variance_of(times).agrees(variance));
}

TEST_CASE("a population grows at the rate of the age-structured law and has its phases at any step") {
  constexpr int founders = 2000;
  const double expected = growth_rate();
  const std::array<double, 4> shares = steady_shares();
  for (const std::string step : {"2 min", "10 min", "30 min"}) {
    ModelRun run(cycling(step, founders));
    std::map<CellId, CellId> founder;
    const auto everybody = [](CellIndex) { return 1.0; };
    run.until(48 * 60);
    const std::vector<double> before = by_founder(run, founder, founders, everybody);
    for (int p = 0; p < 4; ++p) {
      const std::vector<double>& phase = run.state("cycle_phase");
      const Estimated share =
          ratio_of(by_founder(run, founder, founders, [&](CellIndex i) { return phase[i] == p; }), before);
      INFO("step " << step << ", phase " << p << ": " << share.value << " of " << shares[p]);
      CHECK(share.agrees(shares[p]));
    }
    run.until(72 * 60);
    const Estimated grown = ratio_of(by_founder(run, founder, founders, everybody), before);
    const Estimated rate{std::log(grown.value) / 1440, grown.error / grown.value / 1440};
    INFO("step " << step << ": " << rate.value << " +- " << rate.error << " of " << expected);
    CHECK(rate.agrees(expected));
    CHECK(rate.error < 0.01 * expected);
  }
}
