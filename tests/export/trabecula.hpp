// A picture of what the model of bone may write, made up: a trabecula across a cube of marrow, osteoclasts
// and osteoblasts on it, and tumour cells beside it.
#pragma once

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/export/synthetic.hpp"

namespace exomet::test {

// 400 x 400 x 400 um in voxels of 20 um. radius: of the trabecula, um; 0 is marrow without bone.
inline Snapshot trabecula(double radius) {
  Snapshot s;
  s.geometry = grid(20, 20, 20, {20, 20, 20});
  CellColumn type{
      "type", "", true, {}, {"osteoclast", "educated_osteoclast", "osteoblast", "macrophage", "tumour"}};
  CellColumn diameter{"diameter", "um", false, {}, {}};
  const double diameters[] = {40, 44, 20, 18, 16};  // um
  for (int i = 0; i < 60; ++i) {
    const int kind = i % 5;
    const double angle = 2.4 * i, away = kind == 4 ? 170 : 100;
    s.positions.push_back({20 + 6.0 * i, 200 + away * std::cos(angle), 200 + away * std::sin(angle)});
    type.values.push_back(kind);
    diameter.values.push_back(diameters[kind]);
  }
  s.cells = {type, diameter};
  VoxelColumn ev{"tumour_ev", "EVs/voxel", {}}, mineral{"mineral", "share", {}};
  for (int z = 0; z < 20; ++z)
    for (int y = 0; y < 20; ++y)
      for (int x = 0; x < 20; ++x) {
        const Vec3 p = s.geometry.centre(x, y, z);
        const double inside = (radius - std::hypot(p.y - 200, p.z - 200)) / 20 + 0.5;
        mineral.values.push_back(std::clamp(inside, 0.0, 1.0));
        ev.values.push_back(30);
      }
  s.voxels = {ev, mineral};
  return s;
}

}  // namespace exomet::test
