#include "sim/run/commit.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <optional>

#include "sim/base/mathematics.hpp"
#include "sim/grid/surface/deposition.hpp"
#include "sim/grid/surface/erosion.hpp"
#include "sim/run/placement.hpp"

namespace exomet {

Decisions undecided(const World& world) {
  const std::size_t cells = world.cells.size();
  return {std::vector<double>(cells, nowhere), world.cells.attachment,
          std::vector<std::unique_ptr<CellActions>>(cells)};
}

namespace {

class Committer {
 public:
  Committer(const View& view, const Decisions& decisions, World& world, Happenings& happened)
      : view_(view),
        decisions_(decisions),
        world_(world),
        happened_(happened),
        cells_(world.cells),
        gone_(cells_.size(), 0),
        changed_(cells_.size(), 0),
        first_new_(cells_.size()) {}

  bool run() {
    const auto count = static_cast<CellIndex>(cells_.size());
    for (CellIndex i = 0; i < count; ++i) change_body(i);
    for_each_actor([&](CellIndex i, const CellActions& actions) { erode(i, actions); });
    for_each_actor([&](CellIndex, const CellActions& actions) { deposit(actions); });
    for_each_actor([&](CellIndex i, const CellActions& actions) { engulf(i, actions); });
    for_each_actor([&](CellIndex i, const CellActions& actions) { meet_fate(i, actions.fate); });
    gone_.resize(cells_.size(), 0);
    if (std::find(gone_.begin(), gone_.end(), 1) != gone_.end()) cells_.remove(gone_);
    return tissue_changed_;
  }

 private:
  template <class Visit>
  void for_each_actor(const Visit& visit) const {
    for (CellIndex i = 0; i < decisions_.actions.size(); ++i)
      if (decisions_.actions[i]) visit(i, *decisions_.actions[i]);
  }

  void record(EventKind kind, CellIndex i, std::string cause, CellId other = 0) {
    happened_.add(world_, {world_.time, kind, cells_.id[i], other, cells_.type[i], std::move(cause),
                           cells_.position(i)});
  }

  void change_body(CellIndex i) {
    if (!std::isnan(decisions_.diameter[i])) cells_.diameter[i] = decisions_.diameter[i];
    cells_.attachment[i] = decisions_.attachment[i];
    const CellActions* const actions = decisions_.actions[i].get();
    if (actions && !actions->attach_to.empty()) record(EventKind::attach, i, actions->attach_to);
    if (actions && actions->breach) record(EventKind::breach, i, "");
  }

  void erode(CellIndex i, const CellActions& actions) {
    for (const TissueChange& erosion : actions.erosion) {
      Tissue& tissue = world_.tissues[erosion.tissue];
      const double removed = remove(tissue, erosion);
      tissue.removed += removed;
      tissue_changed_ = tissue_changed_ || removed > 0;
      free_what_was_held(i, erosion.tissue, removed);
    }
  }

  double remove(Tissue& tissue, const TissueChange& erosion) const {
    const Geometry& grid = view_.model.geometry;
    if (norm(erosion.inward) > 0)
      return remove_under(grid, tissue.density, {erosion.centre, erosion.inward, erosion.radius},
                          erosion.volume);
    return remove_volume(grid, tissue.density, erosion.centre, erosion.radius, erosion.volume);
  }

  // What the removed volume held goes to the fluid around the cell, as its release.
  void free_what_was_held(CellIndex i, int tissue, double volume) {
    const Geometry& grid = view_.model.geometry;
    for (const Held& held : view_.model.tissues[tissue].holds) {
      const int donor_field = donor_field_of(world_, grid, held.index, cells_.type[i]);
      world_.donor_fields[donor_field].counts[grid.voxel_at(cells_.position(i))] += held.density * volume;
      world_.balances[donor_field].emitted += held.density * volume;
    }
  }

  void deposit(const CellActions& actions) {
    for (const TissueChange& deposit : actions.deposition) {
      Tissue& tissue = world_.tissues[deposit.tissue];
      const double formed =
          add_volume(view_.model.geometry, tissue.density, deposit.centre, deposit.radius, deposit.volume);
      tissue.formed += formed;
      tissue_changed_ = tissue_changed_ || formed > 0;
    }
  }

  // The first engulfer, in the order of ids, gets a dying cell; the others find it gone.
  void engulf(CellIndex i, const CellActions& actions) {
    const std::optional<CellIndex> prey = present(actions.engulfed);
    if (!prey) return;
    gone_[*prey] = 1;
    record(EventKind::removal, *prey, "engulfed", cells_.id[i]);
  }

  // Where a cell is, if it is still there.
  std::optional<CellIndex> present(CellId id) const {
    const auto found = std::lower_bound(cells_.id.begin(), cells_.id.end(), id);
    if (found == cells_.id.end() || *found != id) return {};
    const auto at = static_cast<CellIndex>(found - cells_.id.begin());
    return at < gone_.size() && gone_[at] ? std::nullopt : std::optional(at);
  }

  void meet_fate(CellIndex i, const Fate& fate) {
    if (gone_[i]) return;
    switch (fate.kind) {
      case FateKind::none:
        break;
      case FateKind::become:
        return become(i, fate);
      case FateKind::bud:
        return bud(i, fate);
      case FateKind::divide:
        return divide(i, fate.axis);
      case FateKind::regrow:
        return regrow(i, fate.axis);
      case FateKind::fuse:
        return fuse(i, fate);
      case FateKind::die:
        record(EventKind::death, i, fate.cause);
        cells_.life[i] = Life::dying;
        cells_.attachment[i] = Attachment::none;
        break;
      case FateKind::vanish:
        gone_[i] = 1;
        record(EventKind::removal, i, fate.cause);
        break;
      case FateKind::leave:
        gone_[i] = 1;
        record(EventKind::leave, i, fate.cause);
        break;
    }
  }

  void initialise(CellIndex i) {
    for (const auto& mechanism : view_.model.cells[cells_.type[i]].mechanisms)
      mechanism->initialise(view_, i, cells_);
  }

  // The cell keeps its place, cargo and state, and at first its size. It keeps its anchor and its hold if the
  // new type has such: nobody would move or loosen them otherwise.
  void become(CellIndex i, const Fate& fate) {
    changed_[i] = 1;
    record(EventKind::become, i, view_.model.cells[fate.type].name);
    cells_.type[i] = static_cast<CellTypeId>(fate.type);
    const Vec3 anchor = anchor_of(i);
    set_anchor(i, {nowhere, nowhere, nowhere});
    initialise(i);
    if (is_anchored(i) && !std::isnan(anchor.x)) set_anchor(i, anchor);
    const auto& mechanisms = view_.model.cells[fate.type].mechanisms;
    if (std::none_of(mechanisms.begin(), mechanisms.end(), [](const auto& m) { return m->attaches(); }))
      cells_.attachment[i] = Attachment::none;
  }

  // The first, in the order of ids, takes the other in, if that one still lives and is still what it was when
  // they met: one that has become another type, divided or taken in somebody in this step is no partner. They
  // lie where their footprints had their common centre.
  void fuse(CellIndex i, const Fate& fate) {
    const std::optional<CellIndex> other = present(fate.partner);
    if (!other || *other == i || !cells_.alive(*other) || changed_[*other]) return;
    changed_[i] = 1;
    record(EventKind::fuse, *other, view_.model.cells[cells_.type[i]].name, cells_.id[i]);
    gone_[*other] = 1;
    const double own = cells_.diameter[i] * cells_.diameter[i],
                 added = cells_.diameter[*other] * cells_.diameter[*other];
    const Vec3 towards = view_.model.geometry.difference(cells_.position(*other), cells_.position(i));
    place(i, cells_.position(i) + (added / (own + added)) * towards);
    for (auto& amounts : cells_.cargo) amounts[i] += amounts[*other];
    for (const auto& mechanism : view_.model.cells[cells_.type[i]].mechanisms)
      mechanism->merge(i, *other, cells_);
  }

  // A daughter of another type beside the mother, which stays what it is.
  void bud(CellIndex i, const Fate& fate) {
    const double diameter = view_.model.cells[fate.type].diameter;
    const Vec3 spot = cells_.position(i) + (0.5 * (cells_.diameter[i] + diameter)) * fate.axis;
    const CellIndex daughter =
        cells_.append(static_cast<CellTypeId>(fate.type), view_.model.geometry.inside(spot), diameter,
                      world_.time, cells_.id[i]);
    initialise(daughter);
    record(EventKind::birth, daughter, "budding", cells_.id[i]);
  }

  // Two daughters of half the volume, the mother's place between them; cargo is shared by volume.
  void divide(CellIndex i, const Vec3& axis) {
    changed_[i] = 1;
    const double diameter = cells_.diameter[i] / maths::cbrt(2.0);
    const CellIndex daughter = cells_.append_copy(i);
    const Vec3 shift = (0.25 * diameter) * axis;
    for (CellIndex cell : {i, daughter}) {
      const Vec3 aside = (cell == i ? -1 : 1) * shift;
      place(cell, cells_.position(cell) + aside);
      move_anchor(cell, aside);
      cells_.diameter[cell] = diameter;
      cells_.born[cell] = world_.time;
      for (auto& amounts : cells_.cargo) amounts[cell] *= 0.5;
    }
    be_born(i, daughter);
  }

  // A daughter beside the mother, both of full size, as cells at the edge of a sheet spread while they
  // divide.
  void regrow(CellIndex i, const Vec3& offset) {
    const Vec3 spot = view_.model.geometry.inside(cells_.position(i) + offset);
    for (std::size_t other = first_new_; other < cells_.size();
         ++other)  // another may have grown there just now
      if (norm(view_.model.geometry.difference(cells_.position(other), spot)) < 0.7 * cells_.diameter[i])
        return;
    const CellIndex daughter = cells_.append_copy(i);
    place(daughter, spot);
    cells_.born[i] = cells_.born[daughter] = world_.time;
    for (auto& amounts : cells_.cargo) amounts[i] = amounts[daughter] *= 0.5;
    if (is_anchored(i)) set_anchor(daughter, {cells_.x[daughter], cells_.y[daughter], cells_.anchor_z[i]});
    be_born(i, daughter);
  }

  void be_born(CellIndex mother, CellIndex daughter) {
    cells_.parent[daughter] = cells_.id[mother];
    initialise(daughter);
    record(EventKind::birth, daughter, "division", cells_.id[mother]);
  }

  // Daughters that shared an anchor would be held in each other.
  void move_anchor(CellIndex i, const Vec3& aside) {
    if (is_anchored(i)) set_anchor(i, view_.model.geometry.inside(anchor_of(i) + aside));
  }

  bool is_anchored(CellIndex i) const { return !std::isnan(cells_.anchor_x[i]); }
  Vec3 anchor_of(CellIndex i) const { return {cells_.anchor_x[i], cells_.anchor_y[i], cells_.anchor_z[i]}; }
  void set_anchor(CellIndex i, const Vec3& anchor) {
    cells_.anchor_x[i] = anchor.x;
    cells_.anchor_y[i] = anchor.y;
    cells_.anchor_z[i] = anchor.z;
  }

  void place(CellIndex i, Vec3 position) {
    position = view_.model.geometry.inside(position);
    cells_.x[i] = position.x;
    cells_.y[i] = position.y;
    cells_.z[i] = position.z;
  }

  const View& view_;
  const Decisions& decisions_;
  World& world_;
  Happenings& happened_;
  Population& cells_;
  std::vector<std::uint8_t> gone_, changed_;
  std::size_t first_new_;  // index of the first cell born in this commit
  bool tissue_changed_ = false;
};

}  // namespace

bool commit(const View& view, const Decisions& decisions, World& world, Happenings& happened) {
  return Committer(view, decisions, world, happened).run();
}

}  // namespace exomet
