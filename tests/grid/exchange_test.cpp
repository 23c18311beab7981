#include "sim/grid/exchange/exchange.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/task_arena.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "tests/grid/exchange_oracle.hpp"

using namespace exomet;

namespace {
Geometry grid_of(std::array<int, 3> voxels) {
  Geometry grid;
  grid.voxels = voxels;
  grid.spacing = {10, 10, 8};
  return grid;
}

struct Tissue {
  Geometry grid;
  std::vector<double> x, y, z, clearance, secretion, counts;
};

// Cells at random places, a third of which take nothing up and a third of which secrete nothing.
Tissue random_tissue(std::array<int, 3> voxels, std::size_t cells, unsigned seed) {
  std::mt19937_64 engine(seed);
  Tissue t{grid_of(voxels), {}, {}, {}, {}, {}, {}};
  const Vec3 extent = t.grid.extent();
  const auto uniform = [&](double high) { return std::uniform_real_distribution<double>(0, high)(engine); };
  for (std::size_t i = 0; i < cells; ++i) {
    t.x.push_back(uniform(extent.x)), t.y.push_back(uniform(extent.y)), t.z.push_back(uniform(extent.z));
    t.clearance.push_back(i % 3 == 0 ? 0 : std::pow(10, uniform(6) - 3));
    t.secretion.push_back(i % 3 == 1 ? 0 : uniform(5));
  }
  for (std::size_t v = 0; v < t.grid.size(); ++v) t.counts.push_back(uniform(100));
  return t;
}

CellsByVoxel sorted(const Tissue& t) { return cells_by_voxel(t.grid, t.x, t.y, t.z); }

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

double relative(double a, double b, double floor = 1e-6) {
  return std::abs(a - b) / std::max(std::abs(b), floor);
}

// A step of one lane, with what each cell took.
ExchangeTotals apply(const Exchange& exchange, const CellsByVoxel& cells, std::span<double> counts,
                     std::span<const double> secretion, std::span<double> taken) {
  std::vector<double> in_voxel(cells.voxel.size());
  const std::vector<double> emission =
      secretion.empty() ? std::vector<double>() : exchange.emission(secretion);
  const ExchangeTotals totals = exchange.apply(counts, emission, in_voxel);
  const std::size_t half = taken.size() / 2;  // in two goes
  exchange.share_out(in_voxel, 0, taken.first(half));
  exchange.share_out(in_voxel, half, taken.subspan(half));
  return totals;
}

// One voxel with one cell: the counts after the step and what the cell took.
std::pair<double, double> one_cell(double before, double secretion, double clearance, double step) {
  const Geometry grid = grid_of({1, 1, 1});
  const std::vector<double> place{4}, cleared{clearance}, secreted{secretion};
  const CellsByVoxel cells = cells_by_voxel(grid, place, place, place);
  std::vector<double> counts{before}, taken{-1};
  apply(Exchange(grid, cells, 0.0, cleared, step), cells, counts, secreted, taken);
  return {counts[0], taken[0]};
}
}  // namespace

TEST_CASE("cells by voxel hold each cell once and in ascending order") {
  const auto voxels =
      GENERATE(std::array<int, 3>{7, 5, 3}, std::array<int, 3>{16, 10, 8});  // 2 and 21 a cell
  const Tissue t = random_tissue(voxels, 60, 1);
  const CellsByVoxel cells = sorted(t);
  REQUIRE(cells.begin.size() == cells.voxel.size() + 1);
  CHECK(std::is_sorted(cells.voxel.begin(), cells.voxel.end()));
  CHECK(std::adjacent_find(cells.voxel.begin(), cells.voxel.end()) == cells.voxel.end());
  std::vector<int> seen(60);
  for (std::size_t i = 0; i < cells.voxel.size(); ++i) {
    const auto here = cells.of(i);
    CHECK(!here.empty());
    CHECK(std::is_sorted(here.begin(), here.end()));
    for (const std::uint32_t cell : here) {
      ++seen[cell];
      CHECK(cells.place[cell] == i);
      CHECK(t.grid.voxel_at({t.x[cell], t.y[cell], t.z[cell]}) == cells.voxel[i]);
    }
  }
  CHECK(seen == std::vector<int>(60, 1));
}

TEST_CASE("cells are still sorted until one of them leaves its voxel") {
  Tissue t = random_tissue({7, 5, 3}, 60, 1);
  t.x[59] = 15;
  const CellsByVoxel cells = sorted(t);
  const auto still = [&] { return still_sorted(cells, t.grid, t.x, t.y, t.z); };
  CHECK(still());
  t.x[59] = 19.9;
  CHECK(still());
  t.x[59] = 20.1;
  CHECK_FALSE(still());
  t.x[59] = 15;
  CHECK(still());
  t.x.pop_back(), t.y.pop_back(), t.z.pop_back();
  CHECK_FALSE(still());
}

TEST_CASE("without cells nothing is exchanged") {
  const Geometry grid = grid_of({3, 3, 3});
  const CellsByVoxel cells = cells_by_voxel(grid, {}, {}, {});
  CHECK(cells.voxel.empty());
  std::vector<double> counts(27, 2.0);
  const ExchangeTotals totals = Exchange(grid, cells, 1.0, {}, 1).apply(counts, {}, {});
  CHECK(totals.emitted == 0);
  CHECK(totals.taken == 0);
  CHECK(counts == std::vector<double>(27, 2.0));
}

TEST_CASE("one cell in one voxel follows the solution of the rate equation") {
  const double volume = 800;
  for (const double k : {1e-12, 1e-6, 0.01, 0.3, 0.49, 0.51, 2.0, 30.0}) {  // K step
    const double step = 3, rate = k / step;
    const long double after =
        50 * std::exp(-(long double)k) - 7 / (long double)rate * std::expm1(-(long double)k);
    const auto [left, taken] = one_cell(50, 7, rate * volume, step);
    CAPTURE(k);
    CHECK(relative(left, static_cast<double>(after)) < 1e-14);
    CHECK(relative(taken, static_cast<double>(50 + 7 * (long double)step - after)) <
          (k < 1e-3 ? 1e-6 : 1e-13));
  }
}

TEST_CASE("faint uptake of what was just secreted keeps its digits") {
  const double k = 1e-9;  // then the cell takes S step k / 2 of what it secretes itself
  const auto [left, taken] = one_cell(0, 4, k * 800, 1);
  CHECK(taken == Approx(4 * k / 2 * (1 - k / 3)).epsilon(1e-14));
  CHECK(left == Approx(4).epsilon(1e-8));
}

TEST_CASE("what is secreted stays in flight where clearance is none or vanishes in round-off") {
  for (const double clearance : {0.0, 1e-310, 1e-307}) {
    const auto [left, taken] = one_cell(0, 7, clearance, 1e-20);
    CHECK(left == Approx(7e-20).epsilon(1e-14));
    CHECK(taken == 0);
  }
}

TEST_CASE("many short steps of uptake and secretion equal one long one") {
  double counts = 20, taken = 0;
  for (int i = 0; i < 100; ++i) {
    const auto [left, up] = one_cell(counts, 3, 400, 0.1);
    counts = left, taken += up;
  }
  const auto [left, up] = one_cell(20, 3, 400, 10);
  CHECK(counts == Approx(left).epsilon(1e-12));
  CHECK(taken == Approx(up).epsilon(1e-12));
}

TEST_CASE("exchange equals the oracle") {
  for (const std::array<int, 3> voxels : {std::array{6, 7, 5}, std::array{2, 1, 9}}) {
    std::vector<double> by_place(std::size_t(voxels[0]) * voxels[1] * voxels[2]);
    for (std::size_t v = 0; v < by_place.size(); ++v)
      by_place[v] = v % 4 == 0 ? 0 : 10.0 * static_cast<double>(v);
    for (const Boundary ends : {Boundary::closed, Boundary::periodic})
      for (const Diffusivity& diffusivity : {Diffusivity(0.0), Diffusivity(50.0), Diffusivity(by_place)})
        for (const std::size_t cells : {1, 17, 400})
          for (const double step : {1e-3, 1.0, 100.0}) {
            Tissue t = random_tissue(voxels, cells, 3);
            for (auto& axis : t.grid.boundary) axis = {ends, ends};
            std::vector<double> slow = t.counts, taken(cells, -1), slow_taken(cells);
            const CellsByVoxel by_voxel = sorted(t);
            const auto totals = apply(Exchange(t.grid, by_voxel, diffusivity, t.clearance, step), by_voxel,
                                      t.counts, t.secretion, taken);
            const auto expected = oracle::exchange(t.grid, t.x, t.y, t.z, diffusivity, t.clearance,
                                                   t.secretion, step, slow, slow_taken);
            // What a neighbour keeps of what it is asked for nearly whole has the digits of what it held.
            const bool alone = diffusivity.uniform() && diffusivity.everywhere() == 0;
            const double floor = alone ? 1e-6 : 1;
            double worst = 0;
            for (std::size_t v = 0; v < slow.size(); ++v)
              worst = std::max(worst, relative(t.counts[v], slow[v], floor));
            for (std::size_t i = 0; i < cells; ++i)
              worst = std::max(worst, relative(taken[i], slow_taken[i], 1e-3));  // the oracle subtracts
            CAPTURE(cells, step, diffusivity.uniform(), diffusivity.everywhere());
            CHECK(worst < 1e-12);
            CHECK(relative(totals.emitted, expected.emitted) < 1e-12);
            CHECK(relative(totals.taken, expected.taken) < 1e-12);
          }
  }
}

TEST_CASE("exchange equals the oracle in many voxels of which many are alike") {
  Tissue t = random_tissue({15, 15, 15}, 5000, 4);
  for (std::size_t i = 0; i < t.clearance.size(); ++i) t.clearance[i] = i % 2 == 0 ? 40 : 900;
  std::vector<double> by_place(t.grid.size());
  for (std::size_t v = 0; v < by_place.size(); ++v) by_place[v] = v % 3 == 0 ? 5 : 20;
  const CellsByVoxel by_voxel = sorted(t);
  REQUIRE(by_voxel.voxel.size() > 2048);  // which are worked on together
  std::vector<double> slow = t.counts, taken(t.x.size()), slow_taken(t.x.size());
  apply(Exchange(t.grid, by_voxel, by_place, t.clearance, 3), by_voxel, t.counts, t.secretion, taken);
  oracle::exchange(t.grid, t.x, t.y, t.z, by_place, t.clearance, t.secretion, 3, slow, slow_taken);
  double worst = 0;
  for (std::size_t v = 0; v < slow.size(); ++v) worst = std::max(worst, relative(t.counts[v], slow[v], 1));
  for (std::size_t i = 0; i < taken.size(); ++i) worst = std::max(worst, relative(taken[i], slow_taken[i]));
  CHECK(worst < 1e-12);
}

namespace {
// A row of voxels that diffuses, with cells in some that clear so often what these hold in a step.
struct Row {
  static constexpr double spacing = 10, clears = 2.5;

  Row(std::vector<double> counts, const std::vector<int>& takers) : counts(std::move(counts)) {
    grid.voxels = {static_cast<int>(this->counts.size()), 1, 1};
    grid.spacing = {spacing, spacing, spacing};
    std::vector<double> x, middle(takers.size(), 5.0);
    for (int taker : takers) x.push_back(spacing * (taker + 0.5));
    by_voxel = cells_by_voxel(grid, x, middle, middle);
    taken.resize(takers.size());
    const std::vector<double> clearance(takers.size(), clears * 1000);
    const Exchange exchange(grid, by_voxel, 1e4, clearance, 1);
    exchange.apply(this->counts, {}, taken);
  }

  Geometry grid;
  std::vector<double> counts, taken;
  CellsByVoxel by_voxel;
};
}  // namespace

TEST_CASE("what exceeds a voxel's content is taken beside it in proportion to what is there") {
  const Row row({0, 30, 1, 60, 0}, {2});
  CHECK(row.counts[2] == 0);
  CHECK(row.counts[1] < 30);
  CHECK((60 - row.counts[3]) / (30 - row.counts[1]) == Approx(2));
  CHECK(sum(row.counts) + row.taken[0] == Approx(91).epsilon(1e-14));
}

TEST_CASE("where the profile is that of steady uptake a voxel gives f times what it holds") {
  const double u = 10, fluxes = 1e4 * 1 / 100;  // D step / spacing^2 of a face
  const double gap = 1 / std::sqrt(1 + 4 * fluxes), f = -std::expm1(-gap * Row::clears) / gap;
  const double beside = u * (1 + f / (2 * fluxes));
  const Row row({0, beside, u, beside, 0}, {2});
  CHECK(f > 2.3);
  CHECK(row.taken[0] == Approx(f * u).epsilon(1e-12));
}

TEST_CASE("cells take no more than is beside them and share what more than one asks for") {
  const Row two({0, 0, 10, 1000, 20, 0, 0}, {2, 4});
  CHECK(two.counts[3] == 0);
  CHECK(two.taken[0] == Approx(10 + 500));
  CHECK(two.taken[1] == Approx(20 + 500));
  CHECK(sum(two.counts) == 0);
}

TEST_CASE("the typical uptake is that of voxels where most is taken up") {
  const Geometry grid = grid_of({4, 1, 1});  // 800 um^3 a voxel
  const std::vector<double> x{5, 15, 15, 25}, middle(4, 4.0), clearance{800, 1600, 800, 0};
  const CellsByVoxel cells = cells_by_voxel(grid, x, middle, middle);
  CHECK(typical_uptake(grid, sum_by_voxel(cells, clearance)) == Approx((1.0 * 1 + 3 * 3) / (1 + 3)));
  CHECK(typical_uptake(grid, std::vector<double>(2, 0.0)) == 0);
}

TEST_CASE("what is taken up adds to what was before, until it is shared out") {
  const Tissue t = random_tissue({6, 6, 6}, 1000, 8);
  const CellsByVoxel by_voxel = sorted(t);
  const Exchange exchange(t.grid, by_voxel, 50.0, t.clearance, 2);
  std::vector<double> counts = t.counts, again = t.counts;
  std::vector<double> taken(by_voxel.voxel.size()), more(by_voxel.voxel.size());
  exchange.apply(counts, {}, taken);
  more = taken;
  exchange.apply(again, {}, more);
  for (std::size_t v = 0; v < taken.size(); ++v) REQUIRE(more[v] == Approx(2 * taken[v]).epsilon(1e-13));
}

TEST_CASE("what is emitted and not in flight was taken up by cells") {
  Tissue t = random_tissue({20, 20, 15}, 5000, 4);
  const CellsByVoxel by_voxel = sorted(t);
  const Exchange exchange(t.grid, by_voxel, 50.0, t.clearance, 2);
  std::vector<double> taken(5000);
  double step_emitted = 0;
  for (const double s : t.secretion) step_emitted += 2 * s;
  for (int step = 0; step < 20; ++step) {
    const double before = sum(t.counts);
    const ExchangeTotals totals = apply(exchange, by_voxel, t.counts, t.secretion, taken);
    CHECK(std::abs(before + totals.emitted - totals.taken - sum(t.counts)) < 1e-12 * before);
    CHECK(totals.emitted == Approx(step_emitted).epsilon(1e-12));
    CHECK(sum(taken) == Approx(totals.taken).epsilon(1e-12));
    CHECK(totals.taken > 0);
  }
}

TEST_CASE("lanes that share an exchange add up to the species") {
  Tissue t = random_tissue({6, 6, 6}, 300, 5);
  const CellsByVoxel by_voxel = sorted(t);
  const Exchange exchange(t.grid, by_voxel, 50.0, t.clearance, 4);
  std::vector<double> secreting = t.counts, dosed(t.grid.size(), 3.0), all = t.counts;
  for (double& u : all) u += 3;
  std::vector<double> taken(300), more(300), together(300);
  apply(exchange, by_voxel, secreting, t.secretion, taken);
  CHECK(apply(exchange, by_voxel, dosed, {}, more).emitted == 0);
  apply(exchange, by_voxel, all, t.secretion, together);
  for (std::size_t v = 0; v < all.size(); ++v) REQUIRE(relative(secreting[v] + dosed[v], all[v]) < 1e-13);
  for (std::size_t i = 0; i < 300; ++i) REQUIRE(relative(taken[i] + more[i], together[i]) < 1e-13);
}

TEST_CASE("exchange gives the same bits at any number of threads") {
  const Tissue start = random_tissue({40, 40, 12}, 15000, 6);
  const auto run = [&](int threads) {
    const oneapi::tbb::global_control allowed(oneapi::tbb::global_control::max_allowed_parallelism, threads);
    oneapi::tbb::task_arena arena(threads);
    std::vector<double> result = start.counts, taken(15000);
    arena.execute([&] {
      const CellsByVoxel by_voxel = sorted(start);
      REQUIRE(by_voxel.voxel.size() > 3 * 2048);  // more than a few chunks
      const auto totals = apply(Exchange(start.grid, by_voxel, 50.0, start.clearance, 30), by_voxel, result,
                                start.secretion, taken);
      result.push_back(totals.emitted), result.push_back(totals.taken);
    });
    result.insert(result.end(), taken.begin(), taken.end());
    return result;
  };
  const std::vector<double> one = run(1);
  for (const int threads : {2, 3, 7}) CHECK(run(threads) == one);
}
