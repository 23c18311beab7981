// HOW a cell does a thing. A mechanism is read from its key in a cell type and is immutable. It says how fast
// its cells release and take up, pushes them, and offers what may happen to them (offer), which the engine
// draws (sim/run/offers.hpp) and lets happen in the order of time (act); in between it carries on what goes
// on in a cell all the time, as growth (evolve). What a step of the rules freezes is in
// sim/run/rules_step.hpp.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/network/signalling.hpp"
#include "sim/run/cell_groups.hpp"
#include "sim/run/commands.hpp"
#include "sim/run/offers.hpp"
#include "sim/run/own_cell.hpp"
#include "sim/run/registry.hpp"
#include "sim/run/tissue_changes.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// What cells release, take up and make until the next rules stage.
struct Rates {
  std::vector<std::vector<double>> secretion;  // [species][cell], counts/min
  std::vector<std::vector<double>> clearance;  // [species][cell], um^3/min
  std::vector<std::vector<double>> making;     // [cargo][cell], copies/min; [cargo] empty: nobody makes it
};

// What moves cells during one motion step.
struct Forces {
  std::vector<double> x, y, z;   // nN
  std::vector<double> friction;  // nN min/um

  void push(CellIndex i, const Vec3& force) { x[i] += force.x, y[i] += force.y, z[i] += force.z; }
  void drive(CellIndex i, const Vec3& velocity) { push(i, friction[i] * velocity); }  // um/min
};

// What a mechanism's move() does: nothing (then it isn't called); what follows from where the cell is, from
// its size, attachment and anchor and from the tissues, and changes nothing but the force; or anything.
enum class Moves { never, by_place, freely };

// What happens to a cell: one of the offers of a mechanism, drawn by the engine.
struct Occasion {
  int what = 0;         // as offered
  CellIndex other = 0;  // as offered; it may have changed or gone meanwhile
  Random& random;       // of the cell
};

class Mechanism {
 public:
  virtual ~Mechanism() = default;

  // What the engine asks of a model.
  virtual void declare(StateColumns&) {}  // claims columns; once, when the model is read
  // Raises the adhesion of pairs with its type, given both ways round.
  virtual void set_adhesion(const Mechanics&, CellTypeId, PairAdhesions&) const {}
  virtual double growth(const Model&, CellTypeId) const { return 1; }  // largest diameter over the type's
  virtual std::vector<int> erodes() const { return {}; }               // tissues
  virtual double stiffness() const { return 0; }    // nN/um, of a spring that it adds: bounds the motion step
  virtual bool sets_size() const { return false; }  // says itself how large its cells are
  virtual bool attaches() const { return false; }   // sets attachments, and ends them when the hold is gone
  virtual double top_speed(const Model&, CellTypeId) const {
    return 0;
  }  // um/min, with which it drives a cell
  virtual void connect(SignallingGraph&, const Model&, CellTypeId) const {}
  virtual std::vector<int> releases() const { return {}; }  // species
  virtual std::vector<int> makes() const { return {}; }     // cargo
  // Copies of a cargo in a cell that makes it, while no signal acts: with them those begin that are placed or
  // given off.
  virtual double at_rest(const Model&, int /*cargo*/) const { return 0; }
  // For estimates: births less deaths of a cell (1/min) where no signal changes them, and what it clears of
  // each species (um^3/min), which is added.
  virtual double increase() const { return 0; }
  virtual void add_clearance(std::vector<double>& /*per_species*/) const {}
  // Numbers that can't be true, in words for the user.
  virtual std::vector<std::string> warnings(const Model&, CellTypeId) const { return {}; }

  // A cell of its type was placed or born, or became this type: sets up what the cell hasn't yet.
  virtual void initialise(const View&, OwnCell) const {}
  // A cell of its type takes in another one, which is still there: sets what the two are together. Place and
  // cargo are the engine's.
  virtual void merge(const View&, OwnCell, CellIndex /*other*/) const {}
  // A cell of its type was put elsewhere than its mother or it itself had been, by so much (um), in a
  // division.
  virtual void displaced(const View&, OwnCell, const Vec3& /*by*/) const {}

  // The stages, for chunks of living cells (.._dying: of dying ones). They may read all of a View, but of
  // other cells nothing that the same stage writes.
  virtual void set_rates(const View&, Cells, Rates&) const {}
  virtual void set_rates_dying(const View&, Cells, Rates&) const {}
  virtual void move(const View&, const OwnCells&, Forces&) const {}
  virtual Moves moves() const { return Moves::never; }
  virtual void offer(const View&, Cells, Offers&) const {}
  virtual void offer_dying(const View&, Cells, Offers&) const {}
  virtual void evolve(const View&, const OwnCells&, TissueChanges&) const {}
  virtual void evolve_dying(const View&, const OwnCells&, TissueChanges&) const {}
  // What was offered happens to a cell, alive or dying. One after another, in the order of time.
  virtual void act(const View&, OwnCell, const Occasion&, Commands&) const {}
};

// The species that cells with a mechanism give to the fluid: what they release, and what the tissues that
// they remove held.
std::vector<int> releases(const Model&, const Mechanism&);

// Gives a new cell what its mechanisms make of each cargo, as it is at rest.
void set_levels_at_rest(const Model&, Population&, CellIndex);

}  // namespace exomet
