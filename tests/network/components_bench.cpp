#include <benchmark/benchmark.h>

#include <random>

#include "sim/network/components.hpp"
#include "sim/network/raster.hpp"

namespace exomet {
namespace {

// A raster of that width and height with that share of its pixels covered, in per cent.
void holes_in_a_sheet(benchmark::State& state) {
  const int width = static_cast<int>(state.range(0));
  std::mt19937 random(1);
  std::bernoulli_distribution covered(static_cast<double>(state.range(1)) / 100);
  Raster raster{width, width, 1, true, true, {}};
  for (int y = 0; y < width; ++y)
    for (int x = 0; x < width; ++x)
      if (covered(random)) raster.covered.push_back({y, x, x + 1});
  raster.covered = joined(std::move(raster.covered));
  for (auto _ : state) benchmark::DoNotOptimize(hole_areas(raster));
}
BENCHMARK(holes_in_a_sheet)->Args({300, 0})->Args({300, 30})->Args({300, 60})->Unit(benchmark::kMillisecond);

void clusters_of_cells(benchmark::State& state) {
  const auto cells = static_cast<std::uint32_t>(state.range(0));
  std::mt19937 random(1);
  std::uniform_int_distribution<std::uint32_t> cell(0, cells - 1);
  std::vector<std::pair<std::uint32_t, std::uint32_t>> contacts;
  for (std::uint32_t i = 0; i < 6 * cells; ++i) contacts.push_back({cell(random), cell(random)});
  for (auto _ : state) benchmark::DoNotOptimize(connected_components(cells, contacts));
}
BENCHMARK(clusters_of_cells)->Arg(100000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace exomet
