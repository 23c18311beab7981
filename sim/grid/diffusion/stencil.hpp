// The seven-point stencil along a row of voxels.
#pragma once

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"
#include "sim/grid/diffusion/faces.hpp"
#include "sim/grid/diffusion/grid_rows.hpp"

namespace exomet {

// A row, what lies around it and what the faces between conduct.
template <bool has_y, bool has_z>
struct Around {
  const double *here, *x_faces;
  std::array<const double*, 2> y{}, y_faces{}, z{}, z_faces{};

  Around(const Faces& faces, const GridRows& values, std::size_t row_y, std::size_t row_z)
      : here(values.row(row_y, row_z)), x_faces(faces.along(row_y, row_z)) {
    if constexpr (has_y) {
      y = values.beside(1, row_y, row_z);
      y_faces = {faces.below_y(row_y, row_z), faces.below_y(row_y + 1, row_z)};
    }
    if constexpr (has_z) {
      z = values.beside(2, row_y, row_z);
      z_faces = {faces.below_z(row_y, row_z), faces.below_z(row_y, row_z + 1)};
    }
  }

  // What comes in from the six neighbours of eight voxels side by side.
  [[gnu::always_inline]] Double8 beside(std::size_t x) const {
    const auto at = [x](const double* from) { return load(from + x); };
    Double8 sum = at(x_faces) * at(here - 1) + at(x_faces + 1) * at(here + 1);
    if constexpr (has_y) sum += at(y_faces[0]) * at(y[0]) + at(y_faces[1]) * at(y[1]);
    if constexpr (has_z) sum += at(z_faces[0]) * at(z[0]) + at(z_faces[1]) * at(z[1]);
    return sum;
  }
  // The same less what goes out: each face conducts the difference, so that nothing is lost between two.
  [[gnu::always_inline]] Double8 inflow(std::size_t x) const {
    const auto at = [x](const double* from) { return load(from + x); };
    const Double8 own = at(here);
    Double8 sum = at(x_faces) * (at(here - 1) - own) + at(x_faces + 1) * (at(here + 1) - own);
    if constexpr (has_y) sum += at(y_faces[0]) * (at(y[0]) - own) + at(y_faces[1]) * (at(y[1]) - own);
    if constexpr (has_z) sum += at(z_faces[0]) * (at(z[0]) - own) + at(z_faces[1]) * (at(z[1]) - own);
    return sum;
  }
};

// Calls voxel(x) for the registers of a row of n.
template <class Voxels>
[[gnu::always_inline]] inline void for_row(std::size_t n, const Voxels& voxels) {
  for (std::size_t x = 0; x < n; x += wide_lanes) voxels(x);
}

// Calls row(y, z, around) for all rows of a grid, in parallel.
template <class Row>
void for_each_row(const Faces& faces, const GridRows& values, const Row& row) {
  const std::array<std::size_t, 3> n = faces.shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  constexpr std::size_t voxels_per_chunk = 8192;  // less is not worth a task
  const auto all = [&]<bool has_y, bool has_z>() {
    parallel_chunks(ny * nz, std::max<std::size_t>(1, voxels_per_chunk / nx),
                    [&](std::size_t begin, std::size_t end) {
                      std::size_t y = begin % ny, z = begin / ny;
                      for (std::size_t at = begin; at < end; ++at) {
                        row(y, z, Around<has_y, has_z>(faces, values, y, z));
                        if (++y == ny) y = 0, ++z;
                      }
                    });
  };
  const bool y = faces.conducts(1), z = faces.conducts(2);
  if (y && z) return all.template operator()<true, true>();
  if (y) return all.template operator()<true, false>();
  if (z) return all.template operator()<false, true>();
  all.template operator()<false, false>();
}

}  // namespace exomet
