// Pits that cells have made in a tissue.
#include "models/measures/pit_search.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Pits final : public Measure {
 public:
  static Section<Pits> schema() {
    Section<Pits> section(
        "Number of pits in a tissue: connected regions that were solid at the start and aren't now.");
    section.reference("pits", &Pits::tissue_, "tissue", true, "The tissue.")
        .quantity("larger_than", &Pits::larger_than_, Dimension::volume, {false, not_negative},
                  "Only pits that have lost more than this.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double) const override {
    constexpr double bytes_per_voxel = 13, seconds_per_voxel = 10e-9;
    const auto voxels = static_cast<double>(model.geometry.size());
    return {bytes_per_voxel * voxels, seconds_per_voxel * voxels};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double pits = 0;
    for (double volume : pit_volumes(view.model.geometry, view.world.tissues[tissue_]))
      pits += volume > larger_than_;
    return pits;
  }

 private:
  int tissue_ = -1;
  double larger_than_ = 0;  // um^3
};

const Registry<Measure>::Entry<Pits> entry{"pits"};

}  // namespace
}  // namespace exomet
