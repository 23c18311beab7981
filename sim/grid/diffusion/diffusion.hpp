// Implicit diffusion and exact decay of one species in counts per voxel, by locally one-dimensional sweeps
// (along x, y, z; as in BioFVM, Ghaffarizadeh et al. 2016): first order in time, second in space, stable at
// any step. The sweeps conserve: what changes in the sum is what decayed, left through ends or was supplied
// there.
//
// A step goes through memory twice: plane by plane along x and y, then column by column along z.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <vector>

#include "sim/grid/diffusion/adi_grid.hpp"
#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/geometry.hpp"

namespace exomet {

// One of several fields that diffuse alike.
struct DiffusingField {
  std::span<double> counts;  // one per voxel
  double decay = 0;          // 1/min
};

class Diffusion {
 public:
  // diffusivity: um^2/min; faces use the harmonic mean. decay: 1/min. step: min. fixed: value at the face of
  // each fixed end, counts per voxel, [axis][low, high]. Cheap to make: nothing is stored per voxel.
  Diffusion(const Geometry&, Diffusivity diffusivity, double decay, double step,
            const std::array<std::array<double, 2>, 3>& fixed = {});

  // Advances counts (one per voxel) by one step, in parallel; the same bits at any number of threads. Many
  // fields may be advanced at the same time.
  TransportBalance advance(std::span<double> counts) const;

  // The same for fields that diffuse alike, each with a decay of its own: the same bits as of each alone, but
  // what follows from diffusivities by voxel is worked out once for all. One balance per field.
  std::vector<TransportBalance> advance(std::span<const DiffusingField>) const;

 private:
  using Fields = std::span<const AdiField>;
  using Balances = std::span<TransportBalance>;

  AdiField field(const DiffusingField&) const;
  void advance(Fields, Balances) const;
  template <class Adi>
  void sweep(Fields, Balances) const;
  template <class Adi>
  void solve_planes(Fields, Balances) const;
  template <class Adi>
  void solve_axis(int axis, Fields, Balances) const;
  template <class Adi, class Body>
  void add_chunks(std::size_t size, std::size_t chunk, Fields, Balances, const Body& body) const;

  // Axes in memory order, those that do nothing last: a 2-D model of any orientation is solved as one in x
  // and y. Rows and columns of planes are solved together while they are in the cache, if there are enough
  // planes for all tasks.
  AdiGrid grid_;
  Diffusivity diffusivity_;
  double decay_ = 0, step_ = 0;  // 1/min, min
  bool small_ = false;           // not worth waking another thread
};

}  // namespace exomet
