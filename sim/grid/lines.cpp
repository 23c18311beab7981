#include "sim/grid/lines.hpp"

#include <algorithm>
#include <cassert>
#include <vector>

namespace exomet {

namespace {
double harmonic_mean(double a, double b) { return a + b > 0 ? 2 * a * b / (a + b) : 0; }

// Where a value's coefficients are: at the same place in its block, or shared by all lines.
template <bool alike>
struct At {
  const double* coefficients;
  std::size_t width;
  At(const double* all, const LineBlock& block)
      : coefficients(alike ? all : all + block.first), width(block.width) {}
  auto row(std::size_t i) const {
    if constexpr (alike) {
      return [value = coefficients[i]](std::size_t) { return value; };
    } else {
      return [values = coefficients + i * width](std::size_t j) { return values[j]; };
    }
  }
};
}  // namespace

Lines::Lines(std::size_t length, const LineEnds& ends, double ratio)
    : length_(length), ends_(ends), ratio_(ratio) {
  assert(length > 0 && ratio >= 0);
  assert(!ends.joined || ends.sealed());
}

void Lines::factor_alike(double diffusivity) {
  reserve_room(1);
  factor(std::vector<double>(length_, diffusivity).data(), 1, {0, 0, 1});
  alike_ = true;
}

void Lines::reserve(std::size_t lines) {
  reserve_room(lines);
  alike_ = false;
}

void Lines::reserve_room(std::size_t lines) {
  // Not filled here, so that the threads that factor are the first to touch the memory.
  const auto room = [](std::size_t size) { return std::make_shared_for_overwrite<double[]>(size); };
  kept_ = room(lines * length_), next_ = room(lines * length_);
  if (ends_.joined) last_ = room(lines * length_);
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end]) leak_[end] = room(lines);
}

// What is known of each line of a block when elimination comes to a voxel.
struct Lines::Elimination {
  std::vector<double> stays;       // weight of staying or leaking: the voxel's own and what it inherited
  std::vector<double> to_last;     // coupling to the last voxel across the joined ends
  std::vector<double> last_stays;  // what the last voxel inherited across the joined ends, and its leak
};

Lines::Elimination Lines::begin_elimination(const double* diffusivity, std::size_t stride,
                                            const LineBlock& block) {
  const double* const high = diffusivity + (length_ - 1) * stride;
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end])
      for (std::size_t j = 0; j < block.width; ++j)
        leak_[end][block.line + j] = 2 * ratio_ * (end == 0 ? diffusivity : high)[j];
  Elimination e{std::vector<double>(block.width, 1.0), std::vector<double>(block.width),
                std::vector<double>(block.width)};
  for (std::size_t j = 0; j < block.width; ++j) {
    if (ends_.leaky[0]) e.stays[j] += leak_[0][block.line + j];
    if (ends_.leaky[1]) e.last_stays[j] = leak_[1][block.line + j];
    if (ends_.joined) e.to_last[j] = ratio_ * harmonic_mean(diffusivity[j], high[j]);
  }
  return e;
}

void Lines::eliminate(std::size_t i, const double* diffusivity, std::size_t stride, const LineBlock& block,
                      Elimination& e) {
  const double* const here = diffusivity + i * stride;
  const std::size_t first = block.first + i * block.width;
  const bool next_is_last = i + 2 == length_;
  for (std::size_t j = 0; j < block.width; ++j) {
    double to_next = ratio_ * harmonic_mean(here[j], here[j + stride]), to_last = e.to_last[j];
    if (next_is_last) to_next += to_last, to_last = 0;
    const double kept = 1 / (e.stays[j] + to_next + to_last);
    kept_[first + j] = kept;
    next_[first + j] = to_next * kept;
    if (ends_.joined) {
      last_[first + j] = to_last * kept;
      e.last_stays[j] += to_last * kept * e.stays[j];
      e.to_last[j] = to_next * kept * to_last;
    }
    e.stays[j] = 1 + to_next * kept * e.stays[j];
  }
}

void Lines::factor(const double* diffusivity, std::size_t stride, const LineBlock& block) {
  Elimination e = begin_elimination(diffusivity, stride, block);
  for (std::size_t i = 0; i + 1 < length_; ++i) eliminate(i, diffusivity, stride, block, e);
  const std::size_t end = block.first + (length_ - 1) * block.width;
  for (std::size_t j = 0; j < block.width; ++j) {
    kept_[end + j] = 1 / (e.stays[j] + e.last_stays[j]);
    next_[end + j] = 0;
    if (ends_.joined) last_[end + j] = 0;
  }
}

// Down the line each voxel hands on its counts, up the line it learns from those after it what it ends with.
template <bool alike>
void Lines::sweep(double* u, std::size_t stride, const LineBlock& block) const {
  const std::size_t n = length_, width = block.width;
  const At<alike> kept(kept_.get(), block), next(next_.get(), block), last(last_.get(), block);
  double* const end = u + (n - 1) * stride;
  for (std::size_t i = 0; i + 1 < n; ++i) {
    double* const here = u + i * stride;
    const auto to_next = next.row(i);
#pragma GCC ivdep
    for (std::size_t j = 0; j < width; ++j) here[j + stride] += to_next(j) * here[j];
    if (!ends_.joined || i + 2 == n) continue;
    const auto to_last = last.row(i);
#pragma GCC ivdep
    for (std::size_t j = 0; j < width; ++j) end[j] += to_last(j) * here[j];
  }
  const auto end_keeps = kept.row(n - 1);
  for (std::size_t j = 0; j < width; ++j) end[j] *= end_keeps(j);
  for (std::size_t i = n - 1; i-- > 0;) {
    double* const here = u + i * stride;
    const auto keeps = kept.row(i), from_next = next.row(i);
#pragma GCC ivdep
    for (std::size_t j = 0; j < width; ++j) here[j] = keeps(j) * here[j] + from_next(j) * here[j + stride];
    if (!ends_.joined || i + 2 == n) continue;
    const auto from_last = last.row(i);
#pragma GCC ivdep
    for (std::size_t j = 0; j < width; ++j) here[j] += from_last(j) * end[j];
  }
}

void Lines::add_outside(double* u, std::size_t stride, const LineBlock& block) const {
  for (int end = 0; end < 2; ++end) {
    if (!ends_.leaky[end] || ends_.outside[end] == 0) continue;
    double* const at = u + (end == 0 ? 0 : (length_ - 1) * stride);
    for (std::size_t j = 0; j < block.width; ++j)
      at[j] += leak_[end][alike_ ? 0 : block.line + j] * ends_.outside[end];
  }
}

EndFlux Lines::end_flux(const double* u, std::size_t stride, const LineBlock& block) const {
  EndFlux flux;
  for (int end = 0; end < 2; ++end) {
    if (!ends_.leaky[end]) continue;
    const double* const at = u + (end == 0 ? 0 : (length_ - 1) * stride);
    for (std::size_t j = 0; j < block.width; ++j) {
      const double outwards = leak_[end][alike_ ? 0 : block.line + j] * (at[j] - ends_.outside[end]);
      flux.left += std::max(outwards, 0.0);
      flux.supplied += std::max(-outwards, 0.0);
    }
  }
  return flux;
}

EndFlux Lines::solve(double* u, std::size_t stride, const LineBlock& block) const {
  add_outside(u, stride, block);
  alike_ ? sweep<true>(u, stride, block) : sweep<false>(u, stride, block);
  return end_flux(u, stride, block);
}

}  // namespace exomet
