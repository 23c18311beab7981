#include "sim/run/measure.hpp"

#include "sim/base/units.hpp"

namespace exomet {

Cost Measure::cost(const Model&, double cells) const {
  constexpr double seconds_per_cell = 2e-9;
  return {0, seconds_per_cell * cells};
}

double in_tables(const Measure& measure, double observed) {
  const std::string_view unit = measure.unit(), internal = internal_unit(measure.dimension());
  return unit == internal ? observed : unit_scale(internal, unit).to_other(observed);
}

}  // namespace exomet
