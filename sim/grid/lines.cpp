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
  std::size_t stride;
  At(const double* all, const LineBlock& block)
      : coefficients(alike ? all : all + block.first), stride(block.stride) {}
  auto row(std::size_t i) const {
    if constexpr (alike) {
      return [value = coefficients[i]](std::size_t) { return value; };
    } else {
      return [values = coefficients + i * stride](std::size_t j) { return values[j]; };
    }
  }
};
}  // namespace

Lines::Lines(std::size_t length, const LineEnds& ends, double ratio)
    : length_(length), ends_(ends), ratio_(ratio) {
  assert(length > 0 && ratio >= 0);
  assert(!ends.joined || ends.sealed());
  if (length == 1) ends_.joined = false;  // a voxel that is its own neighbour
}

void Lines::factor_alike(double diffusivity) {
  reserve_all(length_, 1);
  factor(std::vector<double>(length_, diffusivity).data(), {0, 0, 1, 1});
  alike_ = true;
}

void Lines::reserve(std::size_t values, std::size_t lines) {
  reserve_all(values, lines);
  alike_ = false;
}

void Lines::reserve_all(std::size_t values, std::size_t lines) {
  // Not filled here, so that the threads that factor also touch the memory first.
  kept_ = std::make_shared_for_overwrite<double[]>(values);
  next_ = std::make_shared_for_overwrite<double[]>(values);
  if (ends_.joined) last_ = std::make_shared_for_overwrite<double[]>(values);
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end]) leak_[end] = std::make_shared_for_overwrite<double[]>(lines);
}

// What elimination knows of each line of a block when it comes to a voxel, in units of that voxel's counts.
struct Lines::Elimination {
  std::vector<double> stays;       // weight of staying or leaking, the voxel's own and what it inherited
  std::vector<double> to_last;     // coupling to the last voxel, over the joined ends
  std::vector<double> last_stays;  // what the last voxel inherits over the joined ends
};

void Lines::factor(const double* diffusivity, const LineBlock& block) {
  const std::size_t n = length_, width = block.width, stride = block.stride;
  const double* const high = diffusivity + (n - 1) * stride;
  for (int end = 0; end < 2; ++end)
    if (ends_.leaky[end])
      for (std::size_t j = 0; j < width; ++j)
        leak_[end][block.line + j] = 2 * ratio_ * (end == 0 ? diffusivity : high)[j];

  Elimination e{std::vector<double>(width, 1.0), std::vector<double>(width), std::vector<double>(width)};
  for (std::size_t j = 0; j < width; ++j) {
    if (ends_.leaky[0]) e.stays[j] += leak_[0][block.line + j];
    if (ends_.leaky[1]) e.last_stays[j] = leak_[1][block.line + j];
    if (ends_.joined) e.to_last[j] = ratio_ * harmonic_mean(diffusivity[j], high[j]);
  }
  for (std::size_t i = 0; i + 1 < n; ++i) {
    const double* const here = diffusivity + i * stride;
    double* const kept = kept_.get() + block.first + i * stride;
    double* const next = next_.get() + block.first + i * stride;
    double* const last = ends_.joined ? last_.get() + block.first + i * stride : nullptr;
    const bool next_is_last = i + 2 == n;
    for (std::size_t j = 0; j < width; ++j) {
      double to_next = ratio_ * harmonic_mean(here[j], here[j + stride]);
      double to_last = e.to_last[j];
      if (next_is_last) to_next += to_last, to_last = 0;
      kept[j] = 1 / (e.stays[j] + to_next + to_last);
      next[j] = to_next * kept[j];
      if (last) {
        last[j] = to_last * kept[j];
        e.last_stays[j] += last[j] * e.stays[j];
        e.to_last[j] = next[j] * to_last;
      }
      e.stays[j] = 1 + next[j] * e.stays[j];
    }
  }
  for (std::size_t j = 0; j < width; ++j) {
    const std::size_t at = block.first + (n - 1) * stride + j;
    kept_[at] = 1 / (e.stays[j] + e.last_stays[j]);
    next_[at] = 0;
    if (ends_.joined) last_[at] = 0;
  }
}

template <std::size_t padded, bool alike>
void Lines::sweep(double* u, const LineBlock& block) const {
  const std::size_t n = length_, stride = block.stride;
  const std::size_t width = padded > 0 ? padded : block.width;
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

void Lines::add_outside(double* u, const LineBlock& block) const {
  for (int end = 0; end < 2; ++end) {
    if (!ends_.leaky[end] || ends_.outside[end] == 0) continue;
    double* const at = u + (end == 0 ? 0 : (length_ - 1) * block.stride);
    for (std::size_t j = 0; j < block.width; ++j)
      at[j] += leak_[end][alike_ ? 0 : block.line + j] * ends_.outside[end];
  }
}

EndFlux Lines::end_flux(const double* u, const LineBlock& block) const {
  EndFlux flux;
  for (int end = 0; end < 2; ++end) {
    if (!ends_.leaky[end]) continue;
    const double* const at = u + (end == 0 ? 0 : (length_ - 1) * block.stride);
    for (std::size_t j = 0; j < block.width; ++j) {
      const double outwards = leak_[end][alike_ ? 0 : block.line + j] * (at[j] - ends_.outside[end]);
      flux.left += std::max(outwards, 0.0);
      flux.supplied += std::max(-outwards, 0.0);
    }
  }
  return flux;
}

template <std::size_t padded>
EndFlux Lines::solve(double* u, const LineBlock& block) const {
  add_outside(u, block);
  alike_ ? sweep<padded, true>(u, block) : sweep<padded, false>(u, block);
  return end_flux(u, block);
}

template EndFlux Lines::solve<0>(double*, const LineBlock&) const;
template EndFlux Lines::solve<16>(double*, const LineBlock&) const;

}  // namespace exomet
