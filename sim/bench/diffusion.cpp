#include "sim/base/aligned.hpp"
#include "sim/base/parallel.hpp"
#include "sim/bench/figure.hpp"
#include "sim/bench/stream.hpp"
#include "sim/grid/diffusion/backward_euler.hpp"

namespace exomet::bench {

namespace {
constexpr double bytes_in_two_passes = 32;         // a voxel and step: read and write a double, twice
constexpr double in_fluid = 1e5, in_tissue = 1e4;  // um^2/min; the first is oxygen's in water
constexpr double decay = 0.1;                      // 1/min

Geometry cube(int edge, Boundary ends) {
  Geometry grid;
  grid.voxels = {edge, edge, edge};
  grid.spacing = {20, 20, 20};
  for (auto& both : grid.boundary) both = {ends, ends};
  return grid;
}

// Every eleventh voxel holds a cell.
struct Sinks {
  std::vector<std::uint32_t> voxel;
  std::vector<double> rate;

  explicit Sinks(std::size_t voxels) {
    for (std::size_t v = 0; v < voxels; v += 11)
      voxel.push_back(static_cast<std::uint32_t>(v)), rate.push_back(3);
  }
};

Figure measure(const std::string& name, const BackwardEuler& step, std::size_t voxels, int species,
               double target, const Beyond& outside, Effort effort) {
  constexpr double voxels_per_round = 1.6e7;  // of few voxels many steps, so that a round takes as long
  Stream stream(effort.quick);
  std::vector<VoxelValues> fields(species, VoxelValues(voxels, 38.0));
  const double advanced = static_cast<double>(voxels) * species;
  Rooms rooms;
  const int repeats = effort.quick ? 1 : std::max(1, static_cast<int>(voxels_per_round / advanced));
  const Medians seconds = in_turns(
      effort.rounds(7), [&] { stream.pass(); },
      [&] {
        for (int n = 0; n < repeats; ++n)
          parallel_chunks(fields.size(), 1, [&](std::size_t f, std::size_t) {
            Rooms::Lent room(rooms);
            step.advance({fields[f], {}, {}, outside}, *room);
          });
      });
  return {name, "M voxels/s", 1e-6 * advanced * repeats / seconds.b,
          1e-6 * stream.bytes() / seconds.a / bytes_in_two_passes, target};
}
}  // namespace

std::vector<Figure> diffusion(Effort effort) {
  constexpr double step = 0.5, target = 0.04;  // min; a step goes through memory some twenty-five times
  std::vector<Figure> figures;
  for (const int edge : effort.quick ? std::vector{16} : std::vector{64, 128})
    for (const int species : {1, 8}) {
      const std::string name =
          "diffusion, " + std::to_string(edge) + "^3, " + std::to_string(species) + " species";
      const Geometry closed = cube(edge, Boundary::closed), fixed = cube(edge, Boundary::fixed);
      const Sinks sinks(closed.size());
      const BackwardEuler uniform(coarser_and_coarser(closed, in_fluid, step), {sinks.voxel, sinks.rate},
                                  decay, step);
      figures.push_back(measure(name, uniform, closed.size(), species, target, {}, effort));
      VoxelValues share(fixed.size());
      for (std::size_t v = 0; v < share.size(); ++v) share[v] = static_cast<double>(v % 13) / 12;
      const BackwardEuler tissue(
          coarser_and_coarser(fixed, Diffusivity(in_fluid, {{in_tissue, share}}), step),
          {sinks.voxel, sinks.rate}, decay, step);
      figures.push_back(measure(name + ", by voxel", tissue, fixed.size(), species, target,
                                {{{30, 30}, {30, 30}, {30, 30}}}, effort));
    }
  return figures;
}

}  // namespace exomet::bench
