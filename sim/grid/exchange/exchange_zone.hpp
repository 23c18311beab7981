// With which voxels a cell exchanges, and to what part with each: those that a cube around it overlaps, as
// wide as the cell, by volume. Where voxels are large the cube is wider, one and a half of them, so that what
// a cell does hardly depends on where in its voxel it is. It is never wider than 15 voxels, nor than the
// domain: of a cell that is, the middle exchanges.
//
// Voxels filled by tissue count next to nothing beside others, since a cell exchanges with the fluid; inside
// the tissue all count alike.
#pragma once

#include <array>
#include <span>

#include "sim/grid/geometry.hpp"

namespace exomet {

class ExchangeZone {
 public:
  // diameter: um. free: of each voxel the part that no tissue fills; empty: nowhere is any.
  ExchangeZone(const Geometry&, const Vec3& position, double diameter, std::span<const double> free = {});
  // The same of a cell in the same place as one whose scale() is known.
  ExchangeZone(const Geometry&, const Vec3& position, double diameter, std::span<const double> free,
               double scale);

  // By how much the parts of its voxels are raised since tissue fills some of them.
  double scale() const { return scale_; }

  // Calls visit(at, share) for each voxel (x, y, z); shares add up to 1. A voxel beside an end may come
  // twice: what would be beyond it is mirrored.
  template <class Visit>
  void visit(const Visit& visit) const {
    for (int k = 0; k < along_[2].count; ++k) visit_plane(2, k, visit);
  }
  // The same, but only voxels whose place along an axis is in [begin, end).
  template <class Visit>
  void visit_between(int axis, int begin, int end, const Visit& visit) const {
    for (int n = 0; n < along_[axis].count; ++n)
      if (along_[axis].at[n] >= begin && along_[axis].at[n] < end) visit_plane(axis, n, visit);
  }

  // Voxels to both sides of its own, along an axis, with which a cell of a diameter (um) may exchange.
  static int reach(const Geometry&, int axis, double diameter);

  // Sum of squares of the shares.
  double sum_of_squares() const;
  // Mean squared distance of what it exchanges with from its centre, um^2, as if no tissue were there.
  double spread() const;
  // How much the exchange of a flow of 1/min lowers the mean density that it exchanges with below that far
  // away: this over the diffusion coefficient (um^2/min), in 1/um, 3-D, by the Green's function of the
  // lattice of voxels, as if no tissue were there. Voxels should be nearly cubes.
  double resistance() const;

 private:
  static constexpr int most = 16;                                   // voxels along an axis
  static double width(double diameter, const Geometry&, int axis);  // voxels
  struct Axis {
    int count = 0;
    double spread = 0;         // um^2
    std::array<int, most> at;  // the first `count` of these are set
    std::array<double, most> share;
  };

  void set_axis(int axis, double centre, double diameter);
  template <class Visit>
  void visit_plane(int axis, int n, const Visit& visit) const {
    const int u = (axis + 1) % 3, v = (axis + 2) % 3;
    std::array<int, 3> at;
    at[axis] = along_[axis].at[n];
    for (int j = 0; j < along_[v].count; ++j) {
      at[v] = along_[v].at[j];
      const double share = along_[axis].share[n] * along_[v].share[j];
      for (int i = 0; i < along_[u].count; ++i) {
        at[u] = along_[u].at[i];
        visit(at, free_in(at) * share * along_[u].share[i]);
      }
    }
  }
  double free_in(const std::array<int, 3>& at) const {
    constexpr double least = 0.01;
    return free_.empty() ? 1 : std::max(free_[grid_->index(at[0], at[1], at[2])], least) * scale_;
  }

  const Geometry* grid_;
  std::span<const double> free_;
  std::array<Axis, 3> along_;
  double scale_ = 1;
};

}  // namespace exomet
