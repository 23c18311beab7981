// How many voxels a second the diffusion step advances: arguments are the edge of the cube and the threads.
#include <benchmark/benchmark.h>
#include <oneapi/tbb/global_control.h>

#include <vector>

#include "tests/support/diffusing.hpp"

namespace {
using namespace exomet;
using exomet::test::Diffusing;

Geometry cube(int edge) {
  Geometry grid;
  grid.voxels = {edge, edge, edge};
  grid.spacing = {10, 10, 10};
  return grid;
}

VoxelValues layered(std::size_t size) {
  VoxelValues diffusivity(size);
  for (std::size_t v = 0; v < size; ++v) diffusivity[v] = 100 + static_cast<double>(v % 7);
  return diffusivity;
}

oneapi::tbb::global_control threads(const benchmark::State& state) {
  return {oneapi::tbb::global_control::max_allowed_parallelism, static_cast<std::size_t>(state.range(1))};
}

void advance(benchmark::State& state, const Geometry& grid, const Diffusivity& diffusivity) {
  const auto limit = threads(state);
  Diffusing diffusion(grid, diffusivity, 1e-3, 1);
  VoxelValues counts(grid.size(), 1.0);
  for (auto _ : state) benchmark::DoNotOptimize(diffusion.advance(counts));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(grid.size()));
}

void one_diffusivity(benchmark::State& state) {
  advance(state, cube(static_cast<int>(state.range(0))), std::vector<double>{100});
}

void diffusivity_per_voxel(benchmark::State& state) {
  const Geometry grid = cube(static_cast<int>(state.range(0)));
  const VoxelValues values = layered(grid.size());
  advance(state, grid, std::span<const double>(values));
}

void periodic(benchmark::State& state) {
  Geometry grid = cube(static_cast<int>(state.range(0)));
  for (auto& axis : grid.boundary) axis = {Boundary::periodic, Boundary::periodic};
  advance(state, grid, std::vector<double>{100});
}

void flat(benchmark::State& state) {  // as many voxels as the cube has
  const int edge = static_cast<int>(state.range(0));
  Geometry grid = cube(edge);
  grid.voxels = {edge * edge / 4, edge * 4, 1};
  grid.boundary[2] = {Boundary::flat, Boundary::flat};
  advance(state, grid, std::vector<double>{100});
}

void blend_with_a_tissue(benchmark::State& state) {
  const auto limit = threads(state);
  const Geometry grid = cube(static_cast<int>(state.range(0)));
  VoxelValues share = layered(grid.size()), counts(grid.size(), 1.0);
  for (double& s : share) s = (s - 100) / 8;
  Diffusing diffusion(grid, Diffusivity(100, {{10, share}}), 1e-3, 1);
  for (auto _ : state) benchmark::DoNotOptimize(diffusion.advance(counts));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(grid.size()));
}

void sizes(benchmark::internal::Benchmark* benchmark) {
  for (const int edge : {20, 32, 48, 64, 128, 256})
    for (const int threads : {1, 2}) benchmark->Args({edge, threads});
  benchmark->UseRealTime();
}
}  // namespace

BENCHMARK(one_diffusivity)->Apply(sizes);
BENCHMARK(diffusivity_per_voxel)->Apply(sizes);
BENCHMARK(periodic)->Apply(sizes);
BENCHMARK(flat)->Apply(sizes);
BENCHMARK(blend_with_a_tissue)->Apply(sizes);
