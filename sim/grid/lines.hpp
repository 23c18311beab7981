// The implicit diffusion step along one axis: a small linear system per grid line, factored once and solved
// for many lines side by side. With a = D step / spacing^2 at each face, the new values u' of a line solve
//
//   u'_i = u_i + a_(i-1/2) (u'_(i-1) - u'_i) + a_(i+1/2) (u'_(i+1) - u'_i).
//
// Voxels are eliminated as states of a Markov chain are (Grassmann, Taksar and Heyman 1985): each hands its
// counts to the voxels that remain, in shares that are sums and products of positive numbers. Nothing is
// subtracted, so that counts are conserved to round-off at any step, where the textbook pivots lose digits as
// a grows. For joined ends the last voxel stays connected to all (an arrow matrix), which needs no second
// solution as Sherman-Morrison's does.
#pragma once

#include <array>
#include <cstddef>
#include <memory>

namespace exomet {

// The two ends of every line of an axis.
struct LineEnds {
  bool joined = false;              // periodic
  std::array<bool, 2> leaky{};      // open or fixed: half a voxel from the outside value
  std::array<double, 2> outside{};  // counts per voxel at a leaky end
  bool sealed() const { return !leaky[0] && !leaky[1]; }
};

// Lines side by side: value i of line j is at first + i stride + j, what belongs to the line's ends at line +
// j.
struct LineBlock {
  std::size_t first = 0, line = 0, stride = 0;
  std::size_t width = 0;  // lines
};

// Counts that went through the ends of lines; per line and end, what goes in and out is netted.
struct EndFlux {
  double left = 0, supplied = 0;
};

class Lines {
 public:
  Lines() = default;
  // length: voxels per line. ratio: step / spacing^2, min/um^2.
  Lines(std::size_t length, const LineEnds&, double ratio);

  void factor_alike(double diffusivity);                // um^2/min; the same for all lines and voxels
  void reserve(std::size_t values, std::size_t lines);  // room for what factor() writes
  // Factors a block of lines, each voxel with its own diffusivity (um^2/min; >= 0), given from the block's
  // first value on with the block's stride. Faces have the harmonic mean. Blocks may be factored at the same
  // time.
  void factor(const double* diffusivity, const LineBlock&);

  // Replaces the block's values u (from its first value on, with its stride) by those one step later.
  // Room of `padded` lines is computed, of which only the block's width is meant: 0, or more than its width.
  template <std::size_t padded>
  EndFlux solve(double* u, const LineBlock&) const;

  std::size_t length() const { return length_; }
  bool idle() const { return length_ == 1 && ends_.sealed(); }  // solving would change nothing

 private:
  struct Elimination;

  template <std::size_t padded, bool alike>
  void sweep(double* u, const LineBlock&) const;
  EndFlux end_flux(const double* u, const LineBlock&) const;
  void add_outside(double* u, const LineBlock&) const;
  void reserve_all(std::size_t values, std::size_t lines);

  std::size_t length_ = 0;
  LineEnds ends_;
  double ratio_ = 0;
  bool alike_ = true;
  // Shared between copies: never written after factoring. Per voxel: the share kept, handed to the next
  // voxel, and handed to the last one (joined ends only).
  std::shared_ptr<double[]> kept_, next_, last_;
  std::array<std::shared_ptr<double[]>, 2> leak_;  // per line: 2 D step / spacing^2 at a leaky end
};

}  // namespace exomet
