// Volume of a tissue.
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class TissueVolume final : public Measure {
 public:
  static Section<TissueVolume> schema() {
    Section<TissueVolume> section("Volume of a tissue.");
    section.reference("tissue_volume", &TissueVolume::tissue_, "tissue", true, "The tissue.");
    return section;
  }
  Dimension dimension() const override { return Dimension::volume; }
  Cost cost(const Model& model, double) const override {
    constexpr double seconds_per_voxel = 1e-9;
    return {0, seconds_per_voxel * static_cast<double>(model.geometry.size())};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double share = 0;
    for (double density : view.world.tissues[tissue_].density) share += density;
    return share * view.model.geometry.voxel_volume();
  }

 private:
  int tissue_ = -1;
};

const Registry<Measure>::Entry<TissueVolume> entry{"tissue_volume"};

}  // namespace
}  // namespace exomet
