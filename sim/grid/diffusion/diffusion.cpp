#include "sim/grid/diffusion/diffusion.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <vector>

#include "sim/base/mathematics.hpp"
#include "sim/base/parallel.hpp"
#include "sim/grid/diffusion/adi_by_voxel.hpp"
#include "sim/grid/diffusion/uniform_adi.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 8192;  // less is not worth a task

std::size_t chunks(std::size_t size, std::size_t chunk) { return (size + chunk - 1) / chunk; }

LineEnds line_ends(const Geometry& grid, int axis, const std::array<double, 2>& fixed) {
  LineEnds ends;
  ends.joined = grid.periodic(axis);
  for (int end = 0; end < 2; ++end) {
    const Boundary boundary = grid.boundary[axis][end];
    assert((boundary == Boundary::periodic) == ends.joined);
    assert(boundary != Boundary::flat || grid.voxels[axis] == 1);
    ends.leaky[end] = boundary == Boundary::open || boundary == Boundary::fixed;
    if (boundary == Boundary::fixed) ends.outside[end] = fixed[end];
  }
  return ends;
}

}  // namespace

Diffusion::Diffusion(const Geometry& grid, Diffusivity diffusivity, double decay, double step,
                     const std::array<std::array<double, 2>, 3>& fixed)
    : diffusivity_(std::move(diffusivity)), decay_(decay), step_(step) {
  assert(diffusivity_.fits(grid.size()));
  assert(decay >= 0 && step > 0);
  std::array<Lines, 3> lines;
  for (int axis = 0; axis < 3; ++axis)
    lines[axis] = Lines(grid.voxels[axis], line_ends(grid, axis, fixed[axis]),
                        step / (grid.spacing[axis] * grid.spacing[axis]));
  int at = 0;
  for (const bool idle : {false, true})
    for (const Lines& axis : lines)
      if (axis.idle() == idle) grid_.axes[at++] = axis;
  if (diffusivity_.uniform())
    for (Lines& axis : grid_.axes) axis.set_diffusivity(diffusivity_.everywhere());
  small_ = grid_.size() < 2 * voxels_per_chunk;
  const std::size_t planes = small_ ? grid_.voxels(2) : chunks(voxels_per_chunk, grid_.plane());
  const bool at_once = small_ || chunks(grid_.voxels(2), planes) >= 4;
  grid_.planes_together = at_once ? planes : 0;
}

AdiField Diffusion::field(const DiffusingField& of) const {
  assert(of.counts.size() == grid_.size());
  assert(of.decay >= 0);
  return {of.counts.data(), maths::exp(-of.decay * step_), -maths::expm1(-of.decay * step_)};
}

// Adds up what body(begin, end, sweeps) adds to the balances of its sweeps for all chunks, in their order.
// Chunks depend on the grid alone, so that sums do too.
template <class Adi, class Body>
void Diffusion::add_chunks(std::size_t size, std::size_t chunk, Fields fields, Balances sums,
                           const Body& body) const {
  std::vector<TransportBalance> parts(chunks(size, chunk) * fields.size());
  parallel_chunks(size, chunk, [&](std::size_t begin, std::size_t end) {
    Adi sweeps(grid_, diffusivity_, fields,
               Balances(parts).subspan(begin / chunk * fields.size(), fields.size()));
    body(begin, end, sweeps);
  });
  for (std::size_t n = 0; n < parts.size(); ++n) sums[n % fields.size()].add(parts[n]);
}

template <class Adi>
void Diffusion::solve_axis(int axis, Fields fields, Balances sums) const {
  if (grid_.axes[axis].idle()) return;
  const std::size_t stride = grid_.stride(axis), most = Adi::lines_together(stride);
  const std::size_t across = chunks(stride, most), length = grid_.voxels(axis);
  const std::size_t tiles = grid_.size() / (stride * length) * across;
  add_chunks<Adi>(tiles, small_ ? tiles : chunks(voxels_per_chunk, most * length), fields, sums,
                  [&](std::size_t begin, std::size_t end, Adi& sweeps) {
                    for (std::size_t tile = begin; tile < end; ++tile) {
                      const std::size_t line = tile % across * most;
                      sweeps.tile(axis, tile / across * stride * length + line,
                                  std::min(most, stride - line));
                    }
                  });
}

// Along x and y.
template <class Adi>
void Diffusion::solve_planes(Fields fields, Balances sums) const {
  if (grid_.planes_together > 0)
    return add_chunks<Adi>(
        grid_.voxels(2), grid_.planes_together, fields, sums,
        [&](std::size_t begin, std::size_t end, Adi& sweeps) { sweeps.planes(begin, end); });
  const std::size_t groups = chunks(chunks(voxels_per_chunk, grid_.voxels(0)), Adi::rows_together);
  add_chunks<Adi>(grid_.voxels(1) * grid_.voxels(2), groups * Adi::rows_together, fields, sums,
                  [&](std::size_t begin, std::size_t end, Adi& sweeps) { sweeps.rows(begin, end); });
  solve_axis<Adi>(1, fields, sums);
}

template <class Adi>
void Diffusion::sweep(Fields fields, Balances balances) const {
  solve_planes<Adi>(fields, balances);
  solve_axis<Adi>(2, fields, balances);
}

void Diffusion::advance(Fields fields, Balances balances) const {
  diffusivity_.uniform() ? sweep<UniformAdi>(fields, balances) : sweep<AdiByVoxel>(fields, balances);
}

TransportBalance Diffusion::advance(std::span<double> counts) const {
  const AdiField one = field({counts, decay_});
  TransportBalance balance;
  advance(Fields(&one, 1), Balances(&balance, 1));
  return balance;
}

std::vector<TransportBalance> Diffusion::advance(std::span<const DiffusingField> of) const {
  std::vector<AdiField> fields;
  for (const DiffusingField& one : of) fields.push_back(field(one));
  std::vector<TransportBalance> balances(fields.size());
  if (diffusivity_.uniform())  // then nothing is gained by going through them together
    parallel_chunks(fields.size(), small_ ? fields.size() : 1, [&](std::size_t begin, std::size_t end) {
      for (std::size_t f = begin; f < end; ++f)
        advance(Fields(fields).subspan(f, 1), Balances(balances).subspan(f, 1));
    });
  else if (!fields.empty())
    advance(Fields(fields), Balances(balances));
  return balances;
}

}  // namespace exomet
