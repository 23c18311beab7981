// HOW a cell does a thing. A mechanism is read from its key in a cell type, is immutable, and acts on chunks
// of cells of that type, many chunks at once. It may write its own cells' slots, state columns and anchors,
// and nothing else. It may read all of a View, but of other cells no anchor and no state column that a stage
// writes: what else there is of them changes only when the decisions are committed, in the order of ids.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/network/signalling.hpp"
#include "sim/run/registry.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// What cells release and take up until the next rules stage.
struct Rates {
  std::vector<std::vector<double>> secretion;  // [species][cell], counts/min
  std::vector<std::vector<double>> clearance;  // [species][cell], um^3/min
};

// What moves cells during one motion step.
struct Forces {
  std::vector<double> x, y, z;   // nN
  std::vector<double> friction;  // nN min/um

  void push(CellIndex i, const Vec3& force) { x[i] += force.x, y[i] += force.y, z[i] += force.z; }
  void drive(CellIndex i, const Vec3& velocity) { push(i, friction[i] * velocity); }  // um/min
};

// What is to become of a cell. Of two proposals in one step the later in this list is kept.
enum class FateKind : std::uint8_t { none, become, bud, divide, regrow, fuse, die, vanish, leave };

struct Fate {
  FateKind kind = FateKind::none;
  int type = -1;  // become: the new type; bud: the type of the daughter
  Vec3
      axis;  // divide, bud: unit vector between the daughters or to the daughter; regrow: to the daughter, um
  std::string cause;   // die, vanish, leave: for the event
  CellId partner = 0;  // fuse: the cell that it takes in
};

// What a cell removes from a tissue or adds to it: up to `volume` um^3 within `radius` of `centre`.
struct TissueChange {
  int tissue = -1;
  Vec3 centre;  // um
  double radius = 0, volume = 0;
  // Erosion: the unit vector into the tissue if matter goes only from its surface, under a footprint there;
  // zero if from everywhere within the radius.
  Vec3 inward = {};
};

// What a mechanism's move() does: nothing (then it isn't called); what follows from where the cell is, from
// its size, attachment and anchor and from the tissues, and changes nothing but the force; or anything.
enum class Moves { never, by_place, freely };

// What few cells do in a step.
struct CellActions {
  Fate fate;
  std::string attach_to;                          // for the event; empty: no event
  std::vector<TissueChange> erosion, deposition;  // one for each tissue
  CellId engulfed = 0;                            // the dying cell that this one takes in; 0: none
  bool breach = false;                            // it enters a tissue
};

// One slot a cell; a mechanism writes the slots of its own cells only.
struct Decisions {
  std::vector<double> diameter;                       // um, the new one; NaN: as it is
  std::vector<Attachment> attachment;                 // the new one
  std::vector<std::unique_ptr<CellActions>> actions;  // nullptr: none

  CellActions& actions_of(CellIndex i) {
    if (!actions[i]) actions[i] = std::make_unique<CellActions>();
    return *actions[i];
  }
  void propose(CellIndex i, Fate fate) {
    Fate& kept = actions_of(i).fate;
    if (fate.kind > kept.kind) kept = std::move(fate);
  }
};

using Cells = std::span<const CellIndex>;

// The state columns of a model's cells, by name.
class StateColumns {
 public:
  explicit StateColumns(std::vector<std::string>& names) : names_(names) {}
  int of(const std::string& name);  // index of the column, added if it isn't there

 private:
  std::vector<std::string>& names_;
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
  // For estimates: births less deaths of a cell (1/min) where no signal changes them, and what it clears of
  // each species (um^3/min), which is added.
  virtual double increase() const { return 0; }
  virtual void add_clearance(std::vector<double>& /*per_species*/) const {}
  // Numbers that can't be true, in words for the user.
  virtual std::vector<std::string> warnings(const Model&, CellTypeId) const { return {}; }

  // A cell of its type was placed or born, or became this type: sets up what the cell hasn't yet.
  virtual void initialise(const View&, CellIndex, Population&) const {}
  // A cell of its type takes in another one, which is still there: sets what the two are together. Place and
  // cargo are the engine's.
  virtual void merge(CellIndex, CellIndex /*other*/, Population&) const {}

  // The stages, for chunks of living cells (decide_dying: of dying ones).
  virtual void set_rates(const View&, Cells, Rates&) const {}
  virtual void move(const View&, Cells, Population&, Forces&) const {}
  virtual Moves moves() const { return Moves::never; }
  virtual void decide(const View&, Cells, Population&, Decisions&) const {}
  virtual void decide_dying(const View&, Cells, Population&, Decisions&) const {}
};

// The species that cells with a mechanism give to the fluid: what they release, and what the tissues that
// they remove held.
std::vector<int> releases(const Model&, const Mechanism&);

}  // namespace exomet
