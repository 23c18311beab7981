// Single cells at random places of a region, not overlapping those placed before where there is room.
#include "sim/grid/distance.hpp"
#include "sim/grid/tissue.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"
#include "sim/run/room.hpp"

namespace exomet {
namespace {

class Scatter final : public Placement {
 public:
  static Section<Scatter> schema() {
    Section<Scatter> section("Single cells at random places.");
    section.reference("of", &Scatter::type_, "cell type", true, "The cells.")
        .custom({"count", "whole number", "How many.", "", true, {}},
                [](const Node& node, Scatter& scatter, Reader& reader) {
                  scatter.count_ = reader.integer(node, 0, 100'000'000);
                });
    section.reference("outside", &Scatter::outside_, "tissue", false,
                      "A tissue in which they aren't placed if there is room beside it.");
    add_region(section, &Scatter::region_, "Where.");
    return section;
  }

  double cells(const Model&) const override { return static_cast<double>(count_); }

  std::string fault(const Model& model) const override { return region_.fault(model.geometry); }

  void place(const Model& model, World& world, std::uint64_t key) const override {
    constexpr int tries = 30;
    Room room(model, world.cells);
    for (long n = 0; n < count_; ++n) {
      Random random(world.seed, static_cast<std::uint64_t>(n), key, purpose("scatter"));
      Vec3 position;
      for (int attempt = 0; attempt < tries; ++attempt) {
        position = draw(model, random);
        if (is_outside(model, world, position) &&
            room.is_free(world.cells, position, model.cells[type_].diameter))
          break;
      }
      room.add(world.cells, place_cell(model, world, static_cast<CellTypeId>(type_), position));
    }
  }

 private:
  Vec3 draw(const Model& model, Random& random) const {
    const Vec3 low = region_.low(), high = region_.high(model.geometry);
    Vec3 position;
    for (int axis = 0; axis < 3; ++axis)
      position[axis] = low[axis] + random.uniform() * (high[axis] - low[axis]);
    return model.geometry.inside(position);
  }

  // Whether the cell's middle and the ends of its axes are out of the tissue.
  bool is_outside(const Model& model, const World& world, const Vec3& position) const {
    if (outside_ < 0) return true;
    const double radius = 0.5 * model.cells[type_].diameter;
    for (int axis = 0; axis < 3; ++axis)
      for (double step : {-radius, 0.0, radius}) {
        Vec3 at = position;
        at[axis] += step;
        at = model.geometry.inside(at);
        if (is_solid(share_at(model.geometry, world.tissues[outside_].density, at))) return false;
      }
    return true;
  }

  int type_ = -1, outside_ = -1;
  long count_ = 0;
  Region region_;
};

const Registry<Placement>::Entry<Scatter> entry{"scatter"};

}  // namespace
}  // namespace exomet
