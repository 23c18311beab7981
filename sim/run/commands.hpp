// What can happen to cells, as a mechanism says it in Mechanism::act(). Each command is done at once, for the
// cell to which something happens, at the time at which it happens.
#pragma once

#include <string>

#include "sim/run/happenings.hpp"

namespace exomet {

class RulesStep;

// A birth. Places are um from where the mother is now.
struct Spawn {
  // A copy of the mother of the same type: they share her cargo, each half, and both are newly born.
  bool divides = true;
  int type = -1;  // otherwise: of the daughter, which begins with nothing; the mother stays as she is
  Vec3 offset, mother_offset;  // of the daughter, and by how much the mother moves
  double diameter = 0;         // um, of the daughter and, if she divides, of the mother
  std::string cause;
};

class Commands {
 public:
  Commands(RulesStep& step, CellIndex cell) : step_(step), cell_(cell) {}

  void spawn(const Spawn&);
  // The cell becomes another type: it keeps its place, size and cargo, and of its state what the new type
  // keeps, too. It lets go if the new type doesn't attach.
  void replace(CellTypeId type);
  void start_dying(const std::string& cause);  // it lets go
  void remove(const std::string& cause);       // the cell itself
  // The cell takes in another, if that one is still there: what was in an engulfed one is lost; of two that
  // merge cargo adds up, and they lie where their footprints had their common centre.
  void engulf(CellIndex other);
  void merge(CellIndex other);
  void attach(Attachment, const std::string& to);
  void let_go();
  void record(EventKind, const std::string& cause = "", CellId other = 0);

 private:
  RulesStep& step_;
  CellIndex cell_;
};

}  // namespace exomet
