#include <cmath>

#include "sim/run/checkpoint/fit.hpp"

namespace exomet::fit {

namespace {

bool is_kind(const std::string& kind) { return EventKind::all().contains(kind); }

void check_events(const World& world, const Happenings& happened, const Model& model) {
  for (const Event& event : happened.events) {
    const std::string who = "an event of cell " + std::to_string(event.cell);
    require(is_kind(event.kind) && event.type < model.cells.size(), who + " is of a kind that isn't there");
    require(event.cell > 0 && event.cell < world.cells.next_id && event.other < world.cells.next_id,
            who + " is of a cell that never was");
    require(event.time >= 0 && event.time <= world.time, who + " hasn't happened yet");
    require(
        std::isfinite(event.position.x) && std::isfinite(event.position.y) && std::isfinite(event.position.z),
        who + " happened nowhere");
  }
}

}  // namespace

void check_history(const World& world, const RunState& state, const Model& model) {
  require(state.memory.size() == model.measures.size(),
          "it has the memory of " + std::to_string(state.memory.size()) + " measures, the model has " +
              std::to_string(model.measures.size()));
  for (const MeasureMemory& memory : state.memory)
    require(!(memory.time < 0 || memory.time > world.time), "a measure remembers what hasn't been yet");
  for (const auto& [key, count] : world.tallies)
    require(is_kind(key.first) && key.second < model.cells.size(), "it counts events that can't be");
  check_events(world, state.happened, model);
  for (const auto& [key, amount] : state.happened.messages)
    require(key.donor_field >= 0 && static_cast<std::size_t>(key.donor_field) < world.donor_fields.size() &&
                key.receiver >= 0 && static_cast<std::size_t>(key.receiver) < model.cells.size() &&
                key.cargo >= -1 && key.cargo < static_cast<int>(model.cargo.size()) && amount >= 0 &&
                std::isfinite(amount),
            "it counts messages that can't be");
}

}  // namespace exomet::fit
