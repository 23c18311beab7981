// Tissue that fills a region.
#include "sim/grid/tissue.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Layer final : public Placement {
 public:
  static Section<Layer> schema() {
    Section<Layer> section("Tissue that fills a region.");
    section.reference("of", &Layer::tissue_, "tissue", true, "The tissue.")
        .quantity("share", &Layer::share_, Dimension::number, {false, share}, "Of the volume that it takes.");
    add_region(section, &Layer::region_, "Where.");
    return section;
  }

  std::string fault(const Model& model) const override { return region_.fault_of_volume(model.geometry); }

  void place(const Model& model, World& world, Happenings&, std::uint64_t) const override {
    Tissue& tissue = world.tissues[tissue_];
    tissue.placed +=
        fill_layer(model.geometry, tissue.density, region_.low(), region_.high(model.geometry), share_);
  }

 private:
  int tissue_ = -1;
  double share_ = 1;
  Region region_;
};

const Registry<Placement>::Entry<Layer> entry{"layer"};

}  // namespace
}  // namespace exomet
