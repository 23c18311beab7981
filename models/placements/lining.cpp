// Cells that lie on the surface of a tissue: the lining cells of bone, osteoblasts, osteoclasts to begin
// with.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/error.hpp"
#include "sim/grid/surface/distance.hpp"
#include "sim/grid/surface/surface.hpp"
#include "sim/grid/tissue.hpp"
#include "sim/run/free_space.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

// The surface of a tissue in a region, from which places are drawn by area.
class LinedSurface {
 public:
  LinedSurface(const Geometry& grid, const VoxelValues& density, const Region& region)
      : grid_(grid), density_(density), region_(region), to_surface_(to_surface(grid, density)) {
    for (const SurfaceVoxel& voxel : surface_voxels(grid, density))
      if (const double inside = share_in_region(voxel); inside > 0) {
        voxels_.push_back(voxel);
        up_to_.push_back(area() + inside * voxel.area);
      }
  }

  double area() const { return up_to_.empty() ? 0 : up_to_.back(); }

  // A centre for a cell that touches the surface, um; false if there is none at the place drawn.
  bool draw(Random& random, double radius, Vec3& centre) const {
    const auto drawn = std::upper_bound(up_to_.begin(), up_to_.end(), random.uniform() * area());
    const SurfaceVoxel& voxel = voxels_[std::min<std::size_t>(drawn - up_to_.begin(), voxels_.size() - 1)];
    Vec3 foot = point_in_region(voxel, random);
    if (!move_onto_surface(foot, voxel.normal)) return false;
    centre = foot + radius * voxel.normal;
    for (int axis = 0; axis < 3; ++axis)
      if (!grid_.periodic(axis) && (centre[axis] < 0 || centre[axis] > grid_.extent()[axis])) return false;
    centre = grid_.inside(centre);
    return is_clear(centre, radius);
  }

 private:
  bool is_in_region(const Vec3& at) const { return region_.is_whole() || region_.contains(grid_.inside(at)); }

  // Of a voxel's part of the surface.
  double share_in_region(const SurfaceVoxel& voxel) const {
    constexpr int places = 16;  // along each side
    if (region_.is_whole()) return 1;
    int hits = 0;
    for (int j = 0; j < places; ++j)
      for (int i = 0; i < places; ++i)
        hits += is_in_region(point_on(grid_, voxel, (i + 0.5) / places - 0.5, (j + 0.5) / places - 0.5));
    return static_cast<double>(hits) / (places * places);
  }

  // Of a voxel that has a share in the region, which is found soon.
  Vec3 point_in_region(const SurfaceVoxel& voxel, Random& random) const {
    constexpr int most = 10'000;
    Vec3 point;
    for (int draw = 0; draw < most; ++draw) {
      const double u = random.uniform() - 0.5, v = random.uniform() - 0.5;
      point = point_on(grid_, voxel, u, v);
      if (is_in_region(point)) break;
    }
    return point;
  }

  double share(const Vec3& at) const { return share_at(grid_, density_, grid_.inside(at)); }

  // Along the normal, to where the share is one half.
  bool move_onto_surface(Vec3& foot, const Vec3& normal) const {
    const double reach =
        1.5 * std::max({grid_.flat(0) ? 0.0 : grid_.spacing.x, grid_.flat(1) ? 0.0 : grid_.spacing.y,
                        grid_.flat(2) ? 0.0 : grid_.spacing.z});
    double in = -reach, out = reach;
    if (!is_solid(share(foot + in * normal)) || is_solid(share(foot + out * normal))) return false;
    for (int n = 0; n < 20; ++n) {
      const double middle = 0.5 * (in + out);
      (is_solid(share(foot + middle * normal)) ? in : out) = middle;
    }
    foot += 0.5 * (in + out) * normal;
    return true;
  }

  // Whether no other part of the surface, as in a narrow pore, is much nearer than the cell's radius.
  bool is_clear(const Vec3& centre, double radius) const {
    constexpr double least = 0.8;
    if (is_solid(share(centre))) return false;
    const std::size_t voxel = grid_.voxel_at(centre), row = voxel / grid_.voxels[0];
    const Vec3 middle =
        grid_.centre(static_cast<int>(voxel % grid_.voxels[0]), static_cast<int>(row % grid_.voxels[1]),
                     static_cast<int>(row / grid_.voxels[1]));
    Vec3 away = middle + to_surface_[voxel] - centre;
    for (int axis = 0; axis < 3; ++axis)
      if (grid_.flat(axis)) away[axis] = 0;
    return norm(away) >= least * radius;
  }

  const Geometry& grid_;
  const VoxelValues& density_;
  const Region& region_;
  std::vector<Vec3> to_surface_;
  std::vector<SurfaceVoxel> voxels_;
  std::vector<double> up_to_;  // um^2, of the voxels up to and with this one
};

class Lining final : public Placement {
 public:
  static Section<Lining> schema() {
    Section<Lining> section(
        "Cells on the surface of a tissue, at random and not overlapping where there is room. The "
        "tissue has "
        "to be "
        "placed before. Give 'cover' or 'count'.");
    section.reference("of", &Lining::type_, "cell type", true, "The cells.")
        .reference("along", &Lining::tissue_, "tissue", true, "The tissue that they line.")
        .quantity("cover", &Lining::cover_, Dimension::number, {false, share},
                  "The share of the surface that their cross-sections take; above about half they overlap a "
                  "little.")
        .custom({"count", "whole number", "How many.", "", false, {}},
                [](const Node& node, Lining& lining, Reader& reader) {
                  lining.count_ = reader.integer(node, 0, 100'000'000);
                })
        .check([](const Lining& lining, const Node& node, Reader& reader) {
          if (std::isnan(lining.cover_) == (lining.count_ < 0))
            reader.problem(node, "needs either 'cover' or 'count', and not both");
        });
    add_region(section, &Lining::region_, "Where the surface is lined.");
    return section;
  }

  // There is no surface yet: as many as bone with a lot of it (10 mm^2/mm^3) would have.
  Placed placed(const Model& model) const override {
    constexpr double surface_per_volume = 0.01;  // 1/um
    constexpr double full = 4 * near_diameters * near_diameters;
    const Vec3 extent = model.geometry.extent();
    const double room = extent.x * extent.y * extent.z * surface_per_volume / cross_section(model);
    const double cells = count_ >= 0 ? static_cast<double>(count_) : cover_ * room;
    return {type_, cells, full * std::min(1.0, cells / room)};
  }

  std::string fault(const Model& model) const override { return region_.fault_of_volume(model.geometry); }

  void place(const Model& model, World& world, Happenings& happened, std::uint64_t key) const override {
    const LinedSurface surface(model.geometry, world.tissues[tissue_].density, region_);
    const long wanted = count_ >= 0 ? count_ : std::lround(cover_ * surface.area() / cross_section(model));
    if (surface.area() <= 0 && (count_ > 0 || cover_ > 0))
      throw RunError("no surface of '" + model.tissues[tissue_].name + "' to be lined by '" +
                     model.cells[type_].name + "'; in 'start', put what places the tissue before the lining");
    const long placed = place(surface, wanted, model, world, happened, key);
    if (placed < wanted)
      throw RunError("only " + std::to_string(placed) + " of " + std::to_string(wanted) + " cells of '" +
                     model.cells[type_].name + "' found room on the surface of '" +
                     model.tissues[tissue_].name + "'; ask for fewer or smaller ones");
  }

 private:
  // um^2; in a 2-D domain, of the surface's length times the flat axis' thickness.
  double cross_section(const Model& model) const {
    const double diameter = model.cells[type_].diameter;
    for (int axis = 0; axis < 3; ++axis)
      if (model.geometry.flat(axis)) return diameter * model.geometry.spacing[axis];
    return 0.25 * std::numbers::pi * diameter * diameter;
  }

  // Where no free place is found, cells may come closer, little by little, as in a confluent lining they
  // must.
  long place(const LinedSurface& surface, long wanted, const Model& model, World& world, Happenings& happened,
             std::uint64_t key) const {
    constexpr int patience = 300;
    constexpr double closest = 0.5, closer = 0.95;
    const double diameter = model.cells[type_].diameter;
    FreeSpace room(model, world.cells);
    double closeness = 1;
    long placed = 0;
    for (std::uint64_t draw = 0, failed = 0; placed < wanted && closeness >= closest; ++draw) {
      Random random(world.seed, draw, key, purpose("lining"));
      Vec3 centre;
      if (surface.draw(random, 0.5 * diameter, centre) &&
          room.is_free(world.cells, centre, diameter, closeness)) {
        room.add(world.cells, place_cell(model, world, happened, static_cast<CellTypeId>(type_), centre));
        ++placed, failed = 0;
      } else if (++failed == patience) {
        closeness *= closer, failed = 0;
      }
    }
    return placed;
  }

  int type_ = -1, tissue_ = -1;
  double cover_ = nowhere;
  long count_ = -1;
  Region region_;
};

const Registry<Placement>::Entry<Lining> entry{"lining"};

}  // namespace
}  // namespace exomet
