#include "sim/grid/diffusion/uniform_adi.hpp"

#include <algorithm>
#include <cassert>

#include "sim/grid/diffusion/split_tridiagonal.hpp"

namespace exomet {

UniformAdi::UniformAdi(const AdiGrid& grid, const Diffusivity&, std::span<const AdiField> fields,
                       std::span<TransportBalance> balances)
    : grid_(grid),
      field_(fields[0]),
      balance_(balances[0]),
      row_room_(rows_together * grid.voxels(0)),
      parts_room_(SplitTridiagonal::scratch_size(
          std::max(grid.voxels(0) * grid.planes_together, lines_together(grid.plane())))) {
  assert(fields.size() == 1);
}

// across: lines across the rows from `begin` on, if any.
void UniformAdi::rows(std::size_t begin, std::size_t end, const SplitTridiagonal* across) {
  const std::size_t n = grid_.voxels(0);
  for (std::size_t row = begin; row < end; row += rows_together) {
    RowBlock block{field_.values + row * n, std::min(rows_together, end - row), row_room_.data(),
                   rows_together, field_.keeps};
    balance_.add(solve_uniform_rows(grid_.axes[0], block, across, row - begin));
    balance_.decayed += field_.decays * block.before;
  }
}

void UniformAdi::planes(std::size_t begin, std::size_t end) {
  const std::size_t nx = grid_.voxels(0), ny = grid_.voxels(1);
  const SplitTridiagonal columns(grid_.axes[1], {field_.values + begin * grid_.plane(), nx, nx}, end - begin,
                                 parts_room_.data());
  rows(begin * ny, end * ny, &columns);
  balance_.add(columns.substitute_back());
}

void UniformAdi::tile(int axis, std::size_t first, std::size_t lines) {
  const std::size_t stride = grid_.stride(axis);
  double* const values = field_.values + first;
  const SplitTridiagonal tile(grid_.axes[axis], {values, stride, lines, values + fetched_ahead * stride}, 1,
                              parts_room_.data());
  tile.eliminate(0, lines, 0, grid_.voxels(axis));
  balance_.add(tile.substitute_back());
}

}  // namespace exomet
