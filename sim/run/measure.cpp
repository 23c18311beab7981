#include "sim/run/measure.hpp"

#include "sim/base/units.hpp"

namespace exomet {

double in_tables(const Measure& measure, double observed) {
  const std::string_view unit = measure.unit(), internal = internal_unit(measure.dimension());
  return unit == internal ? observed : unit_scale(internal, unit).to_other(observed);
}

}  // namespace exomet
