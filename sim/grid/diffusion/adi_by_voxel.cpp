#include "sim/grid/diffusion/adi_by_voxel.hpp"

#include <algorithm>

#include "sim/base/double8.hpp"
#include "sim/grid/diffusion/transpose.hpp"

namespace exomet {

namespace {
constexpr std::size_t tile_lines = Lines::most_together;

// Copies a short row, for which a call takes as long as the copying.
[[gnu::always_inline]] inline void copy_row(const double* from, std::size_t count, double* to) {
  std::size_t i = 0;
  for (; i + wide_lanes <= count; i += wide_lanes) store(to + i, load(from + i));
  for (; i < count; ++i) to[i] = from[i];
}

std::size_t longest(const AdiGrid& grid) {
  return std::max({grid.voxels(0), grid.voxels(1), grid.voxels(2)});
}

std::size_t most_shares(const AdiGrid& grid) {
  return std::max({grid.axes[0].scratch_size(), grid.axes[1].scratch_size(), grid.axes[2].scratch_size()});
}
}  // namespace

AdiByVoxel::AdiByVoxel(const AdiGrid& grid, const Diffusivity& diffusivity, std::span<const AdiField> fields,
                       std::span<TransportBalance> balances)
    : grid_(grid),
      diffusivity_(diffusivity),
      fields_(fields),
      balances_(balances),
      room_(3 * longest(grid) * tile_lines + most_shares(grid) + blended()),
      values_(room_.data()),
      diffusivities_(values_ + longest(grid) * tile_lines),
      rows_(diffusivities_ + longest(grid) * tile_lines),
      shares_(rows_ + longest(grid) * tile_lines),
      in_planes_(shares_ + most_shares(grid)),
      known_(diffusivity.stored()) {}

std::size_t AdiByVoxel::blended() const {
  return diffusivity_.stored() ? 0 : grid_.planes_together * grid_.plane();
}

// One block of one of the fields. If it is the only one, shares aren't worked out apart.
template <class Block>
EndFlux AdiByVoxel::solve(const Lines& axis, Block& block, const DiffusivityBlock& diffusivity,
                          std::size_t field) {
  if (fields_.size() == 1) return axis.solve(block, diffusivity, shares_);
  if (field == 0) axis.eliminate(block.lines, diffusivity, shares_);
  return axis.solve(block, shares_);
}

void AdiByVoxel::rows(std::size_t begin, std::size_t end) {
  for (std::size_t row = begin; row < end; row += rows_together)
    row_group(row, std::min(rows_together, end - row));
}

// Rows lie one after another: they are solved transposed.
void AdiByVoxel::row_group(std::size_t row, std::size_t rows) {
  const std::size_t n = grid_.voxels(0);
  const DiffusivityBlock diffusivity = read_row_group(row, rows);
  if (rows < rows_together) std::fill_n(values_, n * rows_together, 0.0);
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    RowBlock block{fields_[f].values + row * n, rows, values_, rows_together, fields_[f].keeps};
    balances_[f].add(solve(grid_.axes[0], block, diffusivity, f));
    balances_[f].decayed += fields_[f].decays * block.before;
  }
}

DiffusivityBlock AdiByVoxel::read_row_group(std::size_t row, std::size_t rows) {
  const std::size_t n = grid_.voxels(0);
  const double* from = known_at(row * n);
  if (!diffusivity_.stored()) {
    double* const to = known_ ? in_planes_ + (row * n - known_from_) : rows_;
    diffusivity_.read(row * n, rows * n, to);
    from = to;
  }
  if (rows < rows_together) std::fill_n(diffusivities_, n * rows_together, 0.0);
  transpose(from, n, rows, n, diffusivities_, rows_together);
  return {diffusivities_, rows_together};
}

void AdiByVoxel::planes(std::size_t begin, std::size_t end) {
  const std::size_t nx = grid_.voxels(0), ny = grid_.voxels(1);
  if (!diffusivity_.stored()) known_ = in_planes_, known_from_ = begin * grid_.plane();
  rows(begin * ny, end * ny);
  if (grid_.axes[1].idle()) return;
  for (std::size_t plane = begin; plane < end; ++plane)
    for (std::size_t x = 0; x < nx; x += tile_lines)
      tile(1, plane * grid_.plane() + x, std::min(tile_lines, nx - x));
}

// Lines side by side are solved where they are; if they don't fill whole registers, in a copy.
void AdiByVoxel::tile(int axis, std::size_t first, std::size_t lines) {
  const std::size_t n = grid_.voxels(axis), stride = grid_.stride(axis);
  const bool copied = lines != Lines::registers(lines) * wide_lanes;
  const DiffusivityBlock diffusivity = read_tile(axis, first, lines, copied);
  if (copied) std::fill_n(values_, n * tile_lines, 0.0);
  for (std::size_t f = 0; f < fields_.size(); ++f) {
    double* const values = fields_[f].values + first;
    const LineBlock block = copied ? LineBlock{values_, tile_lines, lines, values_}
                                   : LineBlock{values, stride, lines, values + fetched_ahead * stride};
    if (copied)
      for (std::size_t i = 0; i < n; ++i) copy_row(values + i * stride, lines, block.at(i, 0));
    balances_[f].add(solve(grid_.axes[axis], block, diffusivity, f));
    if (copied)
      for (std::size_t i = 0; i < n; ++i) copy_row(block.at(i, 0), lines, values + i * stride);
  }
}

DiffusivityBlock AdiByVoxel::read_tile(int axis, std::size_t first, std::size_t lines, bool copied) {
  const std::size_t n = grid_.voxels(axis), stride = grid_.stride(axis);
  if (!copied && known_) return {known_at(first), stride};
  if (copied) std::fill_n(diffusivities_, n * tile_lines, 0.0);
  for (std::size_t i = 0; i < n; ++i) {
    if (i + fetched_ahead < n) diffusivity_.fetch(first + (i + fetched_ahead) * stride, lines);
    diffusivity_.read(first + i * stride, lines, diffusivities_ + i * tile_lines);
  }
  return {diffusivities_, tile_lines};
}

}  // namespace exomet
