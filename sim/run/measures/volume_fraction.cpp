// The share of the volume that a tissue fills: BV/TV where the tissue is bone.
#include "sim/run/measure.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class VolumeFraction final : public Measure {
 public:
  static Section<VolumeFraction> schema() {
    Section<VolumeFraction> section("Share of the volume that a tissue fills, 0 to 1; BV/TV of bone.");
    section.reference("volume_fraction", &VolumeFraction::tissue_, "tissue", true, "The tissue.");
    add_region(section, &VolumeFraction::region_, "Of which volume.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double) const override {
    constexpr double seconds_per_voxel = 4e-9;
    return {0, seconds_per_voxel * static_cast<double>(model.geometry.size())};
  }
  std::string fault(const Model& model) const override { return region_.fault_of_volume(model.geometry); }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Geometry& grid = view.model.geometry;
    const VoxelValues& density = view.world.tissues[tissue_].density;
    const BoxSum sum = sum_in_box(grid, density, region_.shares(grid));
    return sum.values / sum.voxels;
  }

 private:
  int tissue_ = -1;
  Region region_;
};

const Registry<Measure>::Entry<VolumeFraction> entry{"volume_fraction"};

}  // namespace
}  // namespace exomet
