#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>
#include <vector>

#include "sim/run/checkpoint/fit.hpp"
#include "sim/run/mechanism.hpp"

namespace exomet::fit {

namespace {

constexpr double rounding = 1e-6;  // relative, of balances: far more than they are off

using Source = std::tuple<int, int, std::vector<double>>;  // species, donor, load

// The donor fields that a run has opened by then: releases of the models so far.
std::set<Source> opened(const Plan& plan, std::size_t phase) {
  std::set<Source> sources;
  for (std::size_t p = 0; p <= phase; ++p) {
    const Model& model = *plan.phases[p].model;
    for (std::size_t type = 0; type < model.cells.size(); ++type)
      for (const auto& mechanism : model.cells[type].mechanisms)
        for (const int species : releases(model, *mechanism))
          sources.emplace(species, static_cast<int>(type), model.load_of(species));
  }
  return sources;
}

bool all_within(const VoxelValues& values, double low, double high) {
  return std::all_of(values.begin(), values.end(),
                     [&](double value) { return value >= low && value <= high; });
}

double sum(const VoxelValues& values) {
  double total = 0;
  for (const double value : values) total += value;
  return total;
}

void check_balance(const Balance& balance, const DonorField& donor_field) {
  double scale = 0;
  for (const double part :
       {balance.emitted, balance.dosed, balance.supplied, balance.taken_up, balance.decayed, balance.left}) {
    require(std::isfinite(part), "a balance of EVs or a substance is no number");
    scale = std::max(scale, std::abs(part));
  }
  const double in = balance.emitted + balance.dosed + balance.supplied;
  const double out = sum(donor_field.counts) + balance.taken_up + balance.decayed + balance.left;
  require(std::abs(in - out) <= rounding * std::max(1.0, scale),
          "of EVs or a substance more, or less, is there than came in and hasn't gone");
}

}  // namespace

void check_donor_fields(const World& world, const Plan& plan, std::size_t phase) {
  const Model& model = plan.model();
  std::set<Source> found;
  require(world.balances.size() == world.donor_fields.size(),
          "its fields and their balances aren't equally many");
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l) {
    const DonorField& donor_field = world.donor_fields[l];
    const std::string which = "field " + std::to_string(l);
    require(donor_field.species >= 0 && donor_field.species < static_cast<int>(model.species.size()) &&
                donor_field.donor >= -1 && donor_field.donor < static_cast<int>(model.cells.size()),
            which + " is of EVs, a substance or a donor that isn't there");
    const std::size_t cargoes = model.species[donor_field.species].vesicle ? model.cargo.size() : 0;
    require(donor_field.load.size() == cargoes &&
                std::all_of(donor_field.load.begin(), donor_field.load.end(),
                            [](double copies) { return copies >= 0 && std::isfinite(copies); }),
            which + " has a load that can't be");
    require(found.emplace(donor_field.species, donor_field.donor, donor_field.load).second,
            which + " is there twice");
    require(donor_field.counts.size() == model.geometry.size(),
            which + " has " + std::to_string(donor_field.counts.size()) + " voxels, the domain " +
                std::to_string(model.geometry.size()));
    require(all_within(donor_field.counts, -rounding, 1e300), which + " holds amounts that can't be");
    check_balance(world.balances[l], donor_field);
  }
  const std::set<Source> needed = opened(plan, phase);
  require(std::includes(found.begin(), found.end(), needed.begin(), needed.end()),
          "a field of what its cells release isn't there");
}

void check_compartments(const World& world, const Model& model) {
  require(world.compartments.size() == model.compartments.size(),
          "it has " + std::to_string(world.compartments.size()) + " compartments, the model " +
              std::to_string(model.compartments.size()));
  for (std::size_t c = 0; c < world.compartments.size(); ++c) {
    const CompartmentState& state = world.compartments[c];
    const std::string& name = model.compartments[c].name;
    require(state.amounts.size() == world.donor_fields.size() &&
                state.balances.size() == world.donor_fields.size(),
            "of " + name + " there isn't an amount and a balance for each field");
    for (std::size_t l = 0; l < state.amounts.size(); ++l) {
      const CompartmentBalance& b = state.balances[l];
      const double in = b.given + b.produced + b.entered + b.received,
                   out = state.amounts[l] + b.decayed + b.left + b.passed_on;
      require(state.amounts[l] >= 0 && std::isfinite(in) && std::isfinite(out) &&
                  std::abs(in - out) <= rounding * std::max(1.0, in),
              "of EVs or a substance in " + name + " more, or less, is there than came in and hasn't gone");
    }
  }
}

void check_tissues(const World& world, const Model& model) {
  require(world.tissues.size() == model.tissues.size(), "it has " + std::to_string(world.tissues.size()) +
                                                            " tissues, the model " +
                                                            std::to_string(model.tissues.size()));
  for (std::size_t t = 0; t < world.tissues.size(); ++t) {
    const Tissue& tissue = world.tissues[t];
    const std::string& name = model.tissues[t].name;
    require(tissue.density.size() == model.geometry.size() && tissue.start.size() == model.geometry.size(),
            "of " + name + " there isn't a share for each voxel");
    require(all_within(tissue.density, 0, 1 + rounding) && all_within(tissue.start, 0, 1 + rounding),
            "a share of " + name + " is below 0 or above 1");
    const double there = sum(tissue.density) * model.geometry.voxel_volume(),
                 formed = tissue.placed + tissue.formed;
    require(tissue.placed >= 0 && tissue.formed >= 0 && tissue.removed >= 0 &&
                std::abs(there - (formed - tissue.removed)) <=
                    rounding * std::max(formed, model.geometry.voxel_volume()),
            "of " + name + " more, or less, is there than was formed and not removed");
  }
}

}  // namespace exomet::fit
