#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>

#include "sim/base/random.hpp"
#include "sim/cells/contact_laws.hpp"
#include "sim/cells/neighbourhood.hpp"
#include "sim/cells/neighbours.hpp"

namespace exomet {

namespace {

constexpr std::size_t most = 64;        // pairs worked on at a time
constexpr std::size_t fetch_ahead = 4;  // cells

// A few pairs of one cell with others, as columns, so that the law vectorises over them.
struct PairBatch {
  std::size_t size = 0;
  alignas(64) std::array<double, most> dx, dy, dz, d;                // um, from the other to the cell
  alignas(64) std::array<double, most> radius, repulsion, adhesion;  // of the other; of the two types
  alignas(64) std::array<double, most> over_distance;                // nN/um
};

void gather(PairBatch& batch, const Neighbourhood& around, std::span<const std::uint32_t> near,
            const ContactPair* pairs) {
  batch.size = near.size();
  for (std::size_t n = 0; n < near.size(); ++n) {
    const std::uint32_t k = near[n];
    batch.dx[n] = around.dx[k], batch.dy[n] = around.dy[k], batch.dz[n] = around.dz[k];
    batch.radius[n] = around.radius[k];
    batch.repulsion[n] = pairs[around.type[k]].repulsion;
    batch.adhesion[n] = pairs[around.type[k]].adhesion;
  }
}

// Distances; returns whether any two cells are at the same place.
bool measure(PairBatch& batch) {
  bool coincident = false;
  for (std::size_t n = 0; n < batch.size; ++n) {
    const double dx = batch.dx[n], dy = batch.dy[n], dz = batch.dz[n];
    batch.d[n] = std::sqrt(dx * dx + dy * dy + dz * dz);
    coincident |= batch.d[n] < coincident_distance;
  }
  return coincident;
}

void part(PairBatch& batch, std::size_t n, const Vec3& direction) {
  const Vec3 apart = coincident_distance * direction;
  batch.dx[n] = apart.x, batch.dy[n] = apart.y, batch.dz[n] = apart.z;
  batch.d[n] = coincident_distance;
}

// Sums one after the other, in the order of the pairs: the bits depend neither on threads nor on the vector
// width.
template <class Law>
void add_forces(PairBatch& batch, double radius, double reach, Vec3& force) {
  for (std::size_t n = 0; n < batch.size; ++n)
    batch.over_distance[n] =
        Law::force(batch.d[n], radius, batch.radius[n], reach, batch.repulsion[n], batch.adhesion[n]) /
        batch.d[n];
  for (std::size_t n = 0; n < batch.size; ++n)
    force += Vec3{batch.dx[n], batch.dy[n], batch.dz[n]} * batch.over_distance[n];
}

template <class Law>
Vec3 force_on(std::uint32_t i, const Neighbourhood& around, const Bins& bins, const Population& population,
              const Contact& contact) {
  const BinnedCells& cells = bins.cells();
  const ContactPair* const pairs = &contact.pair(cells.type[i], 0);
  PairBatch batch;
  Vec3 force;
  for (std::size_t begin = 0; begin < around.near().size(); begin += most) {
    const auto near = around.near().subspan(begin, std::min(most, around.near().size() - begin));
    gather(batch, around, near, pairs);
    if (measure(batch))
      for (std::size_t n = 0; n < batch.size; ++n)
        if (batch.d[n] < coincident_distance)
          part(batch, n,
               parting_direction(bins.geometry(), population.id[cells.index[i]],
                                 population.id[cells.index[around.binned[near[n]]]]));
    add_forces<Law>(batch, cells.radius[i], contact.reach, force);
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
  assert(population.size() == bins_.cells().size());
  assert(force_x.size() == population.size() && force_y.size() == population.size() &&
         force_z.size() == population.size());
  assert(contact.pairs.size() == std::size_t(contact.types) * contact.types);
  assert(bins_.reach_across(cutoff(contact) * 2 * bins_.largest_radius()));
  const std::vector<CellIndex>& index = bins_.cells().index;
  with_law(contact, [&](auto law) {
    for_each_neighbourhood(bins_, cutoff(contact), [&](std::uint32_t i, const Neighbourhood& around) {
      // Cells that are near in space are far apart in memory: fetch what a later one needs while this one is
      // at work.
      const CellIndex later = index[std::min<std::size_t>(i + fetch_ahead, index.size() - 1)];
      __builtin_prefetch(&force_x[later], 1), __builtin_prefetch(&force_y[later], 1);
      __builtin_prefetch(&force_z[later], 1);
      const Vec3 force = force_on<decltype(law)>(i, around, bins_, population, contact);
      const CellIndex cell = index[i];
      force_x[cell] += force.x, force_y[cell] += force.y, force_z[cell] += force.z;
    });
  });
}

}  // namespace exomet
