// Cell-steps per second of the contact forces on packed cells, 12 touching a cell.
#include <benchmark/benchmark.h>

#include "sim/cells/neighbours.hpp"
#include "tests/cells/packing.hpp"

using namespace exomet;

namespace {

constexpr double reach = 1.25;

struct Packed {
  explicit Packed(int about) : cells(testing::packed_ball(about, geometry)), neighbours(geometry) {
    neighbours.build(cells, reach);
  }
  Geometry geometry;
  Population cells;
  Neighbours neighbours;
};

Contact contact(ContactLaw law) { return {law, reach, 1, {{10, law == ContactLaw::quadratic ? 0.4 : 0.01}}}; }

void count_cells(benchmark::State& state, std::size_t cells) {
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * cells));
}

void build(benchmark::State& state) {
  Packed packed(static_cast<int>(state.range(0)));
  double other = reach;  // than that of the lists that are there
  for (auto _ : state) packed.neighbours.build(packed.cells, other *= 1 + 1e-12);
  count_cells(state, packed.cells.size());
}

void build_again(benchmark::State& state) {
  Packed packed(static_cast<int>(state.range(0)));
  for (auto _ : state) packed.neighbours.build(packed.cells, reach);
  count_cells(state, packed.cells.size());
}

// One cell in a hundred is an osteoclast of 45 um.
void build_with_some_large(benchmark::State& state) {
  Packed packed(static_cast<int>(state.range(0)));
  for (std::size_t i = 0; i < packed.cells.size(); i += 100) packed.cells.diameter[i] = 45;
  double other = reach;
  for (auto _ : state) packed.neighbours.build(packed.cells, other *= 1 + 1e-12);
  count_cells(state, packed.cells.size());
}

void forces(benchmark::State& state, ContactLaw law) {
  const Packed packed(static_cast<int>(state.range(0)));
  const Contact laws = contact(law);
  std::vector<double> x(packed.cells.size()), y = x, z = x;
  for (auto _ : state) {
    packed.neighbours.add_contact_forces(packed.cells, laws, x, y, z);
    benchmark::DoNotOptimize(x.data());
  }
  count_cells(state, packed.cells.size());
}

void contacts(benchmark::State& state) {
  const Packed packed(static_cast<int>(state.range(0)));
  for (auto _ : state) benchmark::DoNotOptimize(packed.neighbours.contacts(packed.cells, 1).neighbour.data());
  count_cells(state, packed.cells.size());
}

BENCHMARK(build)->Arg(100000)->Arg(1000000)->UseRealTime();
BENCHMARK(build_again)->Arg(100000)->Arg(1000000)->UseRealTime();
BENCHMARK(build_with_some_large)->Arg(100000)->UseRealTime();
BENCHMARK_CAPTURE(forces, quadratic, ContactLaw::quadratic)->Arg(100000)->Arg(1000000)->UseRealTime();
BENCHMARK_CAPTURE(forces, linear_spring, ContactLaw::linear_spring)->Arg(100000)->UseRealTime();
BENCHMARK_CAPTURE(forces, hertz, ContactLaw::hertz)->Arg(100000)->UseRealTime();
BENCHMARK(contacts)->Arg(100000)->UseRealTime();

}  // namespace
