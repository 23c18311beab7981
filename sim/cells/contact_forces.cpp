#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

#include "sim/base/double8.hpp"
#include "sim/base/random.hpp"
#include "sim/cells/contact_laws.hpp"
#include "sim/cells/neighbours.hpp"

namespace exomet {

namespace {

constexpr std::size_t most = 64;        // of a list, looked at at a time
constexpr std::size_t fetch_ahead = 4;  // cells

// Pairs of one cell with others that are within reach, as columns, so that the law vectorises over them.
// Behind the last pair are some that mean nothing, so that only whole registers are worked on.
struct PairBatch {
  static constexpr std::size_t room = most + 2 * wide_lanes;
  std::size_t size = 0;
  alignas(64) std::array<double, room> dx, dy, dz, squared;          // um, from the other to the cell; um^2
  alignas(64) std::array<double, room> radius, repulsion, adhesion;  // of the other; of the two types
  alignas(64) std::array<std::uint32_t, room> slot;                  // of the other
};

// Of all cells, nN.
struct Vectors {
  std::span<double> x, y, z;
};

// The force on one cell, eight partial sums: the n-th pair within reach adds to the (n mod 8)th.
struct WideForce {
  Double8 x{}, y{}, z{};
  Vec3 sum() const { return {sum_of_lanes(x), sum_of_lanes(y), sum_of_lanes(z)}; }
};

// Adds those of at most `most` cells to the batch that are within reach. (The others would add 0.)
template <bool wraps>
void gather_pairs(PairBatch& batch, const VerletLists& lists, const Ball& own, double reach,
                  std::span<const std::uint32_t> near) {
  constexpr double safety = 1 + 1e-9;  // so that rounding doesn't hide a pair
  const Vec3 period = lists.period();
  std::size_t size = batch.size;
  for (std::size_t n = 0; n < near.size(); n += wide_lanes) {
    const WideBall other = lists.places(&near[n]);
    Double8 dx = own.x - other.x, dy = own.y - other.y, dz = own.z - other.z;
    if constexpr (wraps) {
      dx = nearest_image(dx, period.x);
      dy = nearest_image(dy, period.y);
      dz = nearest_image(dz, period.z);
    }
    const Double8 squared = dx * dx + dy * dy + dz * dz,
                  enough = reach * safety * (own.radius + other.radius);
    const unsigned in_reach = less_lanes(squared, enough * enough) & first_lanes(near.size() - n);
    store(&batch.dx[size], packed(dx, in_reach)), store(&batch.dy[size], packed(dy, in_reach));
    store(&batch.dz[size], packed(dz, in_reach)), store(&batch.squared[size], packed(squared, in_reach));
    store(&batch.radius[size], packed(other.radius, in_reach));
    pack(&near[n], in_reach, &batch.slot[size]);
    size += static_cast<std::size_t>(std::popcount(in_reach));
  }
  batch.size = size;
}

void look_up(PairBatch& batch, std::size_t count, const VerletLists& lists, const Contact& contact,
             CellTypeId own) {
  const ContactPair* const row = contact.row(own);
  const std::uint32_t* const kind = contact.kind.data();
  for (std::size_t n = 0; n < count; ++n) {
    const ContactPair& pair = row[kind[lists.type(batch.slot[n])]];
    batch.repulsion[n] = pair.repulsion, batch.adhesion[n] = pair.adhesion;
  }
}

// Those of a register of pairs that are at the same place are parted.
void part(PairBatch& batch, std::size_t first, std::uint32_t slot, const VerletLists& lists,
          const Population& population) {
  constexpr double least = coincident_distance * coincident_distance;
  for (std::size_t n = first; n < std::min(first + wide_lanes, batch.size); ++n) {
    if (batch.squared[n] >= least) continue;
    const Vec3 direction = parting_direction(lists.geometry(), population.id[lists.index(slot)],
                                             population.id[lists.index(batch.slot[n])]);
    const Vec3 apart = coincident_distance * direction;
    batch.dx[n] = apart.x, batch.dy[n] = apart.y, batch.dz[n] = apart.z;
    batch.squared[n] = least;
  }
}

// Adds the forces of the first `count` pairs, a whole number of registers or all.
template <class Law>
void sum_forces(PairBatch& batch, std::size_t count, std::uint32_t slot, const VerletLists& lists,
                const Population& population, double reach, WideForce& force) {
  const Double8 radius = wide(lists.place(slot).radius);
  for (std::size_t n = 0; n < count; n += wide_lanes) {
    const WideMask there = below(lane_numbers(), wide(double(count - n)));
    const auto distance = [&] { return either(there, square_root(load(&batch.squared[n])), wide(1)); };
    Double8 d = distance();
    if (any_less(d, coincident_distance)) {
      part(batch, n, slot, lists, population);
      d = distance();
    }
    const Double8 over_distance = Law::over_distance(d, radius, load(&batch.radius[n]), reach,
                                                     load(&batch.repulsion[n]), load(&batch.adhesion[n]));
    force.x += either(there, load(&batch.dx[n]) * over_distance, Double8{});
    force.y += either(there, load(&batch.dy[n]) * over_distance, Double8{});
    force.z += either(there, load(&batch.dz[n]) * over_distance, Double8{});
  }
}

// The pairs from `first` on become the first.
void keep_last(PairBatch& batch, std::size_t first) {
  for (auto* column : {&batch.dx, &batch.dy, &batch.dz, &batch.squared, &batch.radius})
    store(column->data(), load(column->data() + first));
  std::copy_n(batch.slot.begin() + first, wide_lanes, batch.slot.begin());
  batch.size -= first;
}

// What is added to what depends only on the pairs within reach and their order, and so do the bits: neither
// on threads nor on how long lists are.
template <class Law, bool wraps>
class ForcesOfPart {
 public:
  ForcesOfPart(const VerletLists& lists, const Population& population, const Contact& contact, Vectors force)
      : lists_(lists), population_(population), contact_(contact), force_(force) {
    if (contact.pairs.empty()) return;  // no type, so that there is no cell
    for (PairBatch& batch : batches_)
      batch.repulsion.fill(contact.pairs[0].repulsion), batch.adhesion.fill(contact.pairs[0].adhesion);
  }

  // The pairs of a cell are gathered before the forces of the one before are worked out: what was just
  // written in other pieces couldn't be read at once.
  void add(std::uint32_t slot, std::span<const std::uint32_t> near) {
    if (near.size() > most) return add_long(slot, near);
    PairBatch& batch = batches_[next_];
    batch.size = 0;
    gather_pairs<wraps>(batch, lists_, lists_.place(slot), cutoff(contact_), near);
    finish();
    waiting_ = true, slot_ = slot, next_ = 1 - next_;
  }

  // Those of the last cell.
  void finish() {
    if (!waiting_) return;
    waiting_ = false;
    PairBatch& batch = batches_[1 - next_];
    WideForce force;
    add_forces(batch, batch.size, slot_, force);
    push(slot_, force);
  }

 private:
  void add_long(std::uint32_t slot, std::span<const std::uint32_t> near) {
    finish();
    PairBatch& batch = batches_[0];
    WideForce force;
    batch.size = 0;
    for (std::size_t begin = 0; begin < near.size(); begin += most) {
      const bool last = begin + most >= near.size();
      gather_pairs<wraps>(batch, lists_, lists_.place(slot), cutoff(contact_),
                          near.subspan(begin, last ? near.size() - begin : most));
      const std::size_t count = last ? batch.size : batch.size / wide_lanes * wide_lanes;
      add_forces(batch, count, slot, force);
      if (!last) keep_last(batch, count);
    }
    push(slot, force);
  }

  void add_forces(PairBatch& batch, std::size_t count, std::uint32_t slot, WideForce& force) const {
    if (contact_.kinds > 1) look_up(batch, count, lists_, contact_, lists_.type(slot));
    sum_forces<Law>(batch, count, slot, lists_, population_, contact_.reach, force);
  }

  void push(std::uint32_t slot, const WideForce& wide) const {
    const CellIndex cell = lists_.index(slot);
    const Vec3 force = wide.sum();
    force_.x[cell] += force.x, force_.y[cell] += force.y, force_.z[cell] += force.z;
  }

  const VerletLists& lists_;
  const Population& population_;
  const Contact& contact_;
  Vectors force_;
  std::array<PairBatch, 2> batches_;
  std::size_t next_ = 0;
  std::uint32_t slot_ = 0;  // of the cell that waits
  bool waiting_ = false;
};

template <class Law, bool wraps>
void add_forces_of_part(const VerletLists& lists, std::size_t part, const Population& population,
                        const Contact& contact, const Vectors& force,
                        std::span<const std::uint8_t> left_out) {
  ForcesOfPart<Law, wraps> forces(lists, population, contact, force);
  const auto last = static_cast<std::uint32_t>(lists.size() - 1);
  lists.for_each_in_part(part, [&](std::uint32_t slot, std::span<const std::uint32_t> near) {
    if (!left_out.empty() && left_out[lists.index(slot)]) return;
    // Cells that are near in space are far apart in memory: fetch what a later one needs meanwhile.
    const CellIndex later = lists.index(std::min(slot + static_cast<std::uint32_t>(fetch_ahead), last));
    __builtin_prefetch(&force.x[later], 1), __builtin_prefetch(&force.y[later], 1);
    __builtin_prefetch(&force.z[later], 1);
    forces.add(slot, near);
  });
  forces.finish();
}

}  // namespace

Vec3 parting_direction(const Geometry& geometry, CellId pushed, CellId other) {
  Vec3 direction =
      Random(std::min(pushed, other), std::max(pushed, other), 0, purpose("parting")).direction();
  for (int axis = 0; axis < 3; ++axis)
    if (geometry.flat(axis)) direction[axis] = 0;
  const double length = norm(direction);
  if (length == 0) return {};  // every axis is flat: there is nowhere to go
  return direction * ((pushed < other ? 1 : -1) / length);
}

void Neighbours::add_contact_forces(const Population& population, const Contact& contact,
                                    std::span<double> force_x, std::span<double> force_y,
                                    std::span<double> force_z, std::span<const std::uint8_t> left_out) const {
  assert(population.size() == lists_.size());
  assert(force_x.size() == population.size() && force_y.size() == population.size() &&
         force_z.size() == population.size());
  assert(contact.pairs.size() == contact.kinds * contact.kinds);
  assert(cutoff(contact) <= lists_.reach());
  const Vec3 period = lists_.period();
  const bool wraps = period.x > 0 || period.y > 0 || period.z > 0;
  const Vectors force{force_x, force_y, force_z};
  with_law(contact, [&](auto law) {
    lists_.for_each_part([&](std::size_t part) {
      wraps ? add_forces_of_part<decltype(law), true>(lists_, part, population, contact, force, left_out)
            : add_forces_of_part<decltype(law), false>(lists_, part, population, contact, force, left_out);
    });
  });
}

}  // namespace exomet
