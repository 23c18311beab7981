// Spheroids: balls of closely packed cells at random places of a region (discs in a 2-D model).
#include <algorithm>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/mathematics.hpp"
#include "sim/run/free_space.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Spheroid final : public Placement {
 public:
  static Section<Spheroid> schema() {
    Section<Spheroid> section(
        "Balls of closely packed cells, inside the domain and not within other cells; the run fails if there "
        "is no room.");
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

  std::string fault(const Model& model) const override {
    if (std::string what = region_.fault(model.geometry); !what.empty()) return what;
    if (count_ > 0 && region_.is_point(model.geometry) &&
        !is_inside(model.geometry, region_.low(), packed(model)))
      return "a ball of " + std::to_string(size_) + " cells of '" + model.cells[type_].name +
             "' reaches beyond the domain there; place it farther inside, or make it smaller";
    return {};
  }

  void place(const Model& model, World& world, Happenings& happened, std::uint64_t key) const override {
    const std::vector<Vec3> ball = packed(model);
    FreeSpace room(model, world.cells);
    for (long n = 0; n < count_; ++n) {
      Random random(world.seed, static_cast<std::uint64_t>(n), key, purpose("spheroid"));
      Vec3 centre;
      if (!find_centre(model, world, room, ball, random, centre)) throw no_room(model, n);
      place_ball(model, world, happened, room, ball, centre);
    }
  }

 private:
  // As near as this times their distance in contact, balls touch each other or what was placed before.
  static constexpr double closest = 0.5;

  bool is_free(const Model& model, const World& world, const FreeSpace& room, const Vec3& place) const {
    return room.is_free(world.cells, model.geometry.inside(place), model.cells[type_].diameter, closest);
  }

  // Where all its cells are in the domain and, if there is such a place, none lies in another cell.
  bool find_centre(const Model& model, const World& world, const FreeSpace& room,
                   const std::vector<Vec3>& ball, Random& random, Vec3& centre) const {
    constexpr int tries = 1000;
    const Geometry& grid = model.geometry;
    bool found = false;
    for (int attempt = 0; attempt < tries; ++attempt) {
      const Vec3 drawn = draw(grid, random);
      if (region_.is_point(grid)) return centre = drawn, true;
      if (!is_inside(grid, drawn, ball)) continue;
      centre = drawn, found = true;
      if (std::all_of(ball.begin(), ball.end(),
                      [&](const Vec3& offset) { return is_free(model, world, room, centre + offset); }))
        return true;
    }
    return found;
  }

  Vec3 draw(const Geometry& grid, Random& random) const {
    const Vec3 low = region_.low(), high = region_.high(grid);
    Vec3 centre;
    for (int axis = 0; axis < 3; ++axis)
      centre[axis] = low[axis] + random.uniform() * (high[axis] - low[axis]);
    return centre;
  }

  void place_ball(const Model& model, World& world, Happenings& happened, FreeSpace& room,
                  const std::vector<Vec3>& ball, const Vec3& centre) const {
    const auto first = static_cast<CellIndex>(world.cells.size());
    for (const Vec3& offset : ball) {
      const bool overlaps =
          !region_.is_point(model.geometry) && !is_free(model, world, room, centre + offset);
      const CellIndex cell =
          place_cell(model, world, happened, static_cast<CellTypeId>(type_), centre + offset);
      if (overlaps) record_overlap(world, happened, cell);
    }
    for (CellIndex cell = first; cell < world.cells.size(); ++cell) room.add(world.cells, cell);
  }

  // Whether no cell's middle is beyond an end that isn't joined.
  static bool is_inside(const Geometry& grid, const Vec3& centre, const std::vector<Vec3>& ball) {
    return std::all_of(ball.begin(), ball.end(), [&](const Vec3& offset) {
      for (int axis = 0; axis < 3; ++axis) {
        const double at = centre[axis] + offset[axis];
        if (grid.has_ends(axis) && (at < 0 || at > grid.extent()[axis])) return false;
      }
      return true;
    });
  }

  RunError no_room(const Model& model, long placed) const {
    return RunError("only " + std::to_string(placed) + " of " + std::to_string(count_) + " spheroids of '" +
                    model.cells[type_].name +
                    "' found room in the domain with their centres in their region; ask for fewer or "
                    "smaller ones, or "
                    "for a larger region");
  }

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
