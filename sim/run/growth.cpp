#include "sim/run/growth.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

double grown(double now, double target_volume, double interval, double time_constant) {
  const double share = -maths::expm1(-interval / time_constant);
  return maths::cbrt(now * now * now + share * (target_volume - now * now * now));
}

namespace {
double towards(double now, double target, double interval, double time_constant) {
  constexpr double near = 1e-6;  // then it is there, so that it rests
  const double next = grown(now, target * target * target, interval, time_constant);
  return std::abs(next - target) < near * target ? target : next;
}
}  // namespace

bool grows_to_type(const CellType& type) {
  return !std::isinf(type.grows_over) && std::none_of(type.mechanisms.begin(), type.mechanisms.end(),
                                                      [](const auto& m) { return m->sets_size(); });
}

void grow_to_type(const View& view, OwnCell cell) {
  const Population& cells = view.world.cells;
  const CellType& type = view.model.cells[cells.type[cell]];
  if (cells.diameter[cell] != type.diameter)
    cell.set_diameter(towards(cells.diameter[cell], type.diameter, cell.minutes(), type.grows_over));
}

}  // namespace exomet
