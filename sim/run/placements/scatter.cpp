// Single cells at random places of a region, outside of tissues and not overlapping those placed before where
// there is room.
#include <cmath>
#include <numbers>

#include "sim/base/error.hpp"
#include "sim/grid/surface/distance.hpp"
#include "sim/grid/tissue.hpp"
#include "sim/run/free_space.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Scatter final : public Placement {
 public:
  static Section<Scatter> schema() {
    Section<Scatter> section(
        "Single cells at random places outside of tissues, not overlapping where there is room; "
        "those that "
        "overlap all the same are in events.csv and a note. In a region that is a point they lie just "
        "there.");
    section.reference("of", &Scatter::type_, "cell type", true, "The cells.")
        .custom({"count", "whole number", "How many.", "", false, {}},
                [](const Node& node, Scatter& scatter, Reader& reader) {
                  scatter.count_ = reader.integer(node, 0, 100'000'000);
                })
        .quantity("density", &Scatter::density_, Dimension::per_volume, {false, not_negative},
                  "Instead of `count`: how many per volume of the region outside of tissues.")
        .check([](const Scatter&, const Node& node, Reader& reader) {
          if (node.kind == Node::Kind::map && !node.find("count") == !node.find("density"))
            reader.problem(node, "give either 'count' or 'density'");
        });
    add_region(section, &Scatter::region_, "Where.");
    return section;
  }

  Placed placed(const Model& model) const override {
    const Geometry& grid = model.geometry;
    const double all = volume(grid), reach = near_diameters * model.cells[type_].diameter;
    double around = 4 / 3.0 * std::numbers::pi * reach * reach * reach;
    for (int axis = 0; axis < 3; ++axis)
      if (grid.flat(axis)) around = std::numbers::pi * reach * reach * grid.spacing[axis];
    const double cells = static_cast<double>(count_) + density_ * all;
    return {type_, cells, all > 0 ? cells * std::min(1.0, around / all) : 0};
  }

  std::string fault(const Model& model) const override { return region_.fault(model.geometry); }

  void place(const Model& model, World& world, Happenings& happened, std::uint64_t key) const override {
    FreeSpace room(model, world.cells);
    const long count = count_ + (density_ > 0 ? std::lround(density_ * free_volume(model, world)) : 0);
    double closeness = 1;
    for (long n = 0; n < count; ++n) {
      Random random(world.seed, static_cast<std::uint64_t>(n), key, purpose("scatter"));
      Vec3 position = draw(model, random);
      const bool is_given = region_.is_point(model.geometry);  // the place, whoever is there
      if (!is_given && !find_place(model, world, room, random, closeness, position))
        throw no_room(model, n, count);
      const bool overlaps =
          !is_given && closeness < 1 && !room.is_free(world.cells, position, diameter(model));
      const CellIndex cell = place_cell(model, world, happened, static_cast<CellTypeId>(type_), position);
      if (overlaps) record_overlap(world, happened, cell);
      room.add(world.cells, cell);
    }
  }

 private:
  double diameter(const Model& model) const { return model.cells[type_].diameter; }

  // A place that is outside of tissues and free. Where none is found, cells may come closer, little by
  // little, and in the end lie anywhere.
  bool find_place(const Model& model, const World& world, const FreeSpace& room, Random& random,
                  double& closeness, Vec3& position) const {
    constexpr int most_in_tissue = 10'000, patience = 300;
    constexpr double closest = 0.5, closer = 0.95;
    for (int in_tissue = 0, crowded = 0; in_tissue < most_in_tissue; position = draw(model, random)) {
      if (!is_outside(model, world, position)) {
        ++in_tissue;
      } else if (room.is_free(world.cells, position, diameter(model), closeness)) {
        return true;
      } else if (++crowded == patience) {
        closeness = closeness > closest ? closer * closeness : 0;
        crowded = 0;
      }
    }
    return false;
  }

  RunError no_room(const Model& model, long placed, long count) const {
    return RunError("only " + std::to_string(placed) + " of " + std::to_string(count) + " cells of '" +
                    model.cells[type_].name +
                    "' found room outside of tissues in their region; scatter fewer or smaller ones, "
                    "or in a larger "
                    "region, or, to have them inside a tissue, before that in 'start'");
  }

  Vec3 draw(const Model& model, Random& random) const {
    const Vec3 low = region_.low(), high = region_.high(model.geometry);
    Vec3 position;
    for (int axis = 0; axis < 3; ++axis)
      position[axis] = low[axis] + random.uniform() * (high[axis] - low[axis]);
    return model.geometry.inside(position);
  }

  // Of the region, um^3.
  double volume(const Geometry& grid) const {
    const Vec3 low = region_.low(), high = region_.high(grid);
    return std::max(0.0, high.x - low.x) * std::max(0.0, high.y - low.y) * std::max(0.0, high.z - low.z);
  }

  // What tissues leave of it.
  double free_volume(const Model& model, const World& world) const {
    const Geometry& grid = model.geometry;
    if (world.tissues.empty()) return volume(grid);
    const BoxShares shares = region_.shares(grid);
    double voxels = 0, filled = 0;
    for (const Tissue& tissue : world.tissues) {
      const BoxSum sum = sum_in_box(grid, tissue.density, shares);
      filled += sum.values, voxels = sum.voxels;
    }
    return volume(grid) * (voxels > 0 ? std::max(0.0, 1 - filled / voxels) : 1);
  }

  // Whether the cell's middle and the ends of its axes are out of all tissues.
  bool is_outside(const Model& model, const World& world, const Vec3& position) const {
    const double radius = 0.5 * model.cells[type_].diameter;
    for (int axis = 0; axis < 3; ++axis)
      for (double step : {-radius, 0.0, radius}) {
        Vec3 at = position;
        at[axis] += step;
        at = model.geometry.inside(at);
        for (const Tissue& tissue : world.tissues)
          if (is_solid(share_at(model.geometry, tissue.density, at))) return false;
      }
    return true;
  }

  int type_ = -1;
  long count_ = 0;
  double density_ = 0;  // 1/um^3
  Region region_;
};

const Registry<Placement>::Entry<Scatter> entry{"scatter"};

}  // namespace
}  // namespace exomet
