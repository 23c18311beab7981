#include "sim/run/rules_step.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <mutex>

#include "sim/base/error.hpp"
#include "sim/base/mathematics.hpp"
#include "sim/base/quantity.hpp"
#include "sim/run/growth.hpp"

namespace exomet {

namespace {
constexpr double never = std::numeric_limits<double>::infinity();

// Of a list of offers the one that it is, `wait` min from now by hazard or the first that is due before;
// drawn: uniform in (0, 1).
Offer chosen(const std::vector<Offer>& offers, double hazard, double wait, double due, double drawn) {
  const Offer* found = nullptr;
  double left = drawn * hazard;
  for (const Offer& offer : offers) {
    if (offer.is_due != (due <= wait)) continue;
    if (offer.is_due) {
      if (!found || offer.rate_or_wait < found->rate_or_wait) found = &offer;
    } else if (offer.rate_or_wait > 0) {
      found = &offer;
      if ((left -= offer.rate_or_wait) < 0) break;
    }
  }
  assert(found);
  return *found;
}
}  // namespace

RulesStep::RulesStep(const View& now, const CellGroups& groups, World& world, Happenings& happened,
                     CellRoom& room)
    : view_(now),
      groups_(groups),
      world_(world),
      happened_(happened),
      room_(room),
      interval_(now.interval),
      done_(world.cells.size(), 0.0),
      tissue_changes_(world.cells.size()) {
  for (const CellType& type : now.model.cells) grows_.push_back(grows_to_type(type));
}

bool RulesStep::run() {
  room_.require_to_double(view_.model, world_.cells);
  let_leave();
  ask_all();
  let_happen();
  evolve_all();
  const bool changed = tissue_changes_.apply(view_.model, world_, view_.free);
  if (any_) {
    std::vector<std::uint8_t> gone(world_.cells.size());
    for (CellIndex i = 0; i < gone.size(); ++i) gone[i] = world_.cells.life[i] == Life::gone;
    world_.cells.remove(gone);
  }
  return changed;
}

// Cells that crossed an open end are gone.
void RulesStep::let_leave() {
  const Geometry& grid = view_.model.geometry;
  const Vec3 extent = grid.extent();
  Population& cells = world_.cells;
  const auto leaves = [&](CellIndex i, int axis) {
    const double at = cells.position(i)[axis];
    return (grid.boundary[axis][0] == Boundary::open && at < 0) ||
           (grid.boundary[axis][1] == Boundary::open && at > extent[axis]);
  };
  for (CellIndex i = 0; i < cells.size(); ++i)
    for (int axis = 0; axis < 3; ++axis)
      if (cells.life[i] != Life::gone && leaves(i, axis)) {
        Commands(*this, i).record(event::leave, axis == 0 ? "x" : axis == 1 ? "y" : "z");
        cells.life[i] = Life::gone;
        any_ = true;
      }
}

const std::vector<std::shared_ptr<const Mechanism>>& RulesStep::mechanisms_of(CellIndex i) const {
  return view_.model.cells[world_.cells.type[i]].mechanisms;
}

Random RulesStep::random_of(CellIndex i) const { return view_.random(i, purpose("happens")); }

void RulesStep::ask_all() {
  std::vector<double> hazards(world_.cells.size(), 0.0), due(world_.cells.size(), never);
  std::mutex mutex;
  for (const bool alive : {true, false})
    for_each_chunk(alive ? groups_.alive : groups_.dying, [&](CellTypeId type, Cells cells) {
      Offers offers(hazards, due);
      for (const auto& mechanism : view_.model.cells[type].mechanisms)
        alive ? mechanism->offer(view_, cells, offers) : mechanism->offer_dying(view_, cells, offers);
      std::vector<Next> found;
      for (const CellIndex i : cells)
        if (world_.cells.life[i] != Life::gone)
          if (const auto next = draw(i, hazards[i], due[i], random_of(i))) found.push_back(*next);
      const std::lock_guard lock(mutex);
      for (const Next& next : found) queue_.push(next);  // which sorts them
    });
}

std::vector<Offer> RulesStep::offers_for(CellIndex i) const {
  std::vector<Offer> each;
  Offers offers(each);
  for (const auto& mechanism : mechanisms_of(i)) {
    offers.from(*mechanism);
    world_.cells.alive(i) ? mechanism->offer(view_, {&i, 1}, offers)
                          : mechanism->offer_dying(view_, {&i, 1}, offers);
  }
  return each;
}

std::optional<RulesStep::Next> RulesStep::draw(CellIndex i, double hazard, double due,
                                               const Random& of_cell) const {
  Random random = of_cell;
  const double left = interval_ - view_.ahead;
  double wait = never;
  if (hazard > 0) {
    const double drawn = random.uniform();
    // exp(-x) >= 1 - x: most need no logarithm to know that nothing happens.
    if (drawn > 1 - hazard * left) wait = -maths::log(drawn) / hazard;
  }
  const double next = std::min(wait, due);
  if (!(next < left)) return {};
  const double which = random.uniform();
  return Next{view_.ahead + next, world_.cells.id[i], i, chosen(offers_for(i), hazard, wait, due, which),
              random};
}

void RulesStep::ask(CellIndex i, const Random& random) {
  double hazard = 0, due = never;
  for (const Offer& offer : offers_for(i))
    offer.is_due ? due = std::min(due, offer.rate_or_wait) : hazard += offer.rate_or_wait;
  if (const auto next = draw(i, hazard, due, random)) queue_.push(*next);
}

// What comes again and again without end would let a run stand still without a word.
void RulesStep::require_few(std::size_t events, const Next& last) const {
  constexpr std::size_t always = 1'000'000, of_a_cell = 1000;
  const std::size_t cells = world_.cells.size();
  if (events <= always + of_a_cell * cells) return;
  const CellType& type = view_.model.cells[world_.cells.type[last.cell]];
  std::string key;
  for (std::size_t m = 0; m < type.mechanisms.size(); ++m)
    if (type.mechanisms[m].get() == last.offer.mechanism) key = type.mechanism_keys[m];
  throw RunError(
      "more than " + std::to_string(events - 1) + " things have happened to " + std::to_string(cells) +
      " cells within one step of the rules, " + format_quantity(interval_, Dimension::time) +
      ", the last by '" + key + "' to a cell of type '" + type.name +
      "', since a rate is far too high or types become each other without end; change the rates or "
      "conditions of that type");
}

void RulesStep::let_happen() {
  for (std::size_t events = 1; !queue_.empty(); ++events) {
    Next next = queue_.top();
    queue_.pop();
    const CellIndex i = next.cell;
    if (world_.cells.life[i] == Life::gone) continue;
    require_few(events, next);
    any_ = true;
    view_.ahead = next.ahead;
    evolve(i, next.ahead);
    Commands commands(*this, i);
    next.offer.mechanism->act(view_, OwnCell(world_.cells, i),
                              {next.offer.what, next.offer.other, next.random}, commands);
    if (world_.cells.life[i] != Life::gone) ask(i, next.random);
    for (const CellIndex born : newborn_) ask(born, random_of(born));
    newborn_.clear();
  }
}

// Appends a cell and all that a step keeps of one.
CellIndex RulesStep::birth(CellIndex mother, bool copies, CellTypeId type) {
  Population& cells = world_.cells;
  room_.require_for_births(view_.model, cells);
  const CellIndex daughter =
      copies ? cells.append_copy(mother) : cells.append(type, {}, 0, view_.time(), cells.id[mother]);
  cells.parent[daughter] = cells.id[mother];
  cells.born[daughter] = view_.time();
  done_.push_back(view_.ahead);
  ancestors_.push_back(
      mother < daughter - ancestors_.size() ? mother : ancestors_[mother - (daughter - ancestors_.size())]);
  view_.ancestors = ancestors_;
  tissue_changes_.add_cell();
  newborn_.push_back(daughter);
  return daughter;
}

void RulesStep::evolve(CellIndex i, double until) {
  const OwnCells one(world_.cells, {&i, 1}, until - done_[i]);
  done_[i] = until;
  const bool alive = world_.cells.alive(i);
  for (const auto& mechanism : mechanisms_of(i))
    alive ? mechanism->evolve(view_, one, tissue_changes_)
          : mechanism->evolve_dying(view_, one, tissue_changes_);
  if (alive && grows_[world_.cells.type[i]])
    for (const OwnCell cell : one) grow_to_type(view_, cell);
}

void RulesStep::evolve_all() {
  view_.ahead = 0;
  const CellGroups later = any_ ? group_by_type(view_.model.cells.size(), world_.cells) : CellGroups{};
  const CellGroups& groups = any_ ? later : groups_;
  const auto own = [&](Cells cells) {
    return OwnCells(world_.cells, cells, interval_,
                    any_ ? std::span<const double>(done_) : std::span<const double>{});
  };
  for_each_chunk(groups.alive, [&](CellTypeId type, Cells cells) {
    for (const auto& mechanism : view_.model.cells[type].mechanisms)
      mechanism->evolve(view_, own(cells), tissue_changes_);
    if (grows_[type])
      for (const OwnCell cell : own(cells)) grow_to_type(view_, cell);
  });
  for_each_chunk(groups.dying, [&](CellTypeId type, Cells cells) {
    for (const auto& mechanism : view_.model.cells[type].mechanisms)
      mechanism->evolve_dying(view_, own(cells), tissue_changes_);
  });
}

}  // namespace exomet
