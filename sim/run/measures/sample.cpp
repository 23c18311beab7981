// What an assay counts in a sample from a compartment: the part of each species that it counts, drawn by
// Poisson.
#include <bit>

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
                  "Of the sample, e.g. 50 uL.")
        .check([](const Sample& sample, const Node& node, Reader& reader) {
          for (const Counted& one : sample.counted_)
            if (one.share > 0) return;
          reader.problem(node, "it counts nothing; name a species with a share above 0 in 'sample'");
        });
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
    Random random(view.world.seed, key(), view.world.tick, purpose("sample"));
    return draw_poisson(expected, random);
  }

 private:
  // Of what is asked for: samples that ask for the same are the same sample, others are apart. 48 bits.
  std::uint64_t key() const {
    std::uint64_t mixed = 1469598103934665603u;  // FNV-1a, by eight bytes
    const auto mix = [&](std::uint64_t value) { mixed = (mixed ^ value) * 1099511628211u; };
    mix(static_cast<std::uint64_t>(compartment_));
    mix(std::bit_cast<std::uint64_t>(volume_));
    for (const Counted& one : counted_) {
      mix(static_cast<std::uint64_t>(one.index));
      mix(std::bit_cast<std::uint64_t>(one.share));
    }
    return (mixed ^ (mixed >> 29)) & ((std::uint64_t{1} << 48) - 1);
  }

  std::vector<Counted> counted_;
  int compartment_ = -1;
  double volume_ = 0;  // um^3
};

const Registry<Measure>::Entry<Sample> entry{"sample"};

}  // namespace
}  // namespace exomet
