#include "sim/run/commands.hpp"

#include <algorithm>

#include "sim/run/rules_step.hpp"

namespace exomet {

namespace {
void place(const Model& model, Population& cells, CellIndex i, const Vec3& at) {
  const Vec3 position = model.geometry.inside(at);
  cells.x[i] = position.x;
  cells.y[i] = position.y;
  cells.z[i] = position.z;
}
}  // namespace

void Commands::record(EventKind kind, const std::string& cause, CellId other) {
  const Population& cells = step_.world_.cells;
  step_.happened_.add(step_.world_, {step_.view_.time(), kind, cells.id[cell_], other, cells.type[cell_],
                                     cause, cells.position(cell_)});
}

void Commands::spawn(const Spawn& birth) {
  Population& cells = step_.world_.cells;
  const View& view = step_.view_;
  const Vec3 from = cells.position(cell_);
  const CellIndex daughter = step_.birth(cell_, birth.divides, static_cast<CellTypeId>(birth.type));
  place(view.model, cells, daughter, from + birth.offset);
  cells.diameter[daughter] = birth.diameter;
  if (birth.divides) {
    place(view.model, cells, cell_, from + birth.mother_offset);
    cells.diameter[cell_] = birth.diameter;
    cells.born[cell_] = view.time();
    for (auto& amounts : cells.cargo) amounts[cell_] = amounts[daughter] *= 0.5;
    for (const auto& mechanism : step_.mechanisms_of(cell_)) {
      mechanism->displaced(view, OwnCell(cells, cell_), birth.mother_offset);
      mechanism->displaced(view, OwnCell(cells, daughter), birth.offset);
    }
  }
  for (const auto& mechanism : step_.mechanisms_of(daughter))
    mechanism->initialise(view, OwnCell(cells, daughter));
  if (!birth.divides) set_levels_at_rest(view.model, cells, daughter);
  Commands(step_, daughter).record(event::birth, birth.cause, cells.id[cell_]);
}

void Commands::replace(CellTypeId type) {
  Population& cells = step_.world_.cells;
  const CellType& kind = step_.view_.model.cells[type];
  record(event::become, kind.name);
  cells.type[cell_] = type;
  for (std::size_t column = 0; column < cells.state.size(); ++column)
    if (std::find(kind.keeps.begin(), kind.keeps.end(), static_cast<int>(column)) == kind.keeps.end())
      cells.state[column][cell_] = 0;
  for (const auto& mechanism : kind.mechanisms) mechanism->initialise(step_.view_, OwnCell(cells, cell_));
  if (std::none_of(kind.mechanisms.begin(), kind.mechanisms.end(),
                   [](const auto& mechanism) { return mechanism->attaches(); }))
    let_go();
}

void Commands::start_dying(const std::string& cause) {
  record(event::death, cause);
  step_.world_.cells.life[cell_] = Life::dying;
  let_go();
}

void Commands::remove(const std::string& cause) {
  record(event::removal, cause);
  step_.world_.cells.life[cell_] = Life::gone;
}

void Commands::engulf(CellIndex other) {
  Population& cells = step_.world_.cells;
  if (cells.life[other] == Life::gone) return;
  step_.evolve(other, step_.view_.ahead);
  Commands(step_, other).record(event::removal, "engulfed", cells.id[cell_]);
  cells.life[other] = Life::gone;
}

void Commands::merge(CellIndex other) {
  Population& cells = step_.world_.cells;
  const View& view = step_.view_;
  if (other == cell_ || cells.life[other] == Life::gone) return;
  step_.evolve(other, view.ahead);
  Commands(step_, other).record(event::fuse, view.model.cells[cells.type[cell_]].name, cells.id[cell_]);
  cells.life[other] = Life::gone;
  const double own = cells.diameter[cell_] * cells.diameter[cell_],
               added = cells.diameter[other] * cells.diameter[other];
  const Vec3 towards = view.model.geometry.difference(cells.position(other), cells.position(cell_));
  place(view.model, cells, cell_, cells.position(cell_) + (added / (own + added)) * towards);
  for (auto& amounts : cells.cargo) amounts[cell_] += amounts[other];
  for (const auto& mechanism : step_.mechanisms_of(cell_))
    mechanism->merge(view, OwnCell(cells, cell_), other);
}

void Commands::attach(Attachment attachment, const std::string& to) {
  step_.world_.cells.attachment[cell_] = attachment;
  record(event::attach, to);
}

void Commands::let_go() { step_.world_.cells.attachment[cell_] = Attachment::none; }

}  // namespace exomet
