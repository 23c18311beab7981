#include "sim/grid/diffusion/backward_euler.hpp"

#include <oneapi/tbb/global_control.h>
#include <oneapi/tbb/parallel_for.h>
#include <oneapi/tbb/task_arena.h>

#include <array>
#include <catch2/catch.hpp>
#include <cmath>
#include <numeric>
#include <random>

#include "tests/grid/backward_euler_oracle.hpp"

using namespace exomet;

namespace {
using Ends = std::array<Boundary, 2>;
const Ends closed{Boundary::closed, Boundary::closed}, joined{Boundary::periodic, Boundary::periodic},
    flat{Boundary::flat, Boundary::flat}, open_fixed{Boundary::open, Boundary::fixed},
    fixed_closed{Boundary::fixed, Boundary::closed};
const Beyond outside{{{0, 250}, {40, 0}, {7, 120}}};

std::vector<double> random_values(std::size_t size, double low, double high, unsigned seed) {
  std::mt19937_64 engine(seed);
  std::uniform_real_distribution<double> uniform(low, high);
  std::vector<double> values(size);
  for (double& v : values) v = uniform(engine);
  return values;
}

double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// A tissue in a grid: what diffuses how quickly, and the voxels in which cells take up and release.
struct Tissue {
  Geometry grid;
  std::vector<double> diffusivity, counts;
  std::vector<std::uint32_t> voxel;
  std::vector<double> rate, emission, taken;
  double decay = 0.01;

  Tissue(std::array<int, 3> voxels, std::array<Ends, 3> boundary, double slowest, double most_rate,
         unsigned seed) {
    grid.voxels = voxels;
    grid.spacing = {10, 7.5, 13};
    grid.boundary = boundary;
    diffusivity =
        slowest < 1 ? std::vector<double>(grid.size(), 90.0) : random_values(grid.size(), 0, 1, seed);
    if (slowest >= 1)  // by random factors up to `slowest`, and some voxels that let nothing pass
      for (double& d : diffusivity) d = d < 0.02 ? 0 : 400 / std::pow(slowest, d);
    counts = random_values(grid.size(), 0, 100, seed + 1);
    const std::vector<double> which = random_values(grid.size(), 0, 1, seed + 2);
    for (std::size_t v = 0; v < grid.size(); ++v)
      if (which[v] < 0.4) {
        voxel.push_back(static_cast<std::uint32_t>(v));
        rate.push_back(which[v] < 0.1 ? 0 : most_rate * which[v]);
        emission.push_back(which[v] < 0.3 ? 0 : 10 * which[v]);
      }
    taken.resize(voxel.size());
  }
  std::shared_ptr<const std::vector<Faces>> faces(double step) const {
    return coarser_and_coarser(grid, Diffusivity(diffusivity), step);
  }
  BackwardEuler step_of(double step) const { return {faces(step), {voxel, rate}, decay, step}; }
  StepBalance advance(const BackwardEuler& step, Multigrid::Room& room, const Beyond& held = outside) {
    return step.advance({counts, emission, taken, held}, room);
  }
};

template <class Body>
void with_threads(int threads, const Body& body) {
  const oneapi::tbb::global_control allowed(oneapi::tbb::global_control::max_allowed_parallelism, threads);
  oneapi::tbb::task_arena arena(threads);
  arena.execute(body);
}

Beyond held_by(const Geometry& grid) {
  Beyond held{};
  for (int axis = 0; axis < 3; ++axis)
    for (int end = 0; end < 2; ++end)
      if (grid.boundary[axis][end] == Boundary::fixed) held[axis][end] = outside[axis][end];
  return held;
}

double largest(const std::vector<double>& values) { return *std::max_element(values.begin(), values.end()); }

const std::vector<std::array<int, 3>> sizes{{9, 8, 7}, {5, 11, 3}, {1, 7, 12}, {13, 1, 1},
                                            {1, 1, 1}, {2, 2, 2},  {3, 16, 6}};
const std::vector<std::array<Ends, 3>> boundaries{{closed, closed, closed},
                                                  {joined, joined, joined},
                                                  {open_fixed, joined, fixed_closed},
                                                  {fixed_closed, open_fixed, joined}};
}  // namespace

TEST_CASE("a leap in one step is the oracle's but for a part of what was there, in grids of all kinds") {
  unsigned seed = 0;
  double worst = 0, sums = 0;
  for (const auto& voxels : sizes)
    for (const auto& boundary : boundaries)
      for (const double slowest : {0.0, 1.0, 1000.0})
        for (const double step : {0.1, 1.0, 10.0}) {
          Tissue t(voxels, boundary, slowest, 5, ++seed);
          const Beyond held = held_by(t.grid);
          std::vector<double> uptake(t.grid.size()), emission(t.grid.size());
          for (std::size_t n = 0; n < t.voxel.size(); ++n)
            uptake[t.voxel[n]] = t.rate[n], emission[t.voxel[n]] = t.emission[n];
          const oracle::Step expected =
              oracle::advance(t.grid, t.diffusivity, uptake, emission, t.decay, step, held, t.counts);
          Multigrid::Room room;
          const StepBalance done = t.advance(t.step_of(step), room, held);
          const double scale = 100;  // what is there at the start, most of which may go
          for (std::size_t v = 0; v < t.counts.size(); ++v)
            worst = std::max(worst, std::abs(t.counts[v] - expected.counts[v]) / scale);
          sums = std::max(sums, std::abs(done.taken - sum(expected.taken)) /
                                    (100.0 * static_cast<double>(t.grid.size())));
        }
  CHECK(worst < 0.1);  // of the voxels that are worst off, at a contrast of a thousand from one to the next
  CHECK(sums < 0.03);
}

TEST_CASE("a steady state is the oracle's to round-off whatever the step, and stays") {
  for (const auto& voxels : sizes)
    for (const double slowest : {0.0, 1000.0})
      for (const double step : {0.5, 30.0, 1440.0}) {
        Tissue t(voxels, {open_fixed, joined, fixed_closed}, slowest, 20, 7);
        const Beyond held = held_by(t.grid);
        std::vector<double> uptake(t.grid.size()), emission(t.grid.size());
        for (std::size_t n = 0; n < t.voxel.size(); ++n)
          uptake[t.voxel[n]] = t.rate[n], emission[t.voxel[n]] = t.emission[n];
        const auto steady = oracle::advance(t.grid, t.diffusivity, uptake, emission, t.decay, 1e14, held,
                                            std::vector<double>(t.grid.size()));
        const BackwardEuler by = t.step_of(step);
        Multigrid::Room room;
        for (double time = 0; time < 4000 + 40 * step; time += step) t.advance(by, room, held);
        double worst = 0;
        for (std::size_t v = 0; v < t.counts.size(); ++v)
          worst = std::max(worst, std::abs(t.counts[v] - steady.counts[v]));
        CAPTURE(voxels[0], voxels[1], voxels[2], slowest, step);
        CHECK(worst < 1e-10 * largest(steady.counts));
      }
}

TEST_CASE("what changes in the sum is what was released, taken up, decayed, left or supplied at any step") {
  for (const auto& boundary : boundaries)
    for (const double slowest : {0.0, 1000.0})
      for (const double step : {1e-4, 1.0, 60.0, 1e5}) {
        Tissue t({21, 18, 17}, boundary, slowest, 30, 3);
        const Beyond held = held_by(t.grid);
        const BackwardEuler by = t.step_of(step);
        Multigrid::Room room;
        for (int n = 0; n < 4; ++n) {
          const double before = sum(t.counts), taken = sum(t.taken);
          const StepBalance b = t.advance(by, room, held);
          const double came = before + b.emitted + b.supplied, went = b.taken + b.decayed + b.left;
          CAPTURE(slowest, step, n);
          CHECK(std::abs(came - went - sum(t.counts)) < 1e-12 * (came + went));
          CHECK(sum(t.taken) - taken == Approx(b.taken).epsilon(1e-9));
        }
      }
}

TEST_CASE("nothing gets negative, of a pulse either") {
  for (const auto& voxels : {std::array{17, 18, 19}, std::array{40, 40, 1}, std::array{60, 1, 1}})
    for (const double slowest : {0.0, 1000.0})
      for (const double step : {0.01, 1.0, 60.0, 1440.0}) {
        Tissue t(voxels, {fixed_closed, joined, closed}, slowest, 50, 4);
        std::fill(t.counts.begin(), t.counts.end(), 0.0);
        std::fill(t.emission.begin(), t.emission.end(), 0.0);
        t.counts[t.grid.size() / 2] = 1e6;
        const BackwardEuler by = t.step_of(step);
        Multigrid::Room room;
        for (int n = 0; n < 3; ++n) {
          const StepBalance b = t.advance(by, room, {});
          REQUIRE(*std::min_element(t.counts.begin(), t.counts.end()) >= 0);
          CHECK(b.decayed >= 0);
          CHECK(b.taken >= 0);
        }
      }
}

TEST_CASE("fields of several donors add up to the field of all but for what the solver leaves over") {
  for (const double slowest : {0.0, 30.0}) {
    Tissue one({20, 15, 12}, {closed, joined, fixed_closed}, slowest, 20, 5);
    std::fill(one.counts.begin(), one.counts.end(), 0.0);
    Tissue two = one, both = one;
    for (std::size_t n = 0; n < one.emission.size(); ++n) (n % 3 == 0 ? one : two).emission[n] = 0;
    const BackwardEuler by = one.step_of(10);
    Multigrid::Room room;
    for (int n = 0; n < 20; ++n)
      one.advance(by, room, {}), two.advance(by, room, {}), both.advance(by, room, {});
    double worst = 0;
    for (std::size_t v = 0; v < both.counts.size(); ++v)
      worst = std::max(worst, std::abs(one.counts[v] + two.counts[v] - both.counts[v]));
    CAPTURE(slowest);
    CHECK(worst < 1e-5 * largest(both.counts));
    for (std::size_t n = 0; n < both.taken.size(); ++n)
      CHECK(std::abs(one.taken[n] + two.taken[n] - both.taken[n]) < 1e-5 * largest(both.taken));
  }
}

TEST_CASE("the same bits at any number of threads, and of several fields at the same time") {
  for (const auto& voxels : {std::array{70, 33, 17}, std::array{211, 150, 1}}) {
    const Tissue start(voxels, {joined, open_fixed, voxels[2] == 1 ? flat : fixed_closed}, 100, 20, 6);
    const Beyond held = held_by(start.grid);
    const auto run = [&](int threads) {
      std::vector<Tissue> fields(3, start);
      with_threads(threads, [&] {
        const BackwardEuler by = start.step_of(5);
        Rooms rooms;
        oneapi::tbb::parallel_for(0, 3, [&](int f) {
          Rooms::Lent room(rooms);
          for (int n = 0; n < 3; ++n) fields[f].advance(by, *room, held);
        });
      });
      return fields;
    };
    const std::vector<Tissue> one = run(1);
    for (const int threads : {2, 3, 7})
      for (const Tissue& field : run(threads)) {
        CHECK(field.counts == one[0].counts);
        CHECK(field.taken == one[0].taken);
      }
  }
}

TEST_CASE("a room serves grids of several shapes one after the other") {
  Multigrid::Room room;
  for (const auto& voxels : {std::array{12, 9, 7}, std::array{7, 9, 12}, std::array{12, 9, 7}})
    for (const auto& boundary : boundaries) {
      Tissue t(voxels, boundary, 10, 5, 8), fresh = t;
      const BackwardEuler by = t.step_of(2);
      Multigrid::Room own;
      t.advance(by, room), fresh.advance(by, own);
      CHECK(t.counts == fresh.counts);
    }
}

TEST_CASE("nothing crosses into voxels that do not let it diffuse") {
  Tissue t({8, 1, 1}, {closed, flat, flat}, 0, 0, 1);
  t.decay = 0;
  t.diffusivity.assign(8, 100.0), t.diffusivity[3] = 0;
  t.counts = {1, 2, 3, 0, 5, 6, 7, 8};
  std::fill(t.emission.begin(), t.emission.end(), 0.0);
  Multigrid::Room room;
  t.advance(t.step_of(10), room, {});
  CHECK(t.counts[3] == 0);
  CHECK(t.counts[0] + t.counts[1] + t.counts[2] == Approx(6).epsilon(1e-13));
  CHECK(t.counts[0] > 1);
}
