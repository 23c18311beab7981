#include "sim/grid/exchange/neighbour_uptake.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

#include "sim/base/parallel.hpp"
#include "sim/grid/ball.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 2048;

// Calls visit(voxel, axis) for the neighbours of a voxel across its faces.
template <class Visit>
void for_each_neighbour(const Geometry& grid, std::size_t voxel, const Visit& visit) {
  for (int axis = 0; axis < 3; ++axis)
    for (int side : {-1, 1}) {
      const std::optional<std::size_t> beside = voxel_beside(grid, voxel, axis, side);
      if (grid.voxels[axis] > 1 && beside) visit(*beside, axis);
    }
}

double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }
}  // namespace

NeighbourUptake::NeighbourUptake(const Geometry& grid, const Diffusivity& diffusivity,
                                 std::span<const Sink> sinks, double step) {
  if (sinks.empty()) return;
  assert(diffusivity.fits(grid.size()));
  const auto at = [&](std::size_t voxel) {
    double value = 0;
    diffusivity.read(voxel, 1, &value);
    return value;
  };
  constexpr auto unknown = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t> place_of(grid.size(), unknown);
  std::vector<double> asked;  // of each neighbour
  for (const Sink& sink : sinks) {
    const double here = at(sink.voxel);
    double all = 0;
    for_each_neighbour(grid, sink.voxel, [&](std::size_t voxel, int axis) {
      std::uint32_t& neighbour = place_of[voxel];
      if (neighbour == unknown) {
        neighbour = static_cast<std::uint32_t>(neighbours_.size());
        neighbours_.push_back({static_cast<std::uint32_t>(voxel), 1});
        asked.push_back(0);
      }
      const double conducts =
          step * harmonic_mean(here, at(voxel)) / (grid.spacing[axis] * grid.spacing[axis]);
      faces_.push_back({neighbour, conducts});
      all += conducts;
    });
    const double share = (sink.times - 1) / (sink.times + all);
    of_secreted_.push_back(share);
    for (std::size_t b = first_face_.back(); b < faces_.size(); ++b)
      asked[faces_[b].neighbour] += faces_[b].share *= share;
    first_face_.push_back(static_cast<std::uint32_t>(faces_.size()));
  }
  for (Face& face : faces_) face.share /= std::max(1.0, asked[face.neighbour]);
  for (std::size_t g = 0; g < neighbours_.size(); ++g) neighbours_[g].keeps = std::max(0.0, 1 - asked[g]);
}

std::vector<double> NeighbourUptake::take(std::span<double> counts) const {
  std::vector<double> taken(sinks());
  parallel_chunks(taken.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      for (std::uint32_t b = first_face_[n]; b < first_face_[n + 1]; ++b)
        taken[n] += faces_[b].share * counts[neighbours_[faces_[b].neighbour].voxel];
  });
  parallel_chunks(neighbours_.size(), voxels_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t g = begin; g < end; ++g) counts[neighbours_[g].voxel] *= neighbours_[g].keeps;
  });
  return taken;
}

}  // namespace exomet
