// A picture of what the peritoneum's model may write, made up: a mesothelial sheet on matrix that opens up
// under tumour spheroids that release EVs, with macrophages around.
#pragma once

#include <cmath>
#include <vector>

#include "sim/base/random.hpp"
#include "tests/export/synthetic.hpp"

namespace exomet::test {

class Peritoneum {
 public:
  // progress: 0 intact .. 1 open. 600 x 600 x 160 um, voxels of 10 um; a sheet of 24 x 28 cells at z = 52.5
  // um.
  Peritoneum(double minutes, double progress) : progress_(progress) {
    s_.time = minutes;
    s_.geometry = grid(60, 60, 16, {10, 10, 10});
    s_.cells = {{"id", "", true, {}, {}},
                {"type", "", true, {}, {"mesothelial", "tumour", "macrophage"}},
                {"life", "", true, {}, {"alive", "dying"}},
                {"diameter", "um", false, {}, {}}};
    sheet();
    for (const Spheroid& spheroid : spheroids) tumour(spheroid);
    for (int i = 0; i < 14; ++i) {
      Random random(3, std::uint64_t(i), 0, purpose("macrophage"));
      add({600 * random.uniform(), 600 * random.uniform(), 74 + 60 * random.uniform()}, 2, 21, false);
    }
    fields();
  }
  const Snapshot& snapshot() const { return s_; }

 private:
  struct Spheroid {
    Vec3 centre;    // um
    double radius;  // um
  };
  static constexpr Spheroid spheroids[] = {
      {{190, 210, 102}, 42}, {{430, 340, 94}, 34}, {{260, 470, 110}, 26}};

  void add(const Vec3& position, int type, double diameter, bool dying) {
    s_.positions.push_back(position);
    const double values[] = {double(s_.positions.size()), double(type), dying ? 1.0 : 0.0, diameter};
    for (std::size_t c = 0; c < 4; ++c) s_.cells[c].values.push_back(values[c]);
  }

  double hole_radius(const Spheroid& from) const { return progress_ * 1.5 * from.radius; }

  void sheet() {
    for (int row = 0; row < 28; ++row)
      for (int column = 0; column < 24; ++column) {
        const Vec3 p{25.0 * (column + 0.25 + 0.5 * (row % 2)), 600.0 / 28 * (row + 0.5), 52.5};
        bool dead = false, dying = false;
        for (const Spheroid& from : spheroids) {
          const double away = std::hypot(p.x - from.centre.x, p.y - from.centre.y);
          dead = dead || away < hole_radius(from);
          dying = dying || (progress_ > 0 && away < hole_radius(from) + 22);
        }
        if (!dead) add(p, 0, 25, dying);
      }
  }

  void tumour(const Spheroid& of) {
    const int reach = int(of.radius / 14) + 1;
    const double sink = 30 * progress_;
    for (int k = -reach; k <= reach; ++k)
      for (int j = -reach; j <= reach; ++j)
        for (int i = -reach; i <= reach; ++i) {
          const Vec3 d{14.5 * (i + 0.5 * ((j + k) & 1)), 12.5 * j, 12.5 * k};
          if (norm(d) < of.radius) add(of.centre + d - Vec3{0, 0, sink}, 1, 16, false);
        }
  }

  void fields() {
    VoxelColumn ev{"tumour_ev", "EVs/voxel", {}}, matrix{"matrix", "share", {}};
    for (int z = 0; z < 16; ++z)
      for (int y = 0; y < 60; ++y)
        for (int x = 0; x < 60; ++x) {
          const Vec3 p = s_.geometry.centre(x, y, z);
          double density = 0, share = p.z < 40 ? 1 : 0;
          for (const Spheroid& from : spheroids) {
            const double away = norm(p - from.centre);
            density += 500 * (0.2 + progress_) * from.radius * std::exp(-away / 60) / (away + from.radius);
            if (norm(p - Vec3{from.centre.x, from.centre.y, 48}) < 0.8 * hole_radius(from)) share = 0;
          }
          ev.values.push_back(density);
          matrix.values.push_back(share);
        }
    s_.voxels = {matrix, ev};
  }

  double progress_;
  Snapshot s_;
};

}  // namespace exomet::test
