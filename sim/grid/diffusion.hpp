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

#include "sim/grid/diffusivity.hpp"
#include "sim/grid/geometry.hpp"
#include "sim/grid/lines.hpp"

namespace exomet {

// What one step did, in counts. Sum after = sum before - decayed - left + supplied, to round-off.
struct TransportBalance {
  double decayed = 0;
  double left = 0;      // through open and fixed ends, outwards (net of each end voxel)
  double supplied = 0;  // through fixed ends, inwards (net of each end voxel)
};

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
  struct Room;
  // A field, and the shares of it that are kept and that decay in a step.
  struct Field {
    double* values = nullptr;
    double keeps = 1, decays = 0;
  };
  using Fields = std::span<const Field>;
  using Balances = std::span<TransportBalance>;

  void plan();
  Field field(const DiffusingField&) const;
  template <class Body>
  void add_chunks(std::size_t size, std::size_t chunk, Balances, const Body& body) const;
  void advance(Fields, Balances) const;
  void solve_planes(Fields, Balances) const;
  void solve_axis(int axis, Fields, Balances) const;
  void solve_rows(Fields, Balances, std::size_t begin, std::size_t end, Room&) const;
  void solve_tiles(int axis, Fields, Balances, std::size_t begin, std::size_t end, Room&) const;
  void solve_row_group(Fields, Balances, std::size_t row, std::size_t rows, Room&) const;
  void solve_tile(int axis, Fields, Balances, std::size_t first, std::size_t width, Room&) const;
  template <class Block>
  EndFlux solve(const Lines&, Block&, const DiffusivityBlock&, std::size_t fields, Room&) const;
  DiffusivityBlock read_row_group(std::size_t row, std::size_t rows, Room&) const;
  DiffusivityBlock read_tile(int axis, std::size_t first, std::size_t width, bool copied, Room&) const;
  // Rows along the first axis that are solved side by side: few stay in the fastest cache, more keep the
  // processor busy while it divides.
  std::size_t row_group() const { return (diffusivity_.uniform() ? 2 : 4) * wide_lanes; }
  std::size_t size() const { return voxels_[0] * voxels_[1] * voxels_[2]; }
  // Voxels of planes that are solved at once, if their diffusivities have to be worked out.
  std::size_t blended_planes() const {
    const bool blended = !diffusivity_.uniform() && !diffusivity_.stored();
    return blended && planes_at_once_ ? planes_per_chunk_ * voxels_[0] * voxels_[1] : 0;
  }
  std::size_t stride(int axis) const { return axis == 1 ? voxels_[0] : voxels_[0] * voxels_[1]; }
  std::size_t tiles(int axis) const;
  std::size_t tiles_per_chunk(int axis) const;

  // Axes in memory order, those that do nothing last: a 2-D model of any orientation is solved as one in x
  // and y.
  std::array<Lines, 3> axes_;
  std::array<std::size_t, 3> voxels_{};
  Diffusivity diffusivity_;
  double decay_ = 0, step_ = 0;  // 1/min, min
  std::size_t planes_per_chunk_ = 0, rows_per_chunk_ = 0;
  bool small_ = false;          // not worth waking another thread
  bool planes_at_once_ = true;  // rows and columns of a plane are solved while it is in the cache
};

}  // namespace exomet
