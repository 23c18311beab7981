#include "sim/run/run_notes.hpp"

namespace exomet {

std::vector<std::string> notes_of_plan(const Plan& plan) {
  std::vector<std::string> notes;
  for (const Problem& warning : plan.warnings) notes.push_back(format(warning));
  return notes;
}

std::vector<std::string> notes_of_run(const Simulation& simulation) {
  std::vector<std::string> notes;
  if (const std::uint64_t times = simulation.world().limited_moves; times > 0)
    notes.push_back("cells were held back " + std::to_string(times) + (times == 1 ? " time" : " times") +
                    ", since they would have moved more than a quarter of their diameter in a step; shorten "
                    "steps.motion");
  for (const auto& [key, count] : simulation.world().tallies)
    if (key.first == event::overlap)
      notes.push_back(std::to_string(count) + " of the cells of '" +
                      simulation.model().cells[key.second].name +
                      "' that were placed overlap others, since there was no room for all of them; "
                      "place fewer, or in "
                      "a larger region");
  return notes;
}

std::vector<std::string> all_notes(const Simulation& simulation) {
  std::vector<std::string> notes = notes_of_plan(simulation.plan());
  for (std::string& note : notes_of_run(simulation)) notes.push_back(std::move(note));
  return notes;
}

}  // namespace exomet
