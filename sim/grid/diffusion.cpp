#include "sim/grid/diffusion.hpp"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <cstdint>
#include <memory>
#include <vector>

#include "sim/base/parallel.hpp"
#include "sim/grid/transpose.hpp"

namespace exomet {

namespace {
constexpr std::size_t voxels_per_chunk = 8192;      // less is not worth a task
constexpr std::size_t tile = Lines::most_together;  // lines along the other axes
constexpr std::size_t ahead = 8;                    // voxels of a line, to fetch

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

// Copies a short row, for which a call takes as long as the copying.
[[gnu::always_inline]] inline void copy_row(const double* from, std::size_t count, double* to) {
  std::size_t i = 0;
  for (; i + wide_lanes <= count; i += wide_lanes) store(to + i, load(from + i));
  for (; i < count; ++i) to[i] = from[i];
}
}  // namespace

// What a task works in.
struct Diffusion::Room {
  // planes: voxels of the planes that are solved at once, if their diffusivities have to be worked out.
  Room(const std::array<Lines, 3>& axes, std::size_t planes) {
    std::size_t longest = 0, most_shares = 0;
    for (const Lines& axis : axes)
      longest = std::max(longest, axis.length()), most_shares = std::max(most_shares, axis.room());
    const std::size_t block = longest * tile;
    all = std::make_unique_for_overwrite<double[]>(3 * block + most_shares + planes + wide_lanes);
    // At the beginning of a cache line, so that no register straddles two.
    const auto over = reinterpret_cast<std::uintptr_t>(all.get()) / sizeof(double) % wide_lanes;
    values = all.get() + (wide_lanes - over) % wide_lanes;
    diffusivity = values + block, rows = diffusivity + block, shares = rows + block;
    in_planes = shares + most_shares;
  }
  // What is worked out for rows of planes from a voxel on is kept for the second axis.
  void keep_planes(std::size_t first) { known = in_planes, known_from = first; }
  double* place_of(std::size_t voxel) const { return known ? in_planes + (voxel - known_from) : rows; }
  // The diffusivities from a voxel on; nullptr if they aren't at hand.
  const double* known_at(std::size_t voxel) const { return known ? known + (voxel - known_from) : nullptr; }

  std::unique_ptr<double[]> all;  // not filled, since most of it isn't needed
  double *values = nullptr, *diffusivity = nullptr, *rows = nullptr, *shares = nullptr, *in_planes = nullptr;
  const double* known = nullptr;
  std::size_t known_from = 0;  // voxel
};

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
      if (axis.idle() == idle) axes_[at++] = axis;
  for (int axis = 0; axis < 3; ++axis) voxels_[axis] = axes_[axis].length();
  if (diffusivity_.uniform())
    for (Lines& axis : axes_) axis.set_diffusivity(diffusivity_.everywhere());
  plan();
}

// Chunks depend on the grid alone, so that sums do too.
void Diffusion::plan() {
  const auto [nx, ny, nz] = voxels_;
  small_ = nx * ny * nz < 2 * voxels_per_chunk;
  planes_per_chunk_ = small_ ? nz : chunks(voxels_per_chunk, nx * ny);
  planes_at_once_ = small_ || chunks(nz, planes_per_chunk_) >= 4;
  rows_per_chunk_ = row_group() * chunks(chunks(voxels_per_chunk, nx), row_group());
}

std::size_t Diffusion::tiles(int axis) const {
  return axis == 1 ? chunks(voxels_[0], tile) * voxels_[2] : chunks(voxels_[0] * voxels_[1], tile);
}

std::size_t Diffusion::tiles_per_chunk(int axis) const {
  return small_ ? tiles(axis) : chunks(voxels_per_chunk, tile * voxels_[axis]);
}

Diffusion::Field Diffusion::field(const DiffusingField& of) const {
  assert(of.counts.size() == size());
  assert(of.decay >= 0);
  return {of.counts.data(), std::exp(-of.decay * step_), -std::expm1(-of.decay * step_)};
}

// Adds up what body(begin, end, balances) adds for all chunks, in their order.
template <class Body>
void Diffusion::add_chunks(std::size_t size, std::size_t chunk, Balances sums, const Body& body) const {
  const std::size_t fields = sums.size();
  std::vector<TransportBalance> parts(chunks(size, chunk) * fields);
  parallel_chunks(size, chunk, [&](std::size_t begin, std::size_t end) {
    Room room(axes_, blended_planes());
    room.known = diffusivity_.stored();
    body(begin, end, Balances(parts).subspan(begin / chunk * fields, fields), room);
  });
  for (std::size_t n = 0; n < parts.size(); ++n) add(sums[n % fields], parts[n]);
}

// One block of one of several fields. If it is the only one, shares aren't worked out apart. (`fields`: how
// many are solved with these diffusivities; 0: they were worked out.)
template <class Block>
EndFlux Diffusion::solve(const Lines& axis, Block& block, const DiffusivityBlock& diffusivity,
                         std::size_t fields, Room& room) const {
  if (diffusivity_.uniform()) return axis.solve(block);
  if (fields == 1) return axis.solve(block, diffusivity, room.shares);
  if (fields > 1) axis.eliminate(block.lines, diffusivity, room.shares);
  return axis.solve(block, room.shares);
}

// Rows lie one after another: they are solved transposed.
void Diffusion::solve_row_group(Fields fields, Balances balances, std::size_t row, std::size_t rows,
                                Room& room) const {
  const std::size_t n = voxels_[0], width = row_group();
  const DiffusivityBlock diffusivity = read_row_group(row, rows, room);
  if (rows < width) std::fill_n(room.values, n * width, 0.0);
  for (std::size_t f = 0; f < fields.size(); ++f) {
    RowBlock block{fields[f].values + row * n, rows, room.values, width, fields[f].keeps, 0};
    add(balances[f], solve(axes_[0], block, diffusivity, f == 0 ? fields.size() : 0, room));
    balances[f].decayed += fields[f].decays * block.before;
  }
}

DiffusivityBlock Diffusion::read_row_group(std::size_t row, std::size_t rows, Room& room) const {
  if (diffusivity_.uniform()) return {};
  const std::size_t n = voxels_[0], width = row_group();
  const double* from = room.known_at(row * n);
  if (!diffusivity_.stored()) {
    double* const to = room.place_of(row * n);
    diffusivity_.read(row * n, rows * n, to);
    from = to;
  }
  if (rows < width) std::fill_n(room.diffusivity, n * width, 0.0);
  transpose(from, n, rows, n, room.diffusivity, width);
  return {room.diffusivity, width};
}

void Diffusion::solve_rows(Fields fields, Balances balances, std::size_t begin, std::size_t end,
                           Room& room) const {
  for (std::size_t row = begin; row < end; row += row_group())
    solve_row_group(fields, balances, row, std::min(row_group(), end - row), room);
}

// Lines side by side are solved where they are; if they don't fill whole registers, in a copy.
void Diffusion::solve_tile(int axis, Fields fields, Balances balances, std::size_t first, std::size_t width,
                           Room& room) const {
  const std::size_t n = voxels_[axis], step = stride(axis);
  const bool copied = width != Lines::registers(width) * wide_lanes;
  const DiffusivityBlock diffusivity = read_tile(axis, first, width, copied, room);
  if (copied) std::fill_n(room.values, n * tile, 0.0);
  for (std::size_t f = 0; f < fields.size(); ++f) {
    double* const values = fields[f].values + first;
    const LineBlock block = copied ? LineBlock{room.values, tile, width, room.values}
                                   : LineBlock{values, step, width, values + ahead * step};
    if (copied)
      for (std::size_t i = 0; i < n; ++i) copy_row(values + i * step, width, block.at(i, 0));
    add(balances[f], solve(axes_[axis], block, diffusivity, f == 0 ? fields.size() : 0, room));
    if (copied)
      for (std::size_t i = 0; i < n; ++i) copy_row(block.at(i, 0), width, values + i * step);
  }
}

DiffusivityBlock Diffusion::read_tile(int axis, std::size_t first, std::size_t width, bool copied,
                                      Room& room) const {
  if (diffusivity_.uniform()) return {};
  const std::size_t n = voxels_[axis], step = stride(axis);
  if (!copied && room.known) return {room.known_at(first), step};
  if (copied) std::fill_n(room.diffusivity, n * tile, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    if (i + ahead < n) diffusivity_.fetch(first + (i + ahead) * step, width);
    diffusivity_.read(first + i * step, width, room.diffusivity + i * tile);
  }
  return {room.diffusivity, tile};
}

void Diffusion::solve_tiles(int axis, Fields fields, Balances balances, std::size_t begin, std::size_t end,
                            Room& room) const {
  const std::size_t across = chunks(stride(axis), tile);
  for (std::size_t t = begin; t < end; ++t) {
    const std::size_t column = t % across * tile;
    const std::size_t first = t / across * stride(axis) * voxels_[axis] + column;
    solve_tile(axis, fields, balances, first, std::min(tile, stride(axis) - column), room);
  }
}

void Diffusion::solve_axis(int axis, Fields fields, Balances sums) const {
  if (axes_[axis].idle()) return;
  add_chunks(tiles(axis), tiles_per_chunk(axis), sums,
             [&](std::size_t begin, std::size_t end, Balances balances, Room& room) {
               solve_tiles(axis, fields, balances, begin, end, room);
             });
}

// Along x and y.
void Diffusion::solve_planes(Fields fields, Balances sums) const {
  const std::size_t ny = voxels_[1], nz = voxels_[2], plane = voxels_[0] * ny, across = tiles(1) / nz;
  if (planes_at_once_)
    return add_chunks(nz, planes_per_chunk_, sums,
                      [&](std::size_t begin, std::size_t end, Balances balances, Room& room) {
                        if (blended_planes() > 0) room.keep_planes(begin * plane);
                        solve_rows(fields, balances, begin * ny, end * ny, room);
                        if (!axes_[1].idle())
                          solve_tiles(1, fields, balances, begin * across, end * across, room);
                      });
  add_chunks(ny * nz, rows_per_chunk_, sums,
             [&](std::size_t begin, std::size_t end, Balances balances, Room& room) {
               solve_rows(fields, balances, begin, end, room);
             });
  solve_axis(1, fields, sums);
}

void Diffusion::advance(Fields fields, Balances balances) const {
  solve_planes(fields, balances);
  solve_axis(2, fields, balances);
}

TransportBalance Diffusion::advance(std::span<double> counts) const {
  const Field one = field({counts, decay_});
  TransportBalance balance;
  advance(Fields(&one, 1), Balances(&balance, 1));
  return balance;
}

std::vector<TransportBalance> Diffusion::advance(std::span<const DiffusingField> of) const {
  std::vector<Field> fields;
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
