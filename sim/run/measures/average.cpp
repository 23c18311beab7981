// The mean over time of another measure.
#include "sim/run/measures/earlier.hpp"

namespace exomet {
namespace {

class Average final : public OfAnother {
 public:
  static Section<Average> schema() {
    Section<Average> section(
        "The mean of another measure over time, from a time on until another or until now: each step of the "
        "rules counts with the value at its end, whenever measures are written.");
    add_measure(section, "average");
    section.quantity("from", &Average::from_, Dimension::time, {false, not_negative}, "From then on.");
    section.quantity("until", &Average::until_, Dimension::time, {false, positive},
                     "Until then; as long as the run goes on if left out.");
    return section;
  }
  bool waits(const MeasureMemory&) const override { return true; }
  double observe(const View& view, const Observed& earlier, MeasureMemory& memory) const override {
    const double now = view.world.time;
    if (now < from_ || now > until_) return memory.value;
    const double value = other(earlier);
    if (std::isnan(memory.time))
      memory.value = value;
    else if (now > memory.time)
      memory.value += (value - memory.value) * (now - memory.time) / (now - from_);
    memory.time = now;
    return memory.value;
  }

 private:
  double from_ = 0, until_ = nowhere;  // min
};

const Registry<Measure>::Entry<Average> entry{"average"};

}  // namespace
}  // namespace exomet
