#include "sim/run/simulation.hpp"

#include <chrono>
#include <cmath>

#include "sim/base/parallel.hpp"
#include "sim/run/compartment_exchange.hpp"
#include "sim/run/finite.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/rules_step.hpp"

namespace exomet {

Simulation::Simulation(const Plan& plan)
    : plan_(plan), model_(plan.phases.front().model), neighbours_(model_->geometry) {
  set_stages();
  begin();
}

Simulation::Simulation(const Plan& plan, World world, std::size_t phase, Happenings happened)
    : plan_(plan),
      model_(plan.phases.at(phase).model),
      world_(std::move(world)),
      happened_(std::move(happened)),
      neighbours_(model_->geometry) {
  set_stages();
  take_model(phase);
}

void Simulation::set_stages() {
  tick_ = plan_.tick();
  last_tick_ = plan_.ticks();
  const auto period = [&](double interval) {
    return static_cast<std::uint64_t>(std::llround(interval / tick_));
  };
  const Steps& steps = model_->steps;
  rules_period_ = period(steps.rules);
  transport_period_ = period(steps.transport);
  motion_period_ = period(steps.motion);
  stages_ = {
      {"treatments", "a treatment that starts or ends swaps the model, takes cells out and adds things", 1,
       &Simulation::treat},
      {"contacts", "who touches whom", rules_period_, &Simulation::find_contacts},
      {"rules", "cells sense; what happens to them until the next rules; they set their rates", rules_period_,
       &Simulation::apply_rules},
      {"transport", "cells release and take up EVs and substances, which diffuse and decay",
       transport_period_, &Simulation::transport},
      {"motion", "forces move the cells", motion_period_, &Simulation::move}};
}

void Simulation::begin() {
  world_.seed = plan_.seed;
  world_.cells.cargo.resize(model_->cargo.size());
  for (const std::string& name : model_->state_names) world_.cells.column(name);
  world_.tissues.resize(model_->tissues.size());
  for (Tissue& tissue : world_.tissues) tissue.density.assign(model_->geometry.size(), 0.0);
  world_.compartments.resize(model_->compartments.size());
  open_donor_fields();
  fill_compartments();
  for (std::size_t i = 0; i < model_->start.size(); ++i)
    model_->start[i]->place(*model_, world_, happened_, i);
  for (Tissue& tissue : world_.tissues) tissue.start = tissue.density;
  enter_phase(0);
}

void Simulation::step() {
  for (Stage& stage : stages_) {
    if (world_.tick % stage.period != 0) continue;
    const auto start = std::chrono::steady_clock::now();
    try {
      (this->*stage.act)();
    } catch (const RunError& error) {
      throw located(world_.time, stage.name, error);
    }
    stage.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  ++world_.tick;
  world_.time = static_cast<double>(world_.tick) * tick_;
}

RunError located(double time, const std::string& stage, const RunError& error) {
  return RunError("at " + format_quantity(time, Dimension::time) + ", stage '" + stage +
                  "': " + error.what());
}

void Simulation::open_donor_fields() {
  for (std::size_t type = 0; type < model_->cells.size(); ++type)
    for (const auto& mechanism : model_->cells[type].mechanisms)
      for (int species : releases(*model_, *mechanism))
        donor_field_of(world_, *model_, species, static_cast<int>(type));
  for (std::size_t species = 0; species < model_->species.size(); ++species)
    if (production(*model_, static_cast<int>(species)) > 0)
      donor_field_of(world_, *model_, static_cast<int>(species), -1);
}

// With what the body keeps up in them.
void Simulation::fill_compartments() {
  for (std::size_t c = 0; c < model_->compartments.size(); ++c)
    for (const HeldSpecies& held : model_->compartments[c].holds) {
      if (!(held.background > 0)) continue;
      const int donor_field = donor_field_of(world_, *model_, held.index, -1);
      CompartmentState& state = world_.compartments[c];
      state.amounts[donor_field] = state.balances[donor_field].given =
          held.background * model_->compartments[c].volume;
    }
}

void Simulation::take_model(std::size_t phase) {
  phase_ = phase;
  model_ = plan_.phases[phase].model;
  motion_parts_ = motion_substeps(*model_);
}

void Simulation::enter_phase(std::size_t phase) {
  take_model(phase);
  contacts_known_ = false;
  solid_changed_ = free_changed_ = true;
  transport_.model_changed();  // it may add a dose, too
  open_donor_fields();         // a treatment may start a release, or change a load
  for (const Removal& removal : plan_.phases[phase].removed) remove_cells(removal, world_, happened_);
  for (std::size_t i = 0; i < plan_.phases[phase].added.size(); ++i)
    plan_.phases[phase].added[i]->place(*model_, world_, happened_, (phase + 1) * 1000 + i);
}

void Simulation::treat() {
  while (phase_ + 1 < plan_.phases.size() && world_.time >= plan_.phases[phase_ + 1].from - 1e-9)
    enter_phase(phase_ + 1);
}

View Simulation::view(double interval) const {
  return {*model_, world_, neighbours_, contacts_, interval, 0, to_solid_, &surfaces_, free_, 0, {}};
}

void Simulation::find_contacts() {
  if (std::exchange(contacts_known_, true)) return;
  neighbours_.build(world_.cells, interaction_reach(*model_));
  contacts_ = neighbours_.contacts(world_.cells, touching_reach);
  find_solid();
  find_free();
  groups_ = group_by_type(model_->cells.size(), world_.cells);
}

// Before anybody acts on the numbers, and before they are recorded.
void Simulation::require_finite() const {
  std::string what = not_finite_cell(*model_, world_.cells);
  if (what.empty()) what = outside_cell(*model_, world_.cells);
  if (what.empty()) what = not_finite_field(*model_, world_, transport_.empty_fields());
  if (what.empty()) what = not_finite_compartment(*model_, world_);
  if (!what.empty()) throw RunError(what);
}

void Simulation::apply_rules() {
  stayed_.clear();
  require_finite();
  if (RulesStep(view(model_->steps.rules), groups_, world_, happened_, room_).run()) {
    solid_changed_ = free_changed_ = true;
    transport_.tissues_changed();
  }
  contacts_known_ = false;
  find_contacts();
  set_rates();
  transport_.clear_faint_fields(world_);
}

void Simulation::set_rates() {
  const std::size_t species = model_->species.size();
  rates_.secretion.resize(species);
  rates_.clearance.resize(species);
  for (std::size_t s = 0; s < species; ++s) {
    rates_.secretion[s].assign(world_.cells.size(), 0.0);
    rates_.clearance[s].assign(world_.cells.size(), 0.0);
  }
  rates_.making.assign(model_->cargo.size(), {});
  for (const CellType& type : model_->cells)
    for (const auto& mechanism : type.mechanisms)
      for (const int cargo : mechanism->makes()) rates_.making[cargo].assign(world_.cells.size(), 0.0);
  const View now = view(model_->steps.rules);
  for_each_chunk(groups_.alive, [&](CellTypeId type, Cells cells) {
    for (const auto& mechanism : model_->cells[type].mechanisms) mechanism->set_rates(now, cells, rates_);
  });
  for_each_chunk(groups_.dying, [&](CellTypeId type, Cells cells) {
    for (const auto& mechanism : model_->cells[type].mechanisms)
      mechanism->set_rates_dying(now, cells, rates_);
  });
  transport_.cells_changed();
}

void Simulation::find_free() {
  if (world_.tissues.empty() || !std::exchange(free_changed_, false)) return;
  free_.resize(model_->geometry.size());
  constexpr std::size_t voxels_at_once = 32768;
  parallel_chunks(free_.size(), voxels_at_once, [&](std::size_t begin, std::size_t end) {
    std::fill(free_.begin() + begin, free_.begin() + end, 1.0);
    for (const Tissue& tissue : world_.tissues)
      for (std::size_t v = begin; v < end; ++v) free_[v] -= tissue.density[v];
  });
}

void Simulation::transport() {
  find_free();
  transport_.step(*model_, world_, happened_, rates_, free_, due_delivery());
}

// What follows before the next transport step.
Transport::Deliver Simulation::due_delivery() const {
  const std::uint64_t next = world_.tick + transport_period_;
  if (next % rules_period_ == 0) return Transport::Deliver::all;
  const bool moved =
      world_.tick % motion_period_ == 0 || world_.tick / motion_period_ != (next - 1) / motion_period_;
  return moved ? Transport::Deliver::cargo : Transport::Deliver::nothing;
}

View Simulation::observe() {
  find_contacts();
  return view(0);
}

}  // namespace exomet
