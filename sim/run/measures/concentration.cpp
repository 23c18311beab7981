// Density of a species in a compartment, whoever released it.
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Concentration final : public Measure {
 public:
  static Section<Concentration> schema() {
    Section<Concentration> section("EVs or molecules per volume of a compartment.");
    section.reference("concentration", &Concentration::species_, "EV or substance", true, "Of what.")
        .reference("of", &Concentration::compartment_, "compartment", true, "Where.");
    return section;
  }
  Dimension dimension() const override { return Dimension::per_volume; }
  std::string_view unit() const override { return "/mL"; }
  std::string fault(const Model& model) const override {
    return fault_of_content(model, species_, compartment_);
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    return amount_in(view.world, species_, compartment_) / view.model.compartments[compartment_].volume;
  }

 private:
  int species_ = -1, compartment_ = -1;
};

const Registry<Measure>::Entry<Concentration> entry{"concentration"};

}  // namespace
}  // namespace exomet
