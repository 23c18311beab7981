#include "sim/grid/diffusion/diffusion.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>
#include <vector>

#include "tests/grid/diffusion_oracle.hpp"

using namespace exomet;

namespace {
using Fixed = std::array<std::array<double, 2>, 3>;
using Ends = std::array<Boundary, 2>;

std::vector<Ends> all_ends() {
  std::vector<Ends> all{{Boundary::periodic, Boundary::periodic}};
  for (const Boundary low : {Boundary::closed, Boundary::open, Boundary::fixed})
    for (const Boundary high : {Boundary::closed, Boundary::open, Boundary::fixed})
      all.push_back({low, high});
  return all;
}

Geometry grid_of(std::array<int, 3> voxels, std::array<Ends, 3> boundary) {
  Geometry grid;
  grid.voxels = voxels;
  grid.spacing = {10, 7.5, 13};
  grid.boundary = boundary;
  return grid;
}

std::vector<double> random_values(std::size_t size, double low, double high, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> uniform(low, high);
  std::vector<double> values(size);
  for (double& v : values) v = uniform(engine);
  return values;
}

double sum(const std::vector<double>& values) {
  long double total = 0;
  for (double v : values) total += v;
  return static_cast<double>(total);
}

double largest_relative_difference(const std::vector<double>& a, const std::vector<double>& b) {
  double largest = 0;
  for (std::size_t i = 0; i < a.size(); ++i)
    largest = std::max(largest, std::abs(a[i] - b[i]) / std::max(std::abs(b[i]), 1e-3));
  return largest;
}

const Fixed outside{{{3, 250}, {0.5, 40}, {120, 7}}};

// The relative differences between kernel and oracle after one step: values, decayed, left, supplied.
std::array<double, 4> differences(const Geometry& grid, const std::vector<double>& diffusivity,
                                  unsigned seed) {
  std::vector<double> fast = random_values(grid.size(), 0, 100, seed), slow = fast;
  const Diffusion diffusion(grid, diffusivity, 0.01, 1.5, outside);
  std::array<double, 4> worst{};
  for (int step = 0; step < 2; ++step) {
    const TransportBalance a = diffusion.advance(fast);
    const TransportBalance b = oracle::advance(grid, diffusivity, 0.01, 1.5, outside, slow);
    const auto relative = [](double x, double y) { return std::abs(x - y) / std::max(std::abs(y), 1.0); };
    worst = {std::max(worst[0], largest_relative_difference(fast, slow)),
             std::max(worst[1], relative(a.decayed, b.decayed)), std::max(worst[2], relative(a.left, b.left)),
             std::max(worst[3], relative(a.supplied, b.supplied))};
  }
  return worst;
}

template <class Body>
void with_threads(int threads, const Body& body) {
  const oneapi::tbb::global_control allowed(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  oneapi::tbb::task_arena arena(threads);
  arena.execute(body);
}

struct Outcome {
  std::vector<double> counts;
  TransportBalance balance;
};

Outcome advanced(const Geometry& grid, const std::vector<double>& diffusivity, int threads) {
  Outcome outcome{random_values(grid.size(), 0, 100, 5), {}};
  with_threads(threads, [&] {
    const Diffusion diffusion(grid, diffusivity, 0.02, 2, outside);
    for (int step = 0; step < 3; ++step) outcome.balance = diffusion.advance(outcome.counts);
  });
  return outcome;
}

bool same_bits(const Outcome& a, const Outcome& b) {
  return a.counts == b.counts && a.balance.decayed == b.balance.decayed && a.balance.left == b.balance.left &&
         a.balance.supplied == b.balance.supplied;
}

const Ends closed{Boundary::closed, Boundary::closed}, periodic{Boundary::periodic, Boundary::periodic},
    flat{Boundary::flat, Boundary::flat}, open_fixed{Boundary::open, Boundary::fixed},
    fixed_closed{Boundary::fixed, Boundary::closed};
}  // namespace

TEST_CASE("fields that diffuse together have the bits of each alone") {
  const auto ends =
      GENERATE(std::array{closed, periodic, open_fixed}, std::array{periodic, periodic, periodic});
  const auto voxels = GENERATE(std::array{13, 9, 11}, std::array{70, 33, 20});
  const Geometry grid = grid_of(voxels, ends);
  const bool by_voxel = GENERATE(true, false);
  const Diffusion diffusion(grid, by_voxel ? random_values(grid.size(), 1, 400, 3) : std::vector<double>{90},
                            0.3, 1.5, outside);
  const std::array decays{0.0, 0.02, 0.7};
  std::vector<std::vector<double>> fields;
  std::vector<DiffusingField> together;
  for (unsigned f = 0; f < decays.size(); ++f) fields.push_back(random_values(grid.size(), 0, 100, 10 + f));
  std::vector<std::vector<double>> alone = fields;
  for (std::size_t f = 0; f < decays.size(); ++f) together.push_back({fields[f], decays[f]});
  const std::vector<TransportBalance> balances = diffusion.advance(together);
  for (std::size_t f = 0; f < decays.size(); ++f) {
    const Diffusion own(grid, by_voxel ? random_values(grid.size(), 1, 400, 3) : std::vector<double>{90},
                        decays[f], 1.5, outside);
    const TransportBalance balance = own.advance(alone[f]);
    CHECK(same_bits({fields[f], balances[f]}, {alone[f], balance}));
  }
}

TEST_CASE("diffusion equals the oracle for all ends of all axes and odd sizes") {
  std::mt19937 engine(1);
  std::uniform_int_distribution<int> size(1, 17);
  unsigned seed = 0;
  std::array<double, 4> worst{};
  for (const Ends& x : all_ends())
    for (const Ends& y : all_ends())
      for (const Ends& z : all_ends()) {
        const Geometry grid = grid_of({size(engine), size(engine), size(engine)}, {x, y, z});
        const bool per_voxel = ++seed % 2 == 0;
        const auto d = per_voxel ? random_values(grid.size(), 0, 400, seed) : std::vector<double>{90};
        const auto here = differences(grid, d, seed);
        for (int i = 0; i < 4; ++i) worst[i] = std::max(worst[i], here[i]);
      }
  CHECK(worst[0] < 1e-12);
  CHECK(worst[1] < 1e-12);
  CHECK(worst[2] < 1e-12);
  CHECK(worst[3] < 1e-12);
}

TEST_CASE("diffusion equals the oracle on lines of every length") {
  double worst = 0;
  for (int axis = 0; axis < 3; ++axis)
    for (int n = 1; n <= 40; ++n)
      for (const Ends& ends : all_ends()) {
        std::array<int, 3> voxels{3, 2, 4};
        std::array<Ends, 3> boundary{closed, open_fixed, periodic};
        voxels[axis] = n, boundary[axis] = ends;
        const Geometry grid = grid_of(voxels, boundary);
        worst = std::max(worst, differences(grid, random_values(grid.size(), 1, 300, n), n)[0]);
        worst = std::max(worst, differences(grid, {55}, n)[0]);
      }
  CHECK(worst < 1e-12);
}

TEST_CASE("diffusion equals the oracle on grids of many chunks and on flat ones") {
  const std::vector<Geometry> grids{
      grid_of({70, 33, 17}, {open_fixed, periodic, fixed_closed}),
      grid_of({33, 129, 11}, {periodic, open_fixed, periodic}),
      grid_of({130, 70, 3}, {fixed_closed, open_fixed, periodic}),
      grid_of({200, 150, 1}, {periodic, open_fixed, flat}),
      grid_of({150, 1, 200}, {open_fixed, flat, periodic}),
      grid_of({1, 200, 150}, {flat, fixed_closed, closed}),
      grid_of({1, 200, 150}, {open_fixed, periodic, closed}),
      grid_of({20000, 1, 1}, {open_fixed, flat, flat}),
      grid_of({1, 1, 1}, {flat, flat, flat}),
  };
  for (const Geometry& grid : grids) {
    CAPTURE(grid.voxels[0], grid.voxels[1], grid.voxels[2]);
    for (const bool per_voxel : {false, true}) {
      const auto d = per_voxel ? random_values(grid.size(), 0, 400, 3) : std::vector<double>{90};
      for (const double difference : differences(grid, d, 4)) CHECK(difference < 1e-12);
    }
  }
}

TEST_CASE("diffusion gives the same bits at any number of threads") {
  const std::vector<Geometry> grids{grid_of({70, 33, 17}, {open_fixed, periodic, fixed_closed}),
                                    grid_of({64, 64, 20}, {periodic, fixed_closed, open_fixed}),
                                    grid_of({211, 150, 1}, {open_fixed, fixed_closed, flat})};
  for (const Geometry& grid : grids)
    for (const bool per_voxel : {false, true}) {
      const auto d = per_voxel ? random_values(grid.size(), 0, 400, 3) : std::vector<double>{90};
      const Outcome one = advanced(grid, d, 1);
      CHECK(sum(one.counts) > 0);
      for (const int threads : {2, 3, 7}) CHECK(same_bits(one, advanced(grid, d, threads)));
    }
}

TEST_CASE("one diffusion advances many fields at the same time and its copies do the same") {
  const Geometry grid = grid_of({40, 30, 20}, {periodic, open_fixed, fixed_closed});
  const Diffusion diffusion(grid, random_values(grid.size(), 10, 400, 3), 0.01, 1, outside);
  const Diffusion copy = diffusion;
  std::vector<Outcome> together(6), alone(6);
  for (unsigned i = 0; i < 6; ++i) alone[i].counts = together[i].counts = random_values(grid.size(), 0, 9, i);
  for (Outcome& o : alone) o.balance = copy.advance(o.counts);
  with_threads(4, [&] {
    oneapi::tbb::parallel_for(0, 6,
                              [&](int i) { together[i].balance = diffusion.advance(together[i].counts); });
  });
  for (int i = 0; i < 6; ++i) CHECK(same_bits(alone[i], together[i]));
}

TEST_CASE("what changes in the sum is what decayed or left or was supplied at any length of step") {
  const std::vector<std::array<Ends, 3>> boundaries{
      {closed, closed, closed}, {periodic, periodic, periodic}, {open_fixed, periodic, fixed_closed}};
  for (const auto& boundary : boundaries)
    for (const double step : {1e-3, 1.0, 1e3, 1e6})
      for (const bool per_voxel : {false, true}) {
        const Geometry grid = grid_of({37, 41, 23}, boundary);
        const auto d = per_voxel ? random_values(grid.size(), 0, 400, 3) : std::vector<double>{90};
        const Diffusion diffusion(grid, d, 0.01 / step, step, outside);
        std::vector<double> counts = random_values(grid.size(), 0, 100, 2);
        for (int i = 0; i < 5; ++i) {
          const double before = sum(counts);
          const TransportBalance b = diffusion.advance(counts);
          const double scale = before + b.left + b.supplied;
          CAPTURE(step, per_voxel, i);
          CHECK(b.decayed > 0);
          CHECK(std::abs(sum(counts) - (before - b.decayed - b.left + b.supplied)) < 1e-12 * scale);
        }
      }
}

TEST_CASE("a closed box without decay keeps its counts over a thousand steps") {
  const Geometry grid = grid_of({16, 9, 12}, {closed, periodic, closed});
  const Diffusion diffusion(grid, std::vector<double>{5e4}, 0, 1);
  std::vector<double> counts = random_values(grid.size(), 0, 100, 2);
  const double before = sum(counts);
  for (int i = 0; i < 1000; ++i) {
    const TransportBalance b = diffusion.advance(counts);
    REQUIRE((b.decayed == 0 && b.left == 0 && b.supplied == 0));
  }
  CHECK(std::abs(sum(counts) - before) < 1e-12 * before);
}

TEST_CASE("counts stay at or above zero and between their extremes") {
  const Geometry grid = grid_of({17, 18, 19}, {closed, periodic, closed});
  const Diffusion diffusion(grid, random_values(grid.size(), 0, 1e5, 3), 0, 3);
  std::vector<double> counts(grid.size(), 0.0);
  counts[grid.index(3, 4, 5)] = 1e6;
  diffusion.advance(counts);
  for (const double u : counts) REQUIRE((u >= 0 && u <= 1e6));
  CHECK(counts[grid.index(3, 4, 5)] < 1e6);
}

TEST_CASE("nothing crosses into voxels that do not let it diffuse") {
  const Geometry grid = grid_of({8, 1, 1}, {closed, flat, flat});
  std::vector<double> d(8, 100.0), counts{1, 2, 3, 0, 5, 6, 7, 8};
  d[3] = 0;
  const Diffusion diffusion(grid, d, 0, 10);
  diffusion.advance(counts);
  CHECK(counts[3] == 0);
  CHECK(counts[0] + counts[1] + counts[2] == Approx(6).epsilon(1e-14));
  CHECK(counts[0] > 1);
}
