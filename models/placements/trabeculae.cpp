// Trabecular bone made up, where there is no image of a real one.
#include "models/placements/trabecular_field.hpp"
#include "sim/run/placement.hpp"

namespace exomet {
namespace {

class Trabeculae final : public Placement {
 public:
  static Section<Trabeculae> schema() {
    Section<Trabeculae> section(
        "Trabecular bone made up: connected struts in all directions, another at each seed. A 2-D domain "
        "gets a "
        "section through such bone. The measures 'volume_fraction' and 'thickness' say what came out.");
    section.reference("of", &Trabeculae::tissue_, "tissue", true, "The tissue.")
        .quantity("volume_fraction", &Trabeculae::volume_fraction_, Dimension::number,
                  {true, {0.01, 0.9, false}}, "Of the domain (BV/TV); met to 0.1 %.")
        .quantity(
            "thickness", &Trabeculae::thickness_, Dimension::length, {true, positive},
            "Of the struts (Tb.Th), a mean; met to about 5 %, less well where the domain holds only a few.");
    return section;
  }

  Placed placed(const Model&) const override { return {-1, 0, 0, -1, tissue_}; }
  std::string fault(const Model& model) const override {
    const Geometry& grid = model.geometry;
    constexpr double fewest_voxels = 2, fewest_struts = 2;
    for (int axis = 0; axis < 3; ++axis) {
      if (grid.flat(axis)) continue;
      const std::string along = std::string(" along ") + "xyz"[axis];
      if (thickness_ < fewest_voxels * grid.spacing[axis])
        return "trabeculae of " + length(thickness_) + " can't be shown by voxels of " +
               length(grid.spacing[axis]) + along + "; use voxels of " + length(thickness_ / fewest_voxels) +
               " or less, or thicker trabeculae";
      if (fewest_struts * thickness_ > grid.extent()[axis])
        return "a domain of " + length(grid.extent()[axis]) + along + " has no room for trabeculae of " +
               length(thickness_) + "; make it at least " + length(fewest_struts * thickness_) +
               ", or the trabeculae thinner";
    }
    return {};
  }

  void place(const Model& model, World& world, Happenings&, std::uint64_t key) const override {
    add_tissue(model.geometry, sponge(model.geometry, volume_fraction_, thickness_, world.seed, key).share,
               world.tissues[tissue_]);
  }

 private:
  static std::string length(double um) { return format_quantity(um, Dimension::length); }

  int tissue_ = -1;
  double volume_fraction_ = 0.2, thickness_ = nowhere;  // thickness: um
};

const Registry<Placement>::Entry<Trabeculae> entry{"trabeculae"};

}  // namespace
}  // namespace exomet
