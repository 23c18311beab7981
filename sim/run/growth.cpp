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

void grow_to_type(const Model& model, const World& world, CellTypeId type, Cells cells,
                  Decisions& decisions) {
  const CellType& kind = model.cells[type];
  if (std::isinf(kind.grows_over) || std::any_of(kind.mechanisms.begin(), kind.mechanisms.end(),
                                                 [](const auto& m) { return m->sets_size(); }))
    return;
  for (const CellIndex i : cells)
    if (world.cells.diameter[i] != kind.diameter)
      decisions.diameter[i] =
          towards(world.cells.diameter[i], kind.diameter, model.steps.rules, kind.grows_over);
}

}  // namespace exomet
