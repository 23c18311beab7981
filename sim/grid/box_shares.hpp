// How much of each voxel lies in a box: what a thin region, or one that ends within voxels, takes of them.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "sim/grid/geometry.hpp"

namespace exomet {

class BoxShares {
 public:
  // The box from low to high, um; what is outside of the grid counts for nothing.
  BoxShares(const Geometry&, const Vec3& low, const Vec3& high);

  // Share of a voxel's volume, 0..1.
  double operator()(int x, int y, int z) const { return along_[0][x] * along_[1][y] * along_[2][z]; }

  // Calls visit(voxel index, share) for the voxels that the box takes a share of, in the order of memory.
  template <class Visit>
  void for_each(const Geometry& grid, const Visit& visit) const {
    for (int z = first_[2]; z < end_[2]; ++z)
      for (int y = first_[1]; y < end_[1]; ++y)
        for (int x = first_[0]; x < end_[0]; ++x) visit(grid.index(x, y, z), (*this)(x, y, z));
  }

 private:
  std::array<std::vector<double>, 3> along_;  // of each axis' voxels, 0..1
  std::array<int, 3> first_{}, end_{};        // the voxels with a share above 0
};

// Sum over voxels of a value times the box' share of each, and of the shares alone (in voxels).
struct BoxSum {
  double values = 0, voxels = 0;
};
BoxSum sum_in_box(const Geometry&, std::span<const double> values, const BoxShares&);

}  // namespace exomet
