// What mechanisms and measures see of a run. Nobody changes it meanwhile, but for events within a step of the
// rules, one at a time.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sim/base/random.hpp"
#include "sim/cells/neighbours.hpp"
#include "sim/grid/exchange/exchange_zone.hpp"
#include "sim/grid/surface/distance.hpp"
#include "sim/grid/surface/surface_cache.hpp"
#include "sim/run/model.hpp"
#include "sim/run/world.hpp"

namespace exomet {

struct View {
  const Model& model;
  const World& world;
  const Neighbours& near;  // of the positions now
  const ContactList&
      contacts;         // pairs within touching_reach of their sum of radii, as of the last rules stage
  double interval = 0;  // min that the call stands for
  int substep = 0;      // of a motion step, below 256
  // Per tissue, per voxel: steps to solid tissue, at least as far as any cell reaches. Empty: not known.
  std::span<const std::vector<std::uint8_t>> to_solid = {};
  SurfaceCache* surfaces = nullptr;   // for measures, one at a time
  std::span<const double> free = {};  // of each voxel the part that no tissue fills; empty: nowhere is any
  // Within a step of the rules: min since its start, and the cells born in it, [index - first of them], with
  // the one of the start from which each descends.
  double ahead = 0;
  std::span<const CellIndex> ancestors = {};

  double time() const { return world.time + ahead; }  // min
  CellIndex first_born() const { return static_cast<CellIndex>(world.cells.size() - ancestors.size()); }
  // Who touches a cell; a cell born in this step has the neighbours of the one from which it descends.
  std::span<const CellIndex> touching(CellIndex cell) const {
    return contacts.of(cell < first_born() ? cell : ancestors[cell - first_born()]);
  }
  Random random(CellIndex cell, std::uint16_t what) const {
    return Random(world.seed, world.cells.id[cell], (world.tick << 8) + substep, what);
  }
};

// Cells touch when their distance is below this multiple of the sum of their radii.
inline constexpr double touching_reach = 1.1;

// to_surface() of a density on the model's grid; measures of one record share it.
std::shared_ptr<const std::vector<Vec3>> to_surface(const View&, std::span<const double> density);

// A random unit vector: uniform on the sphere, or on the circle in a 2-D model.
Vec3 random_direction(const Geometry&, Random&);

// Counts of a species per um^3 around a cell, all donors together: the mean over the voxels with which it
// exchanges (sim/grid/exchange/exchange_zone.hpp).
double density_around(const View&, int species, CellIndex cell);

// Its gradient, counts per um^4: the mean over these voxels of central differences.
Vec3 density_gradient(const View&, int species, CellIndex cell);

// The voxels with which a cell exchanges.
ExchangeZone exchange_zone_of(const View&, CellIndex cell);

// Share of a tissue that a cell touches, 0..1: the largest at its centre and at the ends of its axes,
// touching_reach of its radius away.
double touched_tissue(const View&, int tissue, CellIndex cell);

// Unit vector from the cell into the tissue that it touches with a share of `least` or more, by default at
// its surface; the zero vector if it touches none, -z if it is all around.
Vec3 towards_tissue(const View&, int tissue, CellIndex cell, double least = surface_share);

}  // namespace exomet
