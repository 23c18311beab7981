// Runs a Plan: one World, advanced by named stages in a fixed order.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/cells/neighbours.hpp"
#include "sim/run/cell_groups.hpp"
#include "sim/run/cell_memory.hpp"
#include "sim/run/happenings.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/plan.hpp"
#include "sim/run/transport.hpp"
#include "sim/run/world.hpp"

namespace exomet {

class Simulation;

// One step of the loop: what it does, how often (in ticks), and the time it has taken so far.
struct Stage {
  std::string name, about;
  std::uint64_t period = 1;
  void (Simulation::*act)() = nullptr;
  double seconds = 0;
};

class Simulation {
 public:
  explicit Simulation(const Plan&);
  // Goes on with a world that another simulation of this plan (or of a shorter one) had when it was
  // resumable, in that phase of the plan, and with what had happened and wasn't taken: the same bits follow
  // as if it hadn't stopped.
  Simulation(const Plan&, World, std::size_t phase, Happenings = {});
  Simulation(const Simulation&) = delete;  // parts of it refer to others
  Simulation& operator=(const Simulation&) = delete;

  // Advances by one tick: every stage that is due acts, in order. RunError with time and stage if one fails.
  void step();

  const World& world() const { return world_; }
  const Model& model() const { return *model_; }
  const Plan& plan() const { return plan_; }
  const std::vector<Stage>& stages() const { return stages_; }
  std::size_t phase() const { return phase_; }  // into Plan::phases
  bool finished() const { return world_.tick >= last_tick_; }
  // Whether the world says all: the rules are due next, which compute anew who touches whom and what cells
  // release and take up. In between, these would have to be kept, too.
  bool resumable() const { return world_.tick % rules_period_ == 0; }
  // Cells that the last motion step left where they were without looking at them: nothing had changed for
  // them.
  std::size_t resting() const;
  const std::vector<std::string>& treatments() const { return plan_.phases[phase_].treatments; }

  // The view of now, with contacts of the present positions. Valid until the next step; what comes then
  // doesn't depend on whether anybody looked, if it was resumable.
  View observe();
  // RunError with the cell or voxel that is no number or out of the domain.
  void require_finite() const;
  // Events and messages since they were last taken.
  const Happenings& happened() const { return happened_; }
  Happenings take_happenings() { return std::exchange(happened_, {}); }

 private:
  void begin();
  void set_stages();
  void treat();
  void find_contacts();
  void apply_rules();
  void transport();
  void move();

  void open_donor_fields();
  void fill_compartments();
  void enter_phase(std::size_t phase);
  void take_model(std::size_t phase);
  void find_solid();
  void find_free();
  void set_rates();
  Transport::Deliver due_delivery() const;
  View view(double interval) const;
  void move_once(double interval, int substep);
  void find_resting();
  void clear_forces();
  void add_forces_of_mechanisms(const View&);
  bool shift(CellIndex, double interval);

  const Plan& plan_;
  std::shared_ptr<const Model> model_;
  std::size_t phase_ = 0;
  World world_;
  Happenings happened_;
  std::uint64_t last_tick_ = 0, rules_period_ = 1, transport_period_ = 1, motion_period_ = 1;  // ticks
  double tick_ = 0;                                                                            // min
  std::vector<Stage> stages_;
  int motion_parts_ = 1;  // of a motion step, in this phase
  CellRoom room_;

  // Derived from the World, never part of it.
  Neighbours neighbours_;
  ContactList contacts_;
  bool contacts_known_ = false;  // of the cells and places of now
  CellGroups groups_;
  CellsByType awake_;  // alive and not at rest
  Rates rates_;
  Forces forces_;
  std::vector<std::uint8_t> stayed_, resting_;  // per cell; empty: not known; none
  std::uint64_t stayed_by_ = 0;                 // the lists when that was found
  Transport transport_;
  mutable SurfaceCache surfaces_;
  std::vector<std::vector<std::uint8_t>> to_solid_;  // per tissue, per voxel: steps to solid tissue
  double solid_reach_ = 0;                           // um: as far as this from any cell's centre
  std::vector<double> free_;                         // of each voxel the part that no tissue fills
  bool solid_changed_ = true, free_changed_ = true;
};

// An error with the time (min) and the stage at which it came up.
RunError located(double time, const std::string& stage, const RunError&);

// The multiple of the sum of their radii within which two cells can interact.
double interaction_reach(const Model&);

// Of its diameter, that a cell moves in a motion step (or a part of one) at most.
inline constexpr double largest_move = 0.25;

// Into how many equal parts a motion step is cut, so that explicit steps are stable and monotone.
int motion_substeps(const Model&);

}  // namespace exomet
