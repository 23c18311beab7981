// Cells take up from the voxels with which they exchange: of counts u in a voxel K u a minute, K the sum of
// its cells' clearance over the volume of the voxel. Each cell gets the share that its clearance has in the
// sum.
//
// A cell's clearance k (the volume that it frees in a minute of what is at its surface) becomes k' in the
// grid, so that it takes up as a sphere does, k kD / (k + kD) of the density far away, with kD = 4 pi D R
// (Smoluchowski 1917; Collins and Kimball 1949), whatever the voxels: 1 / k' = 1 / k + delta / D, where delta
// is by how much the sphere's resistance 1 / (4 pi R) exceeds that of the voxels with which it exchanges
// (ExchangeZone::resistance()). Among other cells that take up as it does, so many n in a volume, both are
// smaller: what these take lowers the density with the square of the distance, and delta changes by n (R^2 -
// spread) / 3, though never beyond 0, so that packed cells take up k each. Where the grid has the larger
// resistance, k' follows its own next order, k (1 + d + d^2 / 2) with d = -k delta / D, up to a hundred times
// k. In one and two dimensions k' is k.
//
// Against that sphere, in voxels of 0.2 to 2 of its diameters: within 3 % for k up to kD, within 14 % at ten
// times kD (tests/grid/uptake_test.cpp).
#pragma once

#include <span>
#include <vector>

#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/exchange/exchange_zones.hpp"

namespace exomet {

// Good as long as no cell moves or changes. Refers to the ExchangeZones, which must outlive it.
class Uptake {
 public:
  // clearance: k, um^3/min, one per cell, >= 0.
  Uptake(ExchangeZones&, std::span<const double> clearance, const Diffusivity&);

  // K (1/min) of each voxel with which cells exchange.
  std::span<const double> rates() const { return rates_; }

  // What is taken up in each voxel with which cells exchange, counts, for each um^3/min of clearance there.
  std::vector<double> per_clearance(std::span<const double> taken) const;
  // Of that, what cells begin .. begin + shares.size() - 1 get, counts.
  void share_out(std::span<const double> per_clearance, std::size_t begin, std::span<double> shares) const;

 private:
  void correct(const Diffusivity&, std::span<const double> cleared);

  const ExchangeZones* zones_;
  std::vector<double> clearance_;  // k' of each cell, um^3/min
  std::vector<double> rates_;
  std::vector<double> per_clearance_;  // per voxel: 1 / sum of clearance, min/um^3
};

}  // namespace exomet
