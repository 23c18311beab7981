#include "sim/run/language/plan_warnings.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string_view>

#include "sim/base/quantity.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

namespace {

std::string text(double value, Dimension dimension) { return format_quantity(value, dimension); }

// Cells whose mechanisms drive them farther in a part of a motion step (min) than the engine lets a cell
// move.
std::string capped_speed(const Model& model, CellTypeId type, double interval) {
  double speed = 0;
  for (const auto& mechanism : model.cells[type].mechanisms) speed += mechanism->top_speed(model, type);
  const double most = largest_move * model.cells[type].diameter;
  if (speed * interval <= most) return {};
  return "cells of type '" + model.cells[type].name + "' move at up to " + text(speed, Dimension::speed) +
         ", but in a motion step of " + text(interval, Dimension::time) +
         " a cell moves a quarter of its diameter at most, here " + text(most / interval, Dimension::speed) +
         "; shorten steps.motion to " +
         text(model.steps.motion * most / (speed * interval), Dimension::time) +
         " or less, or give a larger steps.refine";
}

// Species that decay so fast that a step of transport is too long to see it; a twentieth would do, in whole
// seconds.
void add_fast_decay(const Model& model, const Node& document, std::vector<Problem>& found) {
  const double step = model.steps.transport;
  for (const char* section : {"vesicles", "substances"}) {
    const Node* const all = document.find(section);
    for (const Species& species : model.species) {
      const Node* const node = all ? all->find(species.name) : nullptr;
      if (!node || !(species.half_life < step)) continue;
      add_once(found,
               {node->place, std::string(section) + "." + species.name,
                "half of '" + species.name + "' decays in " + text(species.half_life, Dimension::time) +
                    ", which is less than a step of transport, " + text(step, Dimension::time) +
                    ": what lasts is right, but not what changes from step to step; for that shorten "
                    "steps.transport to " +
                    text(std::max(1.0, std::floor(3 * species.half_life)) / 60, Dimension::time) + " or so"});
    }
  }
}

void add_warnings(const Model& model, const Node& document, std::vector<Problem>& found) {
  add_fast_decay(model, document, found);
  const Node& cells = *document.find("cells");
  const double interval = model.steps.motion / motion_substeps(model);
  std::map<std::string_view, const Node*> by_name;
  for (const Entry& entry : cells.entries) by_name.emplace(entry.key, &entry.value);
  for (std::size_t t = 0; t < model.cells.size(); ++t) {
    const auto type = static_cast<CellTypeId>(t);
    const SourceLocation place = by_name.at(model.cells[t].name)->place;
    const std::string path = "cells." + model.cells[t].name;
    if (const std::string capped = capped_speed(model, type, interval); !capped.empty())
      add_once(found, {place, path, capped});
    for (std::size_t m = 0; m < model.cells[t].mechanisms.size(); ++m)
      for (const std::string& warning : model.cells[t].mechanisms[m]->warnings(model, type))
        add_once(found, {place, path + "." + model.cells[t].mechanism_keys[m], warning});
  }
}

}  // namespace

void add_once(std::vector<Problem>& problems, const Problem& one) {
  if (std::none_of(problems.begin(), problems.end(),
                   [&](const Problem& other) { return other.path == one.path && other.what == one.what; }))
    problems.push_back(one);
}

std::vector<Problem> model_warnings(const Plan& plan, const Node& document) {
  std::vector<Problem> found;
  std::set<const Model*> seen;
  for (const Phase& phase : plan.phases)
    if (seen.insert(phase.model.get()).second) add_warnings(*phase.model, document, found);
  return found;
}

}  // namespace exomet
