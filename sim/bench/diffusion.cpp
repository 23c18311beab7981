#include "sim/grid/diffusion/diffusion.hpp"

#include "sim/base/aligned.hpp"
#include "sim/base/parallel.hpp"
#include "sim/bench/figure.hpp"
#include "sim/bench/stream.hpp"

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

Figure measure(const std::string& name, const Diffusion& diffusion, std::size_t voxels, int species,
               double target, Effort effort) {
  constexpr double voxels_per_round = 1.6e7;  // of few voxels many steps, so that a round takes as long
  Stream stream(effort.quick);
  std::vector<VoxelValues> fields(species, VoxelValues(voxels, 38.0));
  const double advanced = static_cast<double>(voxels) * species;
  std::vector<DiffusingField> together;
  for (VoxelValues& field : fields) together.push_back({field, decay});
  const int repeats = effort.quick ? 1 : std::max(1, static_cast<int>(voxels_per_round / advanced));
  const Medians seconds = in_turns(
      effort.rounds(7), [&] { stream.pass(); },
      [&] {
        for (int n = 0; n < repeats; ++n) diffusion.advance(together);
      });
  return {name, "M voxels/s", 1e-6 * advanced * repeats / seconds.b,
          1e-6 * stream.bytes() / seconds.a / bytes_in_two_passes, target};
}
}  // namespace

std::vector<Figure> diffusion(Effort effort) {
  constexpr double step = 0.01;  // min
  std::vector<Figure> figures;
  for (const int edge : effort.quick ? std::vector{16} : std::vector{128, 256})
    for (const int species : {1, 8}) {
      const std::string name =
          "diffusion, " + std::to_string(edge) + "^3, " + std::to_string(species) + " species";
      const Geometry closed = cube(edge, Boundary::closed), fixed = cube(edge, Boundary::fixed);
      figures.push_back(
          measure(name, Diffusion(closed, in_fluid, decay, step), closed.size(), species, 0.6, effort));
      VoxelValues share(fixed.size());
      for (std::size_t v = 0; v < share.size(); ++v) share[v] = static_cast<double>(v % 13) / 12;
      const Diffusion tissue(fixed, Diffusivity(in_fluid, {{in_tissue, share}}), decay, step,
                             {{{30, 30}, {30, 30}, {30, 30}}});
      figures.push_back(measure(name + ", by voxel", tissue, fixed.size(), species, 0.3, effort));
    }
  return figures;
}

}  // namespace exomet::bench
