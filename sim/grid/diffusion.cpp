#include "sim/grid/diffusion.hpp"

#include <cassert>
#include <cmath>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/grid/transpose.hpp"

namespace exomet {

namespace {
// Less is not worth a task.
constexpr std::size_t voxels_per_chunk = 8192;

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

void add(TransportBalance& sum, const TransportBalance& part) {
  sum.decayed += part.decayed, sum.left += part.left, sum.supplied += part.supplied;
}

void add(TransportBalance& sum, const EndFlux& part) { sum.left += part.left, sum.supplied += part.supplied; }

// Adds up body(begin, end) of all chunks, in their order.
template <class Body>
void add_chunks(TransportBalance& sum, std::size_t size, std::size_t chunk, const Body& body) {
  std::vector<TransportBalance> parts(chunks(size, chunk));
  parallel_chunks(size, chunk,
                  [&](std::size_t begin, std::size_t end) { parts[begin / chunk] = body(begin, end); });
  for (const TransportBalance& part : parts) add(sum, part);
}

// Multiplies all values by `keeps`; returns their sum before.
double decay(std::span<double> values, double keeps) {
  std::array<double, 16> sums{};  // side by side, since one would wait for itself
  const std::size_t whole = values.size() / sums.size() * sums.size();
  for (std::size_t i = 0; i < whole; i += sums.size())
    for (std::size_t j = 0; j < sums.size(); ++j) sums[j] += values[i + j];
  for (std::size_t i = whole; i < values.size(); ++i) sums[i - whole] += values[i];
  for (double& v : values) v *= keeps;
  double sum = 0;
  for (double s : sums) sum += s;
  return sum;
}
}  // namespace

Diffusion::Diffusion(const Geometry& grid, std::span<const double> diffusivity, double decay, double step,
                     const std::array<std::array<double, 2>, 3>& fixed)
    : keeps_(std::exp(-decay * step)), decays_(-std::expm1(-decay * step)) {
  assert(diffusivity.size() == 1 || diffusivity.size() == grid.size());
  assert(decay >= 0 && step > 0);
  std::array<Lines, 3> lines;
  for (int axis = 0; axis < 3; ++axis)
    lines[axis] = Lines(grid.voxels[axis], line_ends(grid, axis, fixed[axis]),
                        step / (grid.spacing[axis] * grid.spacing[axis]));
  int at = 0;
  for (const bool idle : {false, true})
    for (const Lines& axis : lines)
      if (axis.idle() == idle) axes_[at++] = axis;
  for (int axis = 0; axis < 3; ++axis) voxels_[axis] = axes_[axis].length();
  plan();
  factor(diffusivity);
}

// Chunks depend on the grid alone, so that sums do too.
void Diffusion::plan() {
  const auto [nx, ny, nz] = voxels_;
  const bool small = nx * ny * nz < 2 * voxels_per_chunk;
  planes_per_chunk_ = small ? nz : chunks(voxels_per_chunk, nx * ny);
  planes_at_once_ = small || chunks(nz, planes_per_chunk_) >= 4;
  rows_per_chunk_ =
      planes_at_once_ ? planes_per_chunk_ * ny : lanes * chunks(chunks(voxels_per_chunk, nx), lanes);
}

LineBlock Diffusion::row_block(std::size_t row, std::size_t end) const {
  return {row * voxels_[0], row, std::min(lanes, end - row)};
}

std::size_t Diffusion::tiles(int axis) const {
  return axis == 1 ? chunks(voxels_[0], tile) * voxels_[2] : chunks(voxels_[0] * voxels_[1], tile);
}

std::size_t Diffusion::tile_chunk(int axis) const { return chunks(voxels_per_chunk, tile * voxels_[axis]); }

LineBlock Diffusion::tile_block(int axis, std::size_t index) const {
  const std::size_t across = chunks(stride(axis), tile), column = index % across * tile;
  const std::size_t line = index / across * stride(axis) + column,
                    width = std::min(tile, stride(axis) - column);
  return {line * voxels_[axis], line, width};
}

// Where the values of a tile begin.
std::size_t Diffusion::tile_place(int axis, std::size_t index) const {
  const std::size_t across = chunks(stride(axis), tile);
  return index / across * stride(axis) * voxels_[axis] + index % across * tile;
}

void Diffusion::factor(std::span<const double> diffusivity) {
  if (diffusivity.size() == 1) {
    for (Lines& axis : axes_) axis.factor_alike(diffusivity[0]);
    return;
  }
  const std::size_t rows = voxels_[1] * voxels_[2], n = voxels_[0];
  axes_[0].reserve(rows);
  parallel_chunks(rows, rows_per_chunk_, [&](std::size_t begin, std::size_t end) {
    std::vector<double> interleaved(n * lanes);
    for (std::size_t row = begin; row < end; row += lanes) {
      const LineBlock block = row_block(row, end);
      transpose(diffusivity.data() + row * n, n, block.width, n, interleaved.data(), block.width);
      axes_[0].factor(interleaved.data(), block.width, block);
    }
  });
  for (int axis = 1; axis < 3; ++axis)
    if (!axes_[axis].idle()) factor_tiles(axis, diffusivity);
}

void Diffusion::factor_tiles(int axis, std::span<const double> diffusivity) {
  axes_[axis].reserve(diffusivity.size() / voxels_[axis]);
  parallel_chunks(tiles(axis), tile_chunk(axis), [&](std::size_t begin, std::size_t end) {
    for (std::size_t t = begin; t < end; ++t)
      axes_[axis].factor(diffusivity.data() + tile_place(axis, t), stride(axis), tile_block(axis, t));
  });
}

TransportBalance Diffusion::solve_rows(std::span<double> counts, std::size_t begin, std::size_t end) const {
  const std::size_t n = voxels_[0];
  TransportBalance sum;
  std::vector<double> interleaved(n * lanes);
  for (std::size_t row = begin; row < end; row += lanes) {
    const LineBlock block = row_block(row, end);
    transpose(counts.data() + row * n, n, block.width, n, interleaved.data(), block.width);
    if (decays_ > 0) sum.decayed += decays_ * decay({interleaved.data(), n * block.width}, keeps_);
    add(sum, axes_[0].solve(interleaved.data(), block.width, block));
    transpose(interleaved.data(), block.width, n, block.width, counts.data() + row * n, n);
  }
  return sum;
}

TransportBalance Diffusion::solve_tiles(int axis, std::span<double> counts, std::size_t begin,
                                        std::size_t end) const {
  TransportBalance sum;
  for (std::size_t t = begin; t < end; ++t) {
    double* const values = counts.data() + tile_place(axis, t);
    add(sum, axes_[axis].solve(values, stride(axis), tile_block(axis, t)));
  }
  return sum;
}

TransportBalance Diffusion::advance(std::span<double> counts) const {
  const auto [nx, ny, nz] = voxels_;
  assert(counts.size() == nx * ny * nz);
  TransportBalance sum;
  const auto solve_axis = [&](int axis) {
    if (axes_[axis].idle()) return;
    add_chunks(sum, tiles(axis), tile_chunk(axis),
               [&](std::size_t begin, std::size_t end) { return solve_tiles(axis, counts, begin, end); });
  };
  if (planes_at_once_) {
    add_chunks(sum, nz, planes_per_chunk_, [&](std::size_t begin, std::size_t end) {
      TransportBalance part = solve_rows(counts, begin * ny, end * ny);
      const std::size_t across = tiles(1) / nz;
      if (!axes_[1].idle()) add(part, solve_tiles(1, counts, begin * across, end * across));
      return part;
    });
  } else {
    add_chunks(sum, ny * nz, rows_per_chunk_,
               [&](std::size_t begin, std::size_t end) { return solve_rows(counts, begin, end); });
    solve_axis(1);
  }
  solve_axis(2);
  return sum;
}

}  // namespace exomet
