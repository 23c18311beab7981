// A task's part of the sweeps of a step with one diffusivity everywhere.
#pragma once

#include <cstddef>
#include <span>

#include "sim/base/aligned.hpp"
#include "sim/grid/diffusion/adi_grid.hpp"
#include "sim/grid/diffusion/diffusivity.hpp"
#include "sim/grid/diffusion/uniform_rows.hpp"

namespace exomet {

// The same members as AdiByVoxel has. There is one field, since several would gain nothing from each
// other. What it is made from must outlive it.
class UniformAdi {
 public:
  static constexpr std::size_t rows_together = uniform_rows_together;
  // Lines along y or z that are solved side by side, by their distance in memory: in large fields many, since
  // memory gives long pieces faster.
  static std::size_t lines_together(std::size_t stride) { return stride >= 2048 ? 128 : 64; }

  UniformAdi(const AdiGrid&, const Diffusivity&, std::span<const AdiField>, std::span<TransportBalance>);

  void rows(std::size_t begin, std::size_t end) { rows(begin, end, nullptr); }
  // As rows are brought back, columns go down.
  void planes(std::size_t begin, std::size_t end);
  // Of so many lines along y or z, side by side from a voxel on.
  void tile(int axis, std::size_t first, std::size_t lines);

 private:
  void rows(std::size_t begin, std::size_t end, const SplitTridiagonal* across);

  const AdiGrid& grid_;
  const AdiField& field_;
  TransportBalance& balance_;
  AlignedRoom row_room_, parts_room_;
};

}  // namespace exomet
