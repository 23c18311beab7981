// The implicit diffusion step along one axis: a small linear system per grid line, solved for many lines side
// by side. With a = D step / spacing^2 at each face, the new values u' of a line solve
//
//   u'_i = u_i + a_(i-1/2) (u'_(i-1) - u'_i) + a_(i+1/2) (u'_(i+1) - u'_i).
//
// Voxels are eliminated as states of a Markov chain are (Grassmann, Taksar and Heyman 1985; see
// elimination.hpp), which conserves counts to round-off at any step, where the textbook pivots lose digits as
// a grows. For joined ends the last voxel stays connected to all (an arrow matrix), which needs no second
// solution as Sherman-Morrison's does.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "sim/base/double8.hpp"

namespace exomet {

// The two ends of every line of an axis.
struct LineEnds {
  bool joined = false;              // periodic
  std::array<bool, 2> leaky{};      // open or fixed: half a voxel from the value outside
  std::array<double, 2> outside{};  // counts per voxel at a leaky end
  bool sealed() const { return !leaky[0] && !leaky[1]; }
};

// Values of lines that are solved side by side: of voxel i of line j at values[i * stride + j].
struct LineBlock {
  double* values = nullptr;
  std::size_t stride = 0;
  std::size_t lines = 0;
  const double* coming = nullptr;  // what is needed soon, in the same shape: fetched meanwhile
                                   // (nullptr, in SplitTridiagonal only: nothing)

  double* at(std::size_t voxel, std::size_t wide) const {
    return values + voxel * stride + wide * wide_lanes;
  }
  // Into the second cache: the first has no room beside what is worked on.
  [[gnu::always_inline]] void fetch(std::size_t voxel, std::size_t wide) const {
    __builtin_prefetch(coming + voxel * stride + wide * wide_lanes, 0, 2);
  }
};

// Lines that lie one after another: voxel i of line j at values[j * length + i]. They are solved side by side
// in `room`, where a few voxels at a time are brought to and taken from while they are in the fastest
// cache.
struct RowBlock {
  double* values = nullptr;
  std::size_t lines = 0;
  // width values per voxel, overwritten. For Lines::solve() those beyond the lines have to be 0.
  double* room = nullptr;
  std::size_t width = 0;  // a multiple of two registers, at least `lines`
  double keeps = 1;       // the share of counts that decay leaves before they spread
  double before = 0;      // set: their sum before decay; 0 if all are kept
};

// Diffusivities of lines side by side (um^2/min, >= 0): voxel i of line j at values[i * stride + j]. Faces
// have the harmonic mean.
struct DiffusivityBlock {
  const double* values = nullptr;
  std::size_t stride = 0;

  const double* at(std::size_t voxel, std::size_t wide) const {
    return values + voxel * stride + wide * wide_lanes;
  }
};

// Counts that went through the ends of lines; what goes in and out at one end of one line is netted.
struct EndFlux {
  double left = 0, supplied = 0;
  void add(double outwards) { left += std::max(outwards, 0.0), supplied += std::max(-outwards, 0.0); }
  void add(const EndFlux& part) { left += part.left, supplied += part.supplied; }
};

// Of lines with one diffusivity everywhere: the shares of its counts that each voxel keeps, that it hands to
// the next one, and that it hands to the last one (joined ends only); 2 D step / spacing^2 at a leaky end.
struct UniformShares {
  std::vector<double> kept, next, last;
  std::array<double, 2> leak{};
};

class Lines {
 public:
  static constexpr std::size_t most_together = 8 * wide_lanes;  // lines that solve() takes

  // Registers that a block of so many lines takes: the columns that solve() reads and writes are this many
  // times wide_lanes, those beyond the lines for nothing.
  static constexpr std::size_t registers(std::size_t lines) {
    const std::size_t least = (lines + wide_lanes - 1) / wide_lanes;
    return least <= 2 ? least : (least + 1) / 2 * 2;
  }

  Lines() = default;
  // length: voxels per line. ratio: step / spacing^2, min/um^2.
  Lines(std::size_t length, const LineEnds&, double ratio);

  // Sets the one diffusivity (um^2/min) of all lines, for those who solve them without diffusivities by
  // voxel.
  void set_diffusivity(double diffusivity);
  // What went through the low (0) or high end (1) of so many lines with that diffusivity; values: after the
  // step, of their voxels at that end.
  EndFlux flux_through(int end, const double* values, std::size_t lines) const;

  // Replaces the values of at most most_together lines by those one step later. Block: const LineBlock or
  // RowBlock. shares: room for scratch_size() doubles, overwritten.
  template <class Block>
  EndFlux solve(Block&, const DiffusivityBlock&, double* shares) const;

  // The same in two parts, for several fields that diffuse alike: what follows from the diffusivities of so
  // many lines is put into `shares` (scratch_size() doubles), with which blocks of as many lines are solved.
  // The same bits.
  void eliminate(std::size_t lines, const DiffusivityBlock&, double* shares) const;
  template <class Block>
  EndFlux solve(Block&, const double* shares) const;

  std::size_t length() const { return length_; }
  const LineEnds& ends() const { return ends_; }
  const UniformShares& uniform_shares() const { return uniform_shares_; }
  std::size_t scratch_size() const { return ((ends_.joined ? 3 : 2) * length_ + 3) * most_together; }
  bool idle() const { return length_ == 1 && ends_.sealed(); }  // solving would change nothing

 private:
  template <std::size_t wides, bool joined>
  void eliminate(DiffusivityBlock, double* shares) const;
  template <std::size_t wides, bool joined, class Block, class Source>
  EndFlux solve_by(Block&, Source) const;
  template <class Source>
  EndFlux flux_through_ends(const LineBlock&, const Source&) const;
  template <class Sweep>
  auto with_width(std::size_t lines, const Sweep& sweep) const;

  std::size_t length_ = 0;
  LineEnds ends_;
  double ratio_ = 0;
  UniformShares uniform_shares_;
};

}  // namespace exomet
