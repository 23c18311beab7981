// Spheroids: balls of closely packed cells at random places of a region (discs in a 2-D model).
#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Spheroid final : public Placement {
 public:
  static Section<Spheroid> schema() {
    Section<Spheroid> section("Balls of closely packed cells.");
    section.reference("of", &Spheroid::type_, "cell type", true, "The cells.")
        .custom({"cells", "whole number", "Cells of one spheroid.", "", true, {}},
                [](const Node& node, Spheroid& spheroid, Reader& reader) {
                  spheroid.size_ = reader.integer(node, 1, 1'000'000);
                })
        .integer("count", &Spheroid::count_, 0, 1'000'000, "How many spheroids.");
    add_region(section, &Spheroid::region_, "Where their centres are.");
    return section;
  }

  Placed placed(const Model&) const override {
    constexpr double packed = 18;  // within reach in the middle of a close packing
    const auto size = static_cast<double>(size_);
    return {type_, size * static_cast<double>(count_), std::min(packed, size - 1)};
  }

  std::string fault(const Model& model) const override { return region_.fault(model.geometry); }

  void place(const Model& model, World& world, std::uint64_t key) const override {
    const std::vector<Vec3> ball = packed(model);
    const Vec3 low = region_.low(), high = region_.high(model.geometry);
    for (long n = 0; n < count_; ++n) {
      Random random(world.seed, static_cast<std::uint64_t>(n), key, purpose("spheroid"));
      Vec3 centre;
      for (int axis = 0; axis < 3; ++axis)
        centre[axis] = low[axis] + random.uniform() * (high[axis] - low[axis]);
      for (const Vec3& offset : ball)
        place_cell(model, world, static_cast<CellTypeId>(type_), centre + offset);
    }
  }

 private:
  // The `size_` points of a hexagonal close packing (lattice in 2-D) that are nearest to its middle, um.
  std::vector<Vec3> packed(const Model& model) const {
    const Geometry& grid = model.geometry;
    const double spacing = 0.95 * model.cells[type_].diameter;
    const bool plane = grid.dimensions() == 2;
    const auto size = static_cast<double>(size_);
    const int reach = static_cast<int>(plane ? std::sqrt(size) : maths::cbrt(size)) + 3;
    std::vector<Vec3> points;
    for (int k = plane ? 0 : -reach; k <= (plane ? 0 : reach); ++k)
      for (int j = -reach; j <= reach; ++j)
        for (int i = -reach; i <= reach; ++i) {
          const Vec3 p{spacing * (i + 0.5 * ((j + k) & 1)),
                       spacing * std::sqrt(3.0) * (0.5 * j + (k & 1) / 6.0),
                       spacing * std::sqrt(2.0 / 3.0) * k};
          points.push_back(plane ? in_plane(grid, p) : p);
        }
    std::stable_sort(points.begin(), points.end(),
                     [](const Vec3& a, const Vec3& b) { return dot(a, a) < dot(b, b); });
    points.resize(std::min<std::size_t>(points.size(), size_));
    return points;
  }

  // The x-y lattice turned into the plane of a 2-D model.
  static Vec3 in_plane(const Geometry& grid, const Vec3& p) {
    int flat = 0;
    while (!grid.flat(flat)) ++flat;
    Vec3 turned;
    turned[(flat + 1) % 3] = p.x;
    turned[(flat + 2) % 3] = p.y;
    return turned;
  }

  int type_ = -1;
  long size_ = 1, count_ = 1;
  Region region_;
};

const Registry<Placement>::Entry<Spheroid> entry{"spheroid"};

}  // namespace
}  // namespace exomet
