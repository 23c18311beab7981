#include "sim/run/checkpoint/fit.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/quantity.hpp"

namespace exomet {

namespace fit {

namespace {

// The phase that holds when a run has come to the start of a tick: what begins then begins with the tick.
std::size_t phase_at(const Plan& plan, std::uint64_t tick) {
  const double last = tick == 0 ? 0 : static_cast<double>(tick - 1) * plan.tick();
  std::size_t phase = 0;
  while (tick > 0 && phase + 1 < plan.phases.size() && last >= plan.phases[phase + 1].from - 1e-9) ++phase;
  return phase;
}

void check_clock(const World& world, const Plan& plan) {
  require(world.seed == plan.seed,
          "its seed is " + std::to_string(world.seed) + ", the experiment's is " + std::to_string(plan.seed));
  require(world.tick <= plan.ticks() && world.time == static_cast<double>(world.tick) * plan.tick(),
          "tick " + std::to_string(world.tick) + " isn't at " + format_quantity(world.time, Dimension::time));
  const auto rules = static_cast<std::uint64_t>(std::llround(plan.model().steps.rules / plan.tick()));
  require(world.tick % rules == 0, "it is of a moment between two steps of the rules");
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

}  // namespace

void check_state(const World& world, const RunState& state, const Plan& plan) {
  check_clock(world, plan);
  require(state.phase == phase_at(plan, world.tick),
          "its phase " + std::to_string(state.phase) + " isn't that of its time");
  require(state.first_measures.empty() || state.first_measures.size() == plan.model().measures.size(),
          "it has the start's values of " + std::to_string(state.first_measures.size()) + " measures");
  const double last = state.last_record;
  require(last >= 0 && (world.tick == 0 ? last == 0 : last < world.time), "its last record isn't before it");
  const Timings& timings = state.timings;
  bool fine = std::isfinite(timings.seconds) && timings.seconds >= 0 && all_finite(timings.resumed_at);
  for (const auto& [stage, seconds] : timings.stage_seconds) fine = fine && std::isfinite(seconds);
  require(fine, "its timings are no numbers");
}

}  // namespace fit

std::string misfit(const Checkpoint& checkpoint, const Plan& plan) {
  try {
    fit::check_state(checkpoint.world, checkpoint.state, plan);
    fit::check_cells(checkpoint.world, plan);
    fit::check_donor_fields(checkpoint.world, plan, checkpoint.state.phase);
    fit::check_compartments(checkpoint.world, plan.model());
    fit::check_tissues(checkpoint.world, plan.model());
    fit::check_history(checkpoint.world, checkpoint.state, plan.model());
  } catch (const fit::Misfit& found) {
    return found.what;
  }
  return {};
}

}  // namespace exomet
