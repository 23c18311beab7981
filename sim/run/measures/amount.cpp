// EVs or molecules of a species in flight, in the whole domain.
#include "sim/base/parallel.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Amount final : public Measure {
 public:
  static Section<Amount> schema() {
    Section<Amount> section("EVs (or molecules) in flight.");
    section.reference("amount", &Amount::species_, "EV or substance", true, "Of what.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double) const override {
    constexpr double seconds_per_voxel = 1e-9;
    return {0, seconds_per_voxel * static_cast<double>(model.geometry.size())};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double amount = 0;
    for (const DonorField& donor_field : view.world.donor_fields)
      if (donor_field.species == species_)
        amount += parallel_sum(donor_field.counts.size(), 4096,
                               [&](std::size_t v) { return donor_field.counts[v]; });
    return amount;
  }

 private:
  int species_ = -1;
};

const Registry<Measure>::Entry<Amount> entry{"amount"};

}  // namespace
}  // namespace exomet
