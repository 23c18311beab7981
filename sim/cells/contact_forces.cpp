#include <algorithm>
#include <array>
#include <bit>
#include <cassert>
#include <cmath>

#include "sim/base/random.hpp"
#include "sim/base/wide.hpp"
#include "sim/cells/contact_laws.hpp"
#include "sim/cells/neighbours.hpp"

namespace exomet {

namespace {

constexpr std::size_t most = 64;        // pairs worked on at a time
constexpr std::size_t fetch_ahead = 4;  // cells

// Pairs of one cell with others, as columns, so that the law vectorises over them. Behind the last pair of a
// batch are some that mean nothing, so that only whole registers are worked on.
struct PairBatch {
  std::size_t size = 0;
  alignas(64) std::array<double, most> dx, dy, dz, d;                // um, from the other to the cell
  alignas(64) std::array<double, most> radius, repulsion, adhesion;  // of the other; of the two types
  alignas(64) std::array<double, most> over_distance;                // nN/um
  alignas(64) std::array<std::uint32_t, most> slot;                  // of the other
};

// Fills the batch with those of at most `most` cells that are within reach. (The others would add 0.)
template <bool wraps>
void gather_pairs(PairBatch& batch, const NearLists& lists, const Ball& own, double reach,
                  std::span<const std::uint32_t> near) {
  constexpr double safety = 1 + 1e-9;  // so that rounding doesn't hide a pair
  const Vec3 period = lists.period();
  std::size_t size = 0;
  for (std::size_t n = 0; n < near.size(); n += wide_lanes) {
    const WideBall other = lists.places(&near[n]);
    Wide dx = own.x - other.x, dy = own.y - other.y, dz = own.z - other.z;
    if constexpr (wraps) {
      dx = nearest_image(dx, period.x);
      dy = nearest_image(dy, period.y);
      dz = nearest_image(dz, period.z);
    }
    const Wide squared = dx * dx + dy * dy + dz * dz, enough = reach * safety * (own.radius + other.radius);
    const unsigned in_reach = less_lanes(squared, enough * enough) & first_lanes(near.size() - n);
    store(&batch.dx[size], packed(dx, in_reach)), store(&batch.dy[size], packed(dy, in_reach));
    store(&batch.dz[size], packed(dz, in_reach)), store(&batch.d[size], packed(squared, in_reach));
    store(&batch.radius[size], packed(other.radius, in_reach));
    pack(&near[n], in_reach, &batch.slot[size]);
    size += static_cast<std::size_t>(std::popcount(in_reach));
  }
  batch.size = size;
}

// From distances squared to distances. Returns whether any two cells are at the same place.
bool take_roots(PairBatch& batch) {
  bool coincident = false;
  for (std::size_t n = 0; n < batch.size; n += wide_lanes) {
    const Wide root = square_root(load(&batch.d[n]));
    const Wide d = either(lane_numbers() < wide(double(batch.size - n)), root, wide(1));
    store(&batch.d[n], d);
    coincident |= any_less(d, coincident_distance);
  }
  return coincident;
}

void look_up(PairBatch& batch, const NearLists& lists, const ContactPair* pairs) {
  for (std::size_t n = 0; n < batch.size; ++n) {
    const ContactPair& pair = pairs[lists.type(batch.slot[n])];
    batch.repulsion[n] = pair.repulsion, batch.adhesion[n] = pair.adhesion;
  }
}

void part(PairBatch& batch, std::size_t n, const Vec3& direction) {
  const Vec3 apart = coincident_distance * direction;
  batch.dx[n] = apart.x, batch.dy[n] = apart.y, batch.dz[n] = apart.z;
  batch.d[n] = coincident_distance;
}

// Sums one after the other, in the order of the pairs: the bits depend neither on threads nor on pairs out of
// reach, which add 0.
template <class Law>
void add_forces(PairBatch& batch, double radius, double reach, Vec3& force) {
  for (std::size_t n = 0; n < batch.size; n += wide_lanes) {
    const Wide d = load(&batch.d[n]);
    store(&batch.over_distance[n], Law::force(d, wide(radius), load(&batch.radius[n]), reach,
                                              load(&batch.repulsion[n]), load(&batch.adhesion[n])) /
                                       d);
  }
  for (std::size_t n = 0; n < batch.size; ++n)
    force += Vec3{batch.dx[n], batch.dy[n], batch.dz[n]} * batch.over_distance[n];
}

template <class Law, bool wraps>
Vec3 force_on(PairBatch& batch, std::uint32_t slot, std::span<const std::uint32_t> all,
              const NearLists& lists, const Population& population, const Contact& contact) {
  const Ball& own = lists.place(slot);
  const ContactPair* const pairs = &contact.pair(lists.type(slot), 0);
  Vec3 force;
  for (std::size_t begin = 0; begin < all.size(); begin += most) {
    gather_pairs<wraps>(batch, lists, own, cutoff(contact),
                        all.subspan(begin, std::min(most, all.size() - begin)));
    const bool coincident = take_roots(batch);
    if (contact.types > 1) look_up(batch, lists, pairs);
    for (std::size_t n = 0; coincident && n < batch.size; ++n)
      if (batch.d[n] < coincident_distance)
        part(batch, n,
             parting_direction(lists.geometry(), population.id[lists.index(slot)],
                               population.id[lists.index(batch.slot[n])]));
    add_forces<Law>(batch, own.radius, contact.reach, force);
  }
  return force;
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
                                    std::span<double> force_z) const {
  assert(population.size() == lists_.size());
  assert(force_x.size() == population.size() && force_y.size() == population.size() &&
         force_z.size() == population.size());
  assert(contact.pairs.size() == std::size_t(contact.types) * contact.types);
  assert(cutoff(contact) <= lists_.reach());
  const Vec3 period = lists_.period();
  const bool wraps = period.x > 0 || period.y > 0 || period.z > 0;
  const auto last = static_cast<std::uint32_t>(lists_.size() - 1);
  with_law(contact, [&](auto law) {
    parallel_chunks(lists_.parts(), 1, [&](std::size_t part, std::size_t) {
      PairBatch batch;
      batch.repulsion.fill(contact.pairs[0].repulsion), batch.adhesion.fill(contact.pairs[0].adhesion);
      lists_.for_each_in_part(part, [&](std::uint32_t slot, std::span<const std::uint32_t> near) {
        // Cells that are near in space are far apart in memory: fetch what a later one needs meanwhile.
        const CellIndex later = lists_.index(std::min(slot + static_cast<std::uint32_t>(fetch_ahead), last));
        __builtin_prefetch(&force_x[later], 1), __builtin_prefetch(&force_y[later], 1);
        __builtin_prefetch(&force_z[later], 1);
        const Vec3 force =
            wraps ? force_on<decltype(law), true>(batch, slot, near, lists_, population, contact)
                  : force_on<decltype(law), false>(batch, slot, near, lists_, population, contact);
        const CellIndex cell = lists_.index(slot);
        force_x[cell] += force.x, force_y[cell] += force.y, force_z[cell] += force.z;
      });
    });
  });
}

}  // namespace exomet
