#include "sim/grid/diffusion.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <memory>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/grid/transpose.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 8192;      // less is not worth a task
constexpr std::size_t tile = Lines::most_together;  // lines along the other axes

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
TransportBalance add_chunks(std::size_t size, std::size_t chunk, const Body& body) {
  std::vector<TransportBalance> parts(chunks(size, chunk));
  parallel_chunks(size, chunk,
                  [&](std::size_t begin, std::size_t end) { parts[begin / chunk] = body(begin, end); });
  TransportBalance sum;
  for (const TransportBalance& part : parts) add(sum, part);
  return sum;
}

// Multiplies `count` values, a whole number of registers, by `keeps`; returns their sum before.
double decay(double* values, std::size_t count, double keeps) {
  Wide before[2]{};  // two, since one would wait for itself
  for (std::size_t i = 0; i < count; i += 2 * wide_lanes)
#pragma GCC unroll 2
    for (std::size_t k = 0; k < 2; ++k) {
      double* const at = values + i + k * wide_lanes;
      const Wide here = load(at);
      before[k] += here;
      store(at, keeps * here);
    }
  return sum_of_lanes(before[0] + before[1]);
}
}  // namespace

// What a task works in.
struct Diffusion::Room {
  explicit Room(const std::array<Lines, 3>& axes) {
    std::size_t longest = 0, most_shares = 0;
    for (const Lines& axis : axes)
      longest = std::max(longest, axis.length()), most_shares = std::max(most_shares, axis.room());
    const std::size_t block = longest * tile;
    all = std::make_unique_for_overwrite<double[]>(3 * block + most_shares + wide_lanes);
    // At the beginning of a cache line, so that no register straddles two.
    const auto over = reinterpret_cast<std::uintptr_t>(all.get()) / sizeof(double) % wide_lanes;
    values = all.get() + (wide_lanes - over) % wide_lanes;
    diffusivity = values + block, rows = diffusivity + block, shares = rows + block;
  }
  std::unique_ptr<double[]> all;  // not filled, since most of it isn't needed
  double *values = nullptr, *diffusivity = nullptr, *rows = nullptr, *shares = nullptr;
};

Diffusion::Diffusion(const Geometry& grid, Diffusivity diffusivity, double decay, double step,
                     const std::array<std::array<double, 2>, 3>& fixed)
    : diffusivity_(std::move(diffusivity)),
      keeps_(std::exp(-decay * step)),
      decays_(-std::expm1(-decay * step)) {
  assert(diffusivity_.fits(grid.size()));
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
  if (diffusivity_.uniform())
    for (Lines& axis : axes_) axis.set_diffusivity(diffusivity_.everywhere());
  plan();
}

// Chunks depend on the grid alone, so that sums do too.
void Diffusion::plan() {
  const auto [nx, ny, nz] = voxels_;
  const bool small = nx * ny * nz < 2 * voxels_per_chunk;
  planes_per_chunk_ = small ? nz : chunks(voxels_per_chunk, nx * ny);
  planes_at_once_ = small || chunks(nz, planes_per_chunk_) >= 4;
  rows_per_chunk_ = row_group() * chunks(chunks(voxels_per_chunk, nx), row_group());
}

std::size_t Diffusion::tiles(int axis) const {
  return axis == 1 ? chunks(voxels_[0], tile) * voxels_[2] : chunks(voxels_[0] * voxels_[1], tile);
}

std::size_t Diffusion::tiles_per_chunk(int axis) const {
  return chunks(voxels_per_chunk, tile * voxels_[axis]);
}

// Rows lie one after another: they are solved transposed.
EndFlux Diffusion::solve_row_group(double* values, std::size_t row, std::size_t rows, Room& room,
                                   double& sum) const {
  const std::size_t n = voxels_[0], width = row_group();
  if (rows < width) std::fill_n(room.values, n * width, 0.0);
  transpose(values, n, rows, n, room.values, width);
  if (decays_ > 0) sum += decay(room.values, n * width, keeps_);
  const LineBlock block{room.values, width, rows, values + n * width};
  EndFlux flux;
  if (diffusivity_.uniform()) {
    flux = axes_[0].solve(block);
  } else {
    if (!diffusivity_.stored()) diffusivity_.read(row * n, rows * n, room.rows);
    if (rows < width) std::fill_n(room.diffusivity, n * width, 0.0);
    const double* const from = diffusivity_.stored() ? diffusivity_.stored() + row * n : room.rows;
    transpose(from, n, rows, n, room.diffusivity, width);
    flux = axes_[0].solve(block, {room.diffusivity, width}, room.shares);
  }
  transpose(room.values, width, n, rows, values, n);
  return flux;
}

TransportBalance Diffusion::solve_rows(std::span<double> counts, std::size_t begin, std::size_t end,
                                       Room& room) const {
  TransportBalance balance;
  double sum = 0;
  for (std::size_t row = begin; row < end; row += row_group())
    add(balance,
        solve_row_group(counts.data() + row * voxels_[0], row, std::min(row_group(), end - row), room, sum));
  balance.decayed = decays_ * sum;
  return balance;
}

// Lines side by side are solved where they are; if they don't fill whole registers, in a copy.
EndFlux Diffusion::solve_tile(int axis, double* values, std::size_t first, std::size_t width,
                              Room& room) const {
  constexpr std::size_t ahead = 8;  // voxels, to fetch
  const std::size_t n = voxels_[axis], step = stride(axis);
  const bool copied = width != Lines::registers(width) * wide_lanes;
  LineBlock block{values + first, step, width, values + first + ahead * step};
  if (copied) {
    block = {room.values, tile, width, room.values};
    std::fill_n(room.values, n * tile, 0.0);
    for (std::size_t i = 0; i < n; ++i) std::copy_n(values + first + i * step, width, block.at(i, 0));
  }
  const EndFlux flux =
      diffusivity_.uniform()
          ? axes_[axis].solve(block)
          : axes_[axis].solve(block, read_tile(axis, first, width, copied, room), room.shares);
  if (copied)
    for (std::size_t i = 0; i < n; ++i) std::copy_n(block.at(i, 0), width, values + first + i * step);
  return flux;
}

DiffusivityBlock Diffusion::read_tile(int axis, std::size_t first, std::size_t width, bool copied,
                                      Room& room) const {
  const std::size_t n = voxels_[axis], step = stride(axis);
  if (!copied && diffusivity_.stored()) return {diffusivity_.stored() + first, step};
  if (copied) std::fill_n(room.diffusivity, n * tile, 0.0);
  for (std::size_t i = 0; i < n; ++i) diffusivity_.read(first + i * step, width, room.diffusivity + i * tile);
  return {room.diffusivity, tile};
}

TransportBalance Diffusion::solve_tiles(int axis, std::span<double> counts, std::size_t begin,
                                        std::size_t end, Room& room) const {
  TransportBalance balance;
  const std::size_t across = chunks(stride(axis), tile);
  for (std::size_t t = begin; t < end; ++t) {
    const std::size_t column = t % across * tile;
    const std::size_t first = t / across * stride(axis) * voxels_[axis] + column;
    add(balance, solve_tile(axis, counts.data(), first, std::min(tile, stride(axis) - column), room));
  }
  return balance;
}

TransportBalance Diffusion::solve_axis(int axis, std::span<double> counts) const {
  if (axes_[axis].idle()) return {};
  return add_chunks(tiles(axis), tiles_per_chunk(axis), [&](std::size_t begin, std::size_t end) {
    Room room(axes_);
    return solve_tiles(axis, counts, begin, end, room);
  });
}

// Along x and y.
TransportBalance Diffusion::solve_planes(std::span<double> counts) const {
  const std::size_t ny = voxels_[1], nz = voxels_[2], across = tiles(1) / nz;
  if (planes_at_once_)
    return add_chunks(nz, planes_per_chunk_, [&](std::size_t begin, std::size_t end) {
      Room room(axes_);
      TransportBalance part = solve_rows(counts, begin * ny, end * ny, room);
      if (!axes_[1].idle()) add(part, solve_tiles(1, counts, begin * across, end * across, room));
      return part;
    });
  TransportBalance sum = add_chunks(ny * nz, rows_per_chunk_, [&](std::size_t begin, std::size_t end) {
    Room room(axes_);
    return solve_rows(counts, begin, end, room);
  });
  add(sum, solve_axis(1, counts));
  return sum;
}

TransportBalance Diffusion::advance(std::span<double> counts) const {
  assert(counts.size() == voxels_[0] * voxels_[1] * voxels_[2]);
  TransportBalance sum = solve_planes(counts);
  add(sum, solve_axis(2, counts));
  return sum;
}

}  // namespace exomet
