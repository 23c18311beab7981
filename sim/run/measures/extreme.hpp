// The least and the greatest that another measure has been.
#pragma once

#include "sim/run/measures/earlier.hpp"

namespace exomet {

template <bool greatest>
class Extreme final : public OfAnother {
 public:
  static Section<Extreme> schema() {
    Section<Extreme> section(
        std::string(greatest ? "The greatest" : "The least") +
        " that another measure has been so far; looked at at every step of the rules, whenever measures are "
        "written.");
    OfAnother::add_measure(section, greatest ? "greatest_of" : "least_of");
    section.quantity("from", &Extreme::from_, Dimension::time, {false, not_negative}, "Not before.");
    section.quantity("until", &Extreme::until_, Dimension::time, {false, positive},
                     "Not after; always if left out.");
    return section;
  }
  bool waits(const MeasureMemory&) const override { return true; }
  double observe(const View& view, const Observed& earlier, MeasureMemory& memory) const override {
    const double now = view.world.time, value = other(earlier);
    const bool counts = now >= from_ && !(now > until_) && !std::isnan(value);
    if (counts && (std::isnan(memory.value) || (greatest ? value > memory.value : value < memory.value)))
      memory = {value, now};
    return memory.value;
  }

 private:
  double from_ = 0, until_ = nowhere;  // min
};

}  // namespace exomet
