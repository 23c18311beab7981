// The depth of the deepest pit that cells have made in a tissue.
#include "models/measures/pit_search.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class PitDepth final : public Measure {
 public:
  static Section<PitDepth> schema() {
    Section<PitDepth> section(
        "Depth of the deepest pit: how far a tissue's surface has receded since the start.");
    section.reference("pit_depth", &PitDepth::tissue_, "tissue", true, "The tissue.");
    return section;
  }
  Dimension dimension() const override { return Dimension::length; }
  Cost cost(const Model& model, double) const override {
    constexpr double bytes_per_voxel = 75, seconds_per_voxel = 150e-9;
    const auto voxels = static_cast<double>(model.geometry.size());
    return {bytes_per_voxel * voxels, seconds_per_voxel * voxels};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    return deepest_pit(view, view.world.tissues[tissue_]);
  }

 private:
  int tissue_ = -1;
};

const Registry<Measure>::Entry<PitDepth> entry{"pit_depth"};

}  // namespace
}  // namespace exomet
