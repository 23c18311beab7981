// One step of the rules, from now to the next. What happens to the cells is drawn from what their mechanisms
// offer and happens in the order of time, of two at the same time first to the cell with the smaller id.
// After each event the cell is asked again, in its new state, and so are its daughters, so that as many
// events fall into one step as may. In between, and up to the end of the step, cells evolve. What a step
// freezes: fields, tissues and who touches whom; the rates of a cell to which nothing happens (its cargo,
// size and age of the start hold); and what cells release, take up and how they move until its end, which
// follow from their state at its end.
#pragma once

#include <optional>
#include <queue>
#include <vector>

#include "sim/run/cell_groups.hpp"
#include "sim/run/cell_memory.hpp"
#include "sim/run/commands.hpp"
#include "sim/run/mechanism.hpp"

namespace exomet {

class RulesStep {
 public:
  // now: of the same world, with the contacts and groups of its cells; its interval is that of the step.
  RulesStep(const View& now, const CellGroups&, World&, Happenings&, CellRoom&);
  RulesStep(const RulesStep&) = delete;
  RulesStep& operator=(const RulesStep&) = delete;

  // Returns whether a tissue has changed. Cells that are gone are removed at its end.
  bool run();

 private:
  friend class Commands;

  // The next event of a cell.
  struct Next {
    double ahead = 0;  // min since the start of the step
    CellId id = 0;
    CellIndex cell = 0;
    Offer offer;
    Random random;  // of the cell in this step, to go on with

    // For the queue: which of two comes later.
    bool operator<(const Next& other) const {
      return ahead != other.ahead ? ahead > other.ahead : id > other.id;
    }
  };

  void let_leave();
  void ask_all();
  // What is drawn for a cell, of which the sums of the offers are known.
  std::optional<Next> draw(CellIndex, double hazard, double due, const Random&) const;
  void ask(CellIndex, const Random&);  // one, at this moment
  std::vector<Offer> offers_for(CellIndex) const;
  void let_happen();
  void require_few(std::size_t events, const Next& last) const;
  void evolve(CellIndex, double until);  // to min since the start of the step
  void evolve_all();
  const std::vector<std::shared_ptr<const Mechanism>>& mechanisms_of(CellIndex) const;
  Random random_of(CellIndex) const;

  CellIndex birth(CellIndex mother, bool copies, CellTypeId);

  View view_;  // of the world at this moment of the step
  const CellGroups& groups_;
  World& world_;
  Happenings& happened_;
  CellRoom& room_;
  const double interval_;  // min
  std::priority_queue<Next> queue_;
  std::vector<double> done_;          // per cell: min of this step for which it has evolved
  std::vector<CellIndex> ancestors_;  // of those born in this step
  std::vector<CellIndex> newborn_;    // in the present event
  std::vector<std::uint8_t> grows_;   // per type: comes to its diameter
  TissueChanges tissue_changes_;
  bool any_ = false;  // anything has happened
};

}  // namespace exomet
