// Lines of one diffusivity that are solved in two parts: forward elimination, down the line, as the values of
// its voxels come, a few voxels of a few lines at a time; and back substitution, up the line, when all of
// them have come. So lines across rows are half done when the rows are.
#pragma once

#include <cstddef>

#include "sim/grid/diffusion/lines.hpp"

namespace exomet {

// Groups of lines side by side: voxel i of line j of group g is block.values[(g * length + i) * stride + j],
// so that what follows calls row g * length + i.
class SplitTridiagonal {
 public:
  // The Lines, with one diffusivity, and the values must outlive this. room: for scratch_size(lines)
  // doubles, overwritten.
  SplitTridiagonal(const Lines&, const LineBlock& block, std::size_t groups, double* room);
  static std::size_t scratch_size(std::size_t lines) { return 2 * lines; }  // of all groups

  // Solves voxels on the way down, once each: those of lines [line, line + lines) of all groups, in rows
  // [row, row + rows). Of a line those before have to have been solved.
  void eliminate(std::size_t line, std::size_t lines, std::size_t row, std::size_t rows) const;
  // Then all the way up. The bits are the same for all ways in parts.
  EndFlux substitute_back() const;

 private:
  struct Part;
  Part part(std::size_t group, std::size_t line) const;
  template <class Value, std::size_t count, bool joined>
  void eliminate_by(const Part&, std::size_t first, std::size_t last) const;
  template <class Value, std::size_t count, bool joined>
  void substitute_back_by(const Part&) const;

  const Lines& along_;
  LineBlock block_;
  std::size_t groups_;
  double *handed_, *to_end_;  // what lines have handed to the voxel that comes next, and to the last one
};

}  // namespace exomet
