// How thick a tissue is: Tb.Th where the tissue is bone.
#include "sim/grid/surface/thickness.hpp"

#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Thickness final : public Measure {
 public:
  static Section<Thickness> schema() {
    Section<Thickness> section(
        "Mean thickness of a tissue: at each place, the diameter of the largest sphere inside it that "
        "contains the place "
        "(Hildebrand 1997); Tb.Th of bone. Beyond ends of the domain there is none, as in BoneJ and CTAn: "
        "tissue that touches an end has its surface there; across periodic ends it goes on. Unknown without "
        "tissue. Takes a while on large grids.");
    section.reference("thickness", &Thickness::tissue_, "tissue", true, "The tissue.");
    return section;
  }
  Dimension dimension() const override { return Dimension::length; }
  Cost cost(const Model& model, double) const override {
    constexpr double bytes_per_voxel = 130, seconds_per_voxel = 2e-6;
    const auto voxels = static_cast<double>(model.geometry.size());
    return {bytes_per_voxel * voxels, seconds_per_voxel * voxels};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const VoxelValues& density = view.world.tissues[tissue_].density;
    const Geometry& grid = view.model.geometry;
    if (grid.has_ends(0) || grid.has_ends(1) || grid.has_ends(2)) return mean_thickness_within(grid, density);
    return mean_thickness(grid, density, *to_surface(view, density));
  }

 private:
  int tissue_ = -1;
};

const Registry<Measure>::Entry<Thickness> entry{"thickness"};

}  // namespace
}  // namespace exomet
