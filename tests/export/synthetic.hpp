// Snapshots made up for tests.
#pragma once

#include <cmath>
#include <limits>
#include <string>

#include "sim/run/record/snapshot.hpp"

namespace exomet::test {

inline Geometry grid(int nx, int ny, int nz, Vec3 spacing) {
  Geometry geometry;
  geometry.voxels = {nx, ny, nz};
  geometry.spacing = spacing;
  if (nz == 1) geometry.boundary[2] = {Boundary::flat, Boundary::flat};
  return geometry;
}

// Cells along a diagonal with the columns of a real run, and two fields that tell every voxel from every
// other.
inline Snapshot diagonal(int cells, double minutes, const Geometry& geometry) {
  Snapshot s;
  s.time = minutes;
  s.geometry = geometry;
  CellColumn id{"id", "", true, {}, {}}, type{"type", "", true, {}, {"mesothelial", "tumour", "macrophage"}},
      diameter{"diameter", "um", false, {}, {}}, mmp1{"MMP1", "copies", false, {}, {}};
  const Vec3 extent = geometry.extent();
  for (int i = 0; i < cells; ++i) {
    s.positions.push_back(extent * ((i + 0.5) / cells));
    id.values.push_back(i + 1);
    type.values.push_back(i % 3);
    diameter.values.push_back(12.5 + i);
    mmp1.values.push_back(0.1 * i);
  }
  s.cells = {id, type, diameter, mmp1};
  VoxelColumn ev{"tumour_ev", "1/um^3", {}}, matrix{"matrix", "", {}};
  for (std::size_t v = 0; v < geometry.size(); ++v) {
    ev.values.push_back(1.5 * static_cast<double>(v));
    matrix.values.push_back(1.0 / (1.0 + static_cast<double>(v)));
  }
  s.voxels = {ev, matrix};
  return s;
}

}  // namespace exomet::test
