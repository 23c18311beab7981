// What may happen to cells, as their mechanisms offer it. The engine draws when something does, and which of
// the offers it is: with hazards h1, h2, ... the first event comes after an exponentially distributed time of
// mean 1 / (h1 + h2 + ...), and is the i-th with probability hi / (h1 + h2 + ...) (competing risks; Gillespie
// 1977, doi:10.1021/j100540a008).
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "sim/cells/population.hpp"

namespace exomet {

class Mechanism;

// One of the things that may happen to a cell.
struct Offer {
  const Mechanism* mechanism = nullptr;
  double rate_or_wait = 0;  // 1/min; is_due: min from now
  int what = 0;             // the mechanism's own number for it
  CellIndex other = 0;      // the cell that it concerns, if any
  bool is_due = false;      // it comes at a certain time
};

// What mechanisms offer for many cells (sums only) or for one (each offer).
class Offers {
 public:
  // Sums go to hazards (1/min) and due (min from now), by index.
  Offers(std::span<double> hazards, std::span<double> due) : hazards_(hazards), due_(due) {}
  // Each offer for a cell, in their order.
  explicit Offers(std::vector<Offer>& each) : each_(&each) {}

  // It happens at this hazard (1/min). `what` and `other` come back with Mechanism::act().
  void may(CellIndex i, double hazard, int what = 0, CellIndex other = 0) {
    if (each_)
      each_->push_back({mechanism_, hazard, what, other, false});
    else
      hazards_[i] += hazard;
  }
  // It happens after so many minutes, at once if none are left, unless something else happens to the cell
  // before: then the cell is asked again.
  void due(CellIndex i, double minutes, int what = 0, CellIndex other = 0) {
    if (each_)
      each_->push_back({mechanism_, std::max(0.0, minutes), what, other, true});
    else
      due_[i] = std::min(due_[i], std::max(0.0, minutes));
  }

  void from(const Mechanism& mechanism) { mechanism_ = &mechanism; }  // who offers what comes now

 private:
  std::span<double> hazards_, due_;
  std::vector<Offer>* each_ = nullptr;
  const Mechanism* mechanism_ = nullptr;
};

}  // namespace exomet
