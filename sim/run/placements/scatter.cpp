// Single cells at random places of a region, not overlapping those placed before where there is room.
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

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
    add_region(section, &Scatter::region_, "Where.");
    return section;
  }

  double cells(const Model&) const override { return static_cast<double>(count_); }

  std::string fault(const Model& model) const override { return region_.fault(model.geometry); }

  void place(const Model& model, World& world, std::uint64_t key) const override {
    constexpr int tries = 30;
    Neighbours near(model.geometry);
    const double largest = model.largest_diameter();
    near.build(world.cells, largest);
    const std::size_t before = world.cells.size();
    for (long n = 0; n < count_; ++n) {
      Random random(world.seed, static_cast<std::uint64_t>(n), key, purpose("scatter"));
      Vec3 position;
      for (int attempt = 0; attempt < tries; ++attempt) {
        position = draw(model, random);
        if (!is_taken(model, world, near, position, before)) break;
      }
      place_cell(model, world, static_cast<CellTypeId>(type_), position);
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

  // Overlap with what was there before this placement, found by bins, or with what it has placed itself.
  bool is_taken(const Model& model, const World& world, const Neighbours& near, const Vec3& position,
                std::size_t before) const {
    const Population& cells = world.cells;
    const double own = model.cells[type_].diameter;
    const auto overlaps = [&](CellIndex other) {
      return norm(model.geometry.difference(cells.position(other), position)) <
             0.5 * (cells.diameter[other] + own);
    };
    bool taken = false;
    if (before > 0)
      near.for_each_near(cells, position, model.largest_diameter(),
                         [&](CellIndex other) { taken |= overlaps(other); });
    constexpr std::size_t looked_at = 2000;  // more would cost the square of the number of cells
    for (std::size_t i = std::max(before, cells.size() > looked_at ? cells.size() - looked_at : 0);
         i < cells.size() && !taken; ++i)
      taken = overlaps(static_cast<CellIndex>(i));
    return taken;
  }

  int type_ = -1;
  long count_ = 0;
  Region region_;
};

const Registry<Placement>::Entry<Scatter> entry{"scatter"};

}  // namespace
}  // namespace exomet
