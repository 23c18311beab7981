// Rows of one diffusivity: lines that lie one after another in memory. A few voxels of them at a time are
// brought side by side, decayed and solved while they are in registers.
#pragma once

#include <cstddef>

#include "sim/grid/diffusion/lines.hpp"
#include "sim/grid/diffusion/split_tridiagonal.hpp"

namespace exomet {

// Rows that are solved side by side.
inline constexpr std::size_t uniform_rows_together = 2 * wide_lanes;

// Decays the values of at most so many rows, and replaces them by those one step later. Lines across them, if
// any, are solved on their way down in passing: `row` is the first of these rows in that. The block's width
// has to be uniform_rows_together.
EndFlux solve_uniform_rows(const Lines&, RowBlock&, const SplitTridiagonal* across, std::size_t row);

}  // namespace exomet
