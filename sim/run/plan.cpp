#include "sim/run/plan.hpp"

#include <cmath>
#include <numeric>

namespace exomet {

double Plan::tick() const {
  const Steps& steps = model().steps;
  const auto seconds = [](double minutes) { return std::llround(60 * minutes); };
  return static_cast<double>(
             std::gcd(std::gcd(seconds(steps.transport), seconds(steps.motion)), seconds(steps.rules))) /
         60;
}

std::uint64_t Plan::ticks() const { return static_cast<std::uint64_t>(std::llround(duration / tick())); }

}  // namespace exomet
