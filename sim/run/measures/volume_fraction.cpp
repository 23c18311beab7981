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
    add_region(section, &VolumeFraction::region_,
               "Of which volume: the voxels with their middles in this box.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double) const override {
    constexpr double seconds_per_voxel = 4e-9;
    return {0, seconds_per_voxel * static_cast<double>(model.geometry.size())};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Geometry& grid = view.model.geometry;
    const VoxelValues& density = view.world.tissues[tissue_].density;
    double filled = 0, all = 0;
    for (int z = 0; z < grid.voxels[2]; ++z)
      for (int y = 0; y < grid.voxels[1]; ++y)
        for (int x = 0; x < grid.voxels[0]; ++x)
          if (region_.contains(grid.centre(x, y, z))) filled += density[grid.index(x, y, z)], all += 1;
    return all > 0 ? filled / all : nowhere;
  }

 private:
  int tissue_ = -1;
  Region region_;
};

const Registry<Measure>::Entry<VolumeFraction> entry{"volume_fraction"};

}  // namespace
}  // namespace exomet
