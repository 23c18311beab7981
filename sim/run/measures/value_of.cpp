// What another measure was at a time.
#include "sim/run/measures/earlier.hpp"

namespace exomet {
namespace {

class ValueOf final : public OfAnother {
 public:
  static Section<ValueOf> schema() {
    Section<ValueOf> section(
        "What another measure was at a time, from then on: its value at the first step of the rules that "
        "isn't "
        "before it.");
    add_measure(section, "value_of");
    section.quantity("at", &ValueOf::at_, Dimension::time, {true, not_negative}, "The time.");
    return section;
  }
  bool waits(const MeasureMemory& memory) const override { return std::isnan(memory.time); }
  double observe(const View& view, const Observed& earlier, MeasureMemory& memory) const override {
    if (std::isnan(memory.time) && view.world.time >= at_) memory = {other(earlier), view.world.time};
    return memory.value;
  }

 private:
  double at_ = 0;  // min
};

const Registry<Measure>::Entry<ValueOf> entry{"value_of"};

}  // namespace
}  // namespace exomet
