// What a recorder sees of a World: plain columns, copied, so that writing may go on while the run does.
#pragma once

#include <string>
#include <vector>

#include "sim/base/vec3.hpp"
#include "sim/grid/geometry.hpp"
#include "sim/run/plan.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// One value per cell. Whole numbers (ids, types) are exact up to 2^53.
struct CellColumn {
  std::string name;  // "type", "MMP1", "age"
  std::string unit;  // "" if dimensionless
  bool whole = false;
  std::vector<double> values;
  std::vector<std::string> categories;  // names of the values 0, 1, ... of a whole column, if they have names
};

// One value per voxel.
struct VoxelColumn {
  std::string name;  // "tumour_ev", "matrix"
  std::string unit;
  std::vector<double> values;
};

struct Snapshot {
  double time = 0;  // min
  Geometry geometry;
  std::vector<Vec3> positions;  // um, one per cell
  std::vector<CellColumn> cells;
  std::vector<VoxelColumn> voxels;
};

// The present state as columns: what ParaView shows.
Snapshot take_snapshot(const View&, const Output&);

}  // namespace exomet
