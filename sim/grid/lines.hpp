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
  std::array<bool, 2> leaky{};      // open or fixed: half a voxel from the value outside
  std::array<double, 2> outside{};  // counts per voxel at a leaky end
  bool sealed() const { return !leaky[0] && !leaky[1]; }
};

// Lines solved side by side. Their coefficients are stored together: those of voxel i of line j at
// first + i width + j, what belongs to the line's ends at line + j.
struct LineBlock {
  std::size_t first = 0, line = 0;
  std::size_t width = 0;  // lines
};

// Counts that went through the ends of lines; what goes in and out at one end of one line is netted.
struct EndFlux {
  double left = 0, supplied = 0;
};

class Lines {
 public:
  Lines() = default;
  // length: voxels per line. ratio: step / spacing^2, min/um^2.
  Lines(std::size_t length, const LineEnds&, double ratio);

  // Makes all lines alike, with one diffusivity (um^2/min).
  void factor_alike(double diffusivity);

  // Makes room for so many lines, each to be factored with its own diffusivities.
  void reserve(std::size_t lines);

  // Factors a block of lines with the diffusivities (um^2/min, >= 0) of voxels i of lines j at i stride + j.
  // Faces have the harmonic mean. Blocks may be factored at the same time.
  void factor(const double* diffusivity, std::size_t stride, const LineBlock&);

  // Replaces the values u of a block's lines, of voxels i of lines j at i stride + j, by those one step
  // later. Lines that are not alike are solved in the blocks they were factored in.
  EndFlux solve(double* u, std::size_t stride, const LineBlock&) const;

  std::size_t length() const { return length_; }
  bool idle() const { return length_ == 1 && ends_.sealed(); }  // solving would change nothing

 private:
  struct Elimination;

  void reserve_room(std::size_t lines);
  Elimination begin_elimination(const double* diffusivity, std::size_t stride, const LineBlock&);
  void eliminate(std::size_t i, const double* diffusivity, std::size_t stride, const LineBlock&,
                 Elimination&);
  template <bool alike>
  void sweep(double* u, std::size_t stride, const LineBlock&) const;
  void add_outside(double* u, std::size_t stride, const LineBlock&) const;
  EndFlux end_flux(const double* u, std::size_t stride, const LineBlock&) const;

  std::size_t length_ = 0;
  LineEnds ends_;
  double ratio_ = 0;
  bool alike_ = true;
  // Shared between copies, never written after factoring. Per voxel: the share that it keeps, that it hands
  // to the next voxel, and that it hands to the last one (joined ends only).
  std::shared_ptr<double[]> kept_, next_, last_;
  std::array<std::shared_ptr<double[]>, 2> leak_;  // per line: 2 D step / spacing^2 at a leaky end
};

}  // namespace exomet
