// The motion stage: overdamped, friction times velocity is the sum of forces.
#include <algorithm>
#include <atomic>
#include <cmath>

#include "sim/base/error.hpp"
#include "sim/grid/tissue.hpp"
#include "sim/run/finite.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

namespace {
// A treatment that makes a type smaller leaves cells that are larger than the model's.
double largest_diameter_now(const Model& model, const Population& cells) {
  double largest = model.largest_diameter();
  for (double diameter : cells.diameter) largest = std::max(largest, diameter);
  return largest;
}
}  // namespace

double interaction_reach(const Model& model) {
  return std::max(model.mechanics.contact.reach, touching_reach);
}

namespace {
// For each kind of types the radii (um) that may make its contacts stiffest: by Hertz any, else the smallest.
std::vector<std::vector<double>> radii_by_kind(const Model& model) {
  const Contact& contact = model.mechanics.contact;
  std::vector<std::vector<double>> radii(contact.kinds);
  for (std::size_t type = 0; type < model.cells.size(); ++type)
    radii[contact.kind[type]].push_back(0.5 * model.cells[type].diameter);
  for (std::vector<double>& of_kind : radii) {
    std::sort(of_kind.begin(), of_kind.end());
    of_kind.erase(std::unique(of_kind.begin(), of_kind.end()), of_kind.end());
    if (contact.law != ContactLaw::hertz) of_kind.resize(1);
  }
  return radii;
}

// nN/um, of any two cells in contact.
double steepest_contact(const Model& model) {
  const Contact& contact = model.mechanics.contact;
  const std::vector<std::vector<double>> radii = radii_by_kind(model);
  double steepest = 0;
  for (std::size_t a = 0; a < radii.size(); ++a)
    for (std::size_t b = a; b < radii.size(); ++b)
      for (double r1 : radii[a])
        for (double r2 : radii[b])
          steepest =
              std::max(steepest, stiffness_bound(contact, contact.pairs[a * contact.kinds + b], r1, r2));
  return steepest;
}
}  // namespace

int motion_substeps(const Model& model) {
  constexpr double neighbours = 6;  // that press from one side in a packing, at most
  constexpr double countless = 1e9;
  double anchor = 0, tissue = 0;
  for (const CellType& type : model.cells)
    for (const auto& mechanism : type.mechanisms) anchor = std::max(anchor, mechanism->stiffness());
  double friction = model.mechanics.friction;
  for (Attachment attachment : {Attachment::tissue, Attachment::sealed})
    friction = std::min(friction, model.mechanics.friction_of(attachment));
  // Solidity rises by 2 per voxel at most.
  const Vec3& voxel = model.geometry.spacing;
  for (const TissueKind& kind : model.tissues)
    tissue = std::max(tissue, 2 * kind.resists / std::min({voxel.x, voxel.y, voxel.z}));
  const double rate = std::max(neighbours * steepest_contact(model) + anchor, tissue) / friction;  // 1/min
  return static_cast<int>(std::clamp(std::ceil(rate * model.steps.motion), 1.0, countless));
}

namespace {

// The force with which tissues keep a cell out: what they resist, times the difference of their solidity
// between the two ends of the cell along each axis, nN.
Vec3 exclusion(const Model& model, const World& world, const std::vector<std::vector<std::uint8_t>>& to_solid,
               CellIndex i) {
  if (model.tissues.empty()) return {};
  const Vec3 centre = world.cells.position(i);
  const double radius = 0.5 * world.cells.diameter[i];
  const std::size_t voxel = model.geometry.voxel_at(centre);
  const int steps = steps_within(model.geometry, radius);
  Vec3 force;
  for (std::size_t t = 0; t < model.tissues.size(); ++t) {
    if (to_solid[t][voxel] > steps) continue;
    const SharesAround shares = shares_around(model.geometry, world.tissues[t].density, centre, radius);
    for (int axis = 0; axis < 3; ++axis)
      if (!model.geometry.flat(axis))
        force[axis] += model.tissues[t].resists * (solidity(shares[axis][0]) - solidity(shares[axis][1]));
  }
  return force;
}

// Where a cell may be: wrapped, in the mid-plane, or a radius from closed ends; beyond open ends it may go.
Vec3 confined(const Geometry& grid, Vec3 position, double radius) {
  for (int axis = 0; axis < 3; ++axis) {
    const double length = grid.voxels[axis] * grid.spacing[axis], margin = std::min(radius, 0.5 * length);
    double& at = position[axis];
    if (grid.periodic(axis))
      at -= length * std::floor(at / length);
    else if (grid.flat(axis))
      at = 0.5 * length;
    else {
      if (grid.boundary[axis][0] != Boundary::open) at = std::max(at, margin);
      if (grid.boundary[axis][1] != Boundary::open) at = std::min(at, length - margin);
    }
  }
  return position;
}

}  // namespace

// Most cells are far from a tissue. As far as any cell of now reaches, or one that grows in this model.
void Simulation::find_solid() {
  constexpr int farthest = 254;
  if (world_.tissues.empty()) return;
  const double reach = 0.5 * touching_reach * largest_diameter_now(*model_, world_.cells);
  if (!solid_changed_ && reach <= solid_reach_) return;
  to_solid_.clear();
  const int steps = std::min(steps_within(model_->geometry, reach), farthest);
  for (const Tissue& tissue : world_.tissues)
    to_solid_.push_back(steps_to_solid(model_->geometry, tissue.density, steps));
  solid_reach_ = reach;
  solid_changed_ = false;
}

void Simulation::move() {
  transport_.cells_moved();
  contacts_known_ = false;
  for (int part = 0; part < motion_parts_; ++part) move_once(model_->steps.motion / motion_parts_, part);
}

// Cells that stay where they are, to the bit: in the last step they came to the same place again, by nothing
// but what stays the same between two rules stages, and nobody near has moved since. Lists must be the same,
// too: one who left them may have pushed before.
void Simulation::find_resting() {
  resting_.clear();
  const bool known = stayed_.size() == world_.cells.size() && stayed_by_ == neighbours_.lists().builds();
  if (!known || std::find(stayed_.begin(), stayed_.end(), 1) == stayed_.end()) return;
  resting_ = neighbours_.without_neighbours_of_others(stayed_);
  for (std::size_t type = 0; type < groups_.alive.size(); ++type) {
    const auto& mechanisms = model_->cells[type].mechanisms;
    if (std::any_of(mechanisms.begin(), mechanisms.end(),
                    [](const auto& mechanism) { return mechanism->moves() == Moves::freely; }))
      for (const CellIndex i : groups_.alive[type]) resting_[i] = 0;
  }
}

std::size_t Simulation::resting() const {
  return static_cast<std::size_t>(std::count(resting_.begin(), resting_.end(), 1));
}

void Simulation::clear_forces() {
  const std::size_t count = world_.cells.size();
  for (auto* column : {&forces_.x, &forces_.y, &forces_.z, &forces_.friction}) column->resize(count);
  parallel_chunks(count, cells_per_chunk(count), [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      forces_.x[i] = forces_.y[i] = forces_.z[i] = 0;
      forces_.friction[i] = model_->mechanics.friction_of(world_.cells.attachment[i]);
    }
  });
}

void Simulation::add_forces_of_mechanisms(const View& now) {
  if (!resting_.empty()) {
    awake_.resize(groups_.alive.size());
    for (std::size_t type = 0; type < groups_.alive.size(); ++type) {
      awake_[type].clear();
      std::copy_if(groups_.alive[type].begin(), groups_.alive[type].end(), std::back_inserter(awake_[type]),
                   [&](CellIndex i) { return !resting_[i]; });
    }
  }
  for_each_chunk(resting_.empty() ? groups_.alive : awake_, [&](CellTypeId type, Cells cells) {
    for (const auto& mechanism : model_->cells[type].mechanisms)
      if (mechanism->moves() != Moves::never) mechanism->move(now, OwnCells(world_.cells, cells), forces_);
  });
}

void Simulation::move_once(double interval, int substep) {
  Population& cells = world_.cells;
  neighbours_.build(cells, interaction_reach(*model_));
  find_resting();
  clear_forces();
  neighbours_.add_contact_forces(cells, model_->mechanics.contact, forces_.x, forces_.y, forces_.z, resting_);
  View now = view(interval);
  now.substep = substep;
  add_forces_of_mechanisms(now);

  std::atomic<std::uint64_t> limited{0};
  stayed_.resize(cells.size());
  stayed_by_ = neighbours_.lists().builds();
  parallel_chunks(cells.size(), cells_per_chunk(cells.size()), [&](std::size_t begin, std::size_t end) {
    std::uint64_t held = 0;
    for (auto i = static_cast<CellIndex>(begin); i < end; ++i)
      if (resting_.empty() || !resting_[i]) held += shift(i, interval);
    limited += held;
  });
  world_.limited_moves += limited;
  // Now, since nowhere can't be put into bins.
  if (const std::string what = not_finite_position(*model_, cells); !what.empty()) throw RunError(what);
}

// Moves a cell by its force. Returns whether it was held to the largest allowed displacement.
bool Simulation::shift(CellIndex i, double interval) {
  Population& cells = world_.cells;
  forces_.push(i, exclusion(*model_, world_, to_solid_, i));
  Vec3 shift = (interval / forces_.friction[i]) * Vec3{forces_.x[i], forces_.y[i], forces_.z[i]};
  const double most = largest_move * cells.diameter[i], length = norm(shift);
  const bool held = length > most;
  if (held) shift *= most / length;
  const Vec3 position = confined(model_->geometry, cells.position(i) + shift, 0.5 * cells.diameter[i]);
  // Who is held is counted every time.
  stayed_[i] = !held && position.x == cells.x[i] && position.y == cells.y[i] && position.z == cells.z[i];
  cells.x[i] = position.x;
  cells.y[i] = position.y;
  cells.z[i] = position.z;
  return held;
}

}  // namespace exomet
