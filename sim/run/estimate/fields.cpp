#include "sim/run/estimate/fields.hpp"

#include <algorithm>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "sim/run/mechanism.hpp"

namespace exomet {

namespace {

constexpr int outside = -1;
using Names = std::set<std::tuple<int, int, std::vector<double>>>;  // species, donor, load

bool has_fixed_end(const Geometry& grid) {
  for (const auto& ends : grid.boundary)
    for (Boundary end : ends)
      if (end == Boundary::fixed) return true;
  return false;
}

Names released(const Model& model) {
  Names names;
  for (std::size_t type = 0; type < model.cells.size(); ++type)
    for (const auto& mechanism : model.cells[type].mechanisms)
      for (int species : releases(model, *mechanism))
        names.emplace(species, static_cast<int>(type), model.load_of(species));
  for (std::size_t s = 0; s < model.species.size(); ++s)
    if (model.species[s].outside > 0 && has_fixed_end(model.geometry))
      names.emplace(static_cast<int>(s), outside, model.load_of(static_cast<int>(s)));
  for (const Compartment& compartment : model.compartments)
    for (const HeldSpecies& held : compartment.holds)
      if (held.background > 0 || held.supply > 0)
        names.emplace(held.index, outside, model.load_of(held.index));
  return names;
}

Names all_names(const Plan& plan) {
  Names names;
  const Model* last = nullptr;
  for (const Phase& phase : plan.phases)
    if (phase.model.get() != std::exchange(last, phase.model.get())) names.merge(released(*phase.model));
  for_each_placed(plan, [&](const Placed& placed, double from) {
    if (placed.species < 0) return;
    const Model* model = &plan.model();
    for (const Phase& phase : plan.phases)
      if (phase.from <= from) model = phase.model.get();
    names.emplace(placed.species, outside, model->load_of(placed.species));
  });
  return names;
}

std::set<int> types_that_are_there(const Plan& plan) {
  std::set<int> there;
  for_each_placed(plan, [&](const Placed& placed, double) {
    if (placed.cells > 0) there.insert(placed.type);
  });
  return there;
}

}  // namespace

std::vector<Field> fields_of(const Plan& plan) {
  const std::set<int> there = types_that_are_there(plan);
  std::vector<Field> fields;
  for (const auto& [species, donor, load] : all_names(plan)) {
    const bool any = donor == outside || there.count(donor) > 0;
    fields.push_back({species, donor, any ? Content::varied : Content::empty});
  }
  return fields;
}

std::vector<Content> contents(const Plan& plan, const std::vector<Field>& fields) {
  std::vector<Content> of_species(plan.model().species.size(), Content::empty);
  for (const Field& field : fields)
    of_species[field.species] = std::max(of_species[field.species], field.content);
  return of_species;
}

double sponges(const Plan& plan) {
  std::set<int> tissues;
  for_each_placed(plan, [&](const Placed& placed, double) {
    if (placed.sponge >= 0) tissues.insert(placed.sponge);
  });
  return static_cast<double>(tissues.size());
}

}  // namespace exomet
