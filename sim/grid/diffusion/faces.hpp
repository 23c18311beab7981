// What the faces of voxels conduct: of a step of diffusion, by which share of the difference between the
// counts of two neighbours one of them loses to the other (D step / spacing^2, with the harmonic mean of two
// D). Ends of the grid have faces, too: 0 where they are closed, and twice as much as inside where a value is
// held half a voxel away.
#pragma once

#include <array>
#include <cstddef>

#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/diffusion/grid_rows.hpp"
#include "sim/grid/diffusion/row_pool.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

class Faces {
 public:
  // step: min.
  Faces(const Geometry&, const Diffusivity&, double step);

  // Of a grid whose voxels take two each along the axes that conduct well (0.3 of the best or more, by the
  // mean of the faces), the last one alone if their number is odd. Their faces conduct what those conduct in
  // series that a straight way from centre to centre goes through.
  Faces coarser() const;

  const GridShape& shape() const { return shape_; }
  // Faces at the low sides of the voxels of a row, and at the high side of the last: one more than voxels.
  const double* along(std::size_t y, std::size_t z) const { return x_[y + shape_.voxels[1] * z]; }
  // The faces between rows at the low side of a row; y or z up to the number of voxels.
  const double* below_y(std::size_t y, std::size_t z) const { return y_[y + (shape_.voxels[1] + 1) * z]; }
  const double* below_z(std::size_t y, std::size_t z) const { return z_[y + shape_.voxels[1] * z]; }
  // The two axes other than x along which anything is conducted.
  bool conducts(int axis) const { return mean_[axis] > 0; }

 private:
  explicit Faces(const GridShape&);
  void find_means();
  template <class AlongX, class Across>
  void fill(const AlongX&, const Across&);

  GridShape shape_;
  RowPool x_, y_, z_;
  std::array<double, 3> mean_{};  // of the faces inside, per axis
};

}  // namespace exomet
