// Copies of a cargo that EVs in flight carry, in the whole domain: what a test of the fluid would find.
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class CargoInFlight final : public Measure {
 public:
  static Section<CargoInFlight> schema() {
    Section<CargoInFlight> section("Copies of a cargo in EVs in flight.");
    section.reference("cargo_in_flight", &CargoInFlight::cargo_, "cargo", true, "The cargo.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double) const override {
    constexpr double seconds_per_voxel = 1e-9;
    return {0, seconds_per_voxel * static_cast<double>(model.geometry.size())};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double copies = 0;
    for (const DonorField& donor_field : view.world.donor_fields) {
      if (donor_field.load.empty() || donor_field.load[cargo_] == 0) continue;
      double vesicles = 0;
      for (double count : donor_field.counts) vesicles += count;
      copies += donor_field.load[cargo_] * vesicles;
    }
    return copies;
  }

 private:
  int cargo_ = -1;
};

const Registry<Measure>::Entry<CargoInFlight> entry{"cargo_in_flight"};

}  // namespace
}  // namespace exomet
