// How much surface a tissue has: BS where the tissue is bone.
#include "sim/grid/surface/surface.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class SurfaceArea final : public Measure {
 public:
  static Section<SurfaceArea> schema() {
    Section<SurfaceArea> section(
        "Area of a tissue's surface, where its share is one half; the domain's ends are none.");
    section.reference("surface_area", &SurfaceArea::tissue_, "tissue", true, "The tissue.");
    return section;
  }
  Dimension dimension() const override { return Dimension::area; }
  Cost cost(const Model& model, double) const override {
    constexpr double bytes_per_voxel = 10, seconds_per_voxel = 20e-9;
    const auto voxels = static_cast<double>(model.geometry.size());
    return {bytes_per_voxel * voxels, seconds_per_voxel * voxels};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    return area(surface_voxels(view.model.geometry, view.world.tissues[tissue_].density));
  }

 private:
  int tissue_ = -1;
};

const Registry<Measure>::Entry<SurfaceArea> entry{"surface_area"};

}  // namespace
}  // namespace exomet
