// What an assay counts in a sample from a compartment: the part of each species that it counts, drawn by
// Poisson.
#include "sim/base/poisson_distribution.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

struct Counted {
  int index = -1;
  double share = 1;
};

Section<Counted> counted_schema() {
  Section<Counted> section("How much of a species the assay counts.");
  section.shorthand("share").quantity(
      "share", &Counted::share, Dimension::number, {true, share},
      "Of those in the sample; of others than those that it is for, what it mistakes.");
  return section;
}

class Sample final : public Measure {
 public:
  static Section<Sample> schema() {
    Section<Sample> section(
        "What an assay counts in a sample from a compartment, as drops of blood are drawn: a whole number, "
        "Poisson by "
        "what is expected there. Each time of the run has its own draw, and nothing is taken away.");
    section
        .each("sample", &Sample::counted_, "EV or substance", counted_schema(), true,
              "What is counted, e.g. {tumour_ev: 80 %, host_ev: 1e-5}.")
        .reference("of", &Sample::compartment_, "compartment", true, "From where.")
        .quantity("volume", &Sample::volume_, Dimension::volume, {true, positive},
                  "Of the sample, e.g. 50 uL.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  std::string fault(const Model& model) const override {
    const Compartment& of = model.compartments[compartment_];
    if (volume_ > of.volume)
      return "the sample (" + format_quantity(volume_, Dimension::volume) + ") is larger than '" + of.name +
             "' (" + format_quantity(of.volume, Dimension::volume) + ")";
    for (const Counted& one : counted_)
      if (std::string what = fault_of_content(model, one.index, compartment_); !what.empty()) return what;
    return {};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    double expected = 0;
    for (const Counted& one : counted_)
      expected += one.share * amount_in(view.world, one.index, compartment_);
    expected *= volume_ / view.model.compartments[compartment_].volume;
    // Samples that ask for the same from the same place are the same sample.
    Random random(view.world.seed, static_cast<std::uint64_t>(compartment_), view.world.tick,
                  purpose("sample"));
    return draw_poisson(expected, random);
  }

 private:
  std::vector<Counted> counted_;
  int compartment_ = -1;
  double volume_ = 0;  // um^3
};

const Registry<Measure>::Entry<Sample> entry{"sample"};

}  // namespace
}  // namespace exomet
