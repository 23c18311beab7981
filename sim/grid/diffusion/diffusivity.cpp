#include "sim/grid/diffusion/diffusivity.hpp"

#include <algorithm>
#include <cassert>
#include <utility>

#include "sim/base/double8.hpp"

namespace exomet {

namespace {
bool exceeds(double value, double limit) { return value > limit; }
bool exceeds(const Double8& value, double limit) { return any_less(-value, -limit); }
}  // namespace

Diffusivity::Diffusivity(double everywhere) : everywhere_(everywhere) { assert(everywhere >= 0); }

Diffusivity::Diffusivity(std::span<const double> values) : everywhere_(values[0]) {
  if (values.size() > 1) values_ = std::make_shared<VoxelValues>(values.begin(), values.end());
}

Diffusivity::Diffusivity(double in_fluid, std::vector<TissueDiffusivity> tissues)
    : everywhere_(in_fluid), tissues_(std::move(tissues)) {
  assert(in_fluid >= 0);
}

void Diffusivity::read(std::size_t first, std::size_t count, double* to) const {
  if (!tissues_.empty()) {
    tissues_.size() == 1 ? blend<1>(first, count, to) : blend<0>(first, count, to);
  } else if (values_) {
    std::copy_n(values_->data() + first, count, to);
  } else {
    std::fill_n(to, count, everywhere_);
  }
}

// number: of tissues; 0: any.
template <std::size_t number>
void Diffusivity::blend(std::size_t first, std::size_t count, double* to) const {
  const std::size_t whole = count / wide_lanes * wide_lanes;
  blend_by<Double8, number>(first, first + whole, to);
  blend_by<double, number>(first + whole, first + count, to + whole);
}

// Several voxels at a time, or one.
template <class Value, std::size_t number>
void Diffusivity::blend_by(std::size_t begin, std::size_t end, double* to) const {
  constexpr std::size_t step = sizeof(Value) / sizeof(double);
  const std::span<const TissueDiffusivity> tissues(tissues_.data(), number > 0 ? number : tissues_.size());
  const auto amounts = [&](std::size_t v) {
    Value filled{}, inside{};
    for (const TissueDiffusivity& tissue : tissues) {
      const Value share = load_as<Value>(tissue.share.data() + v);
      filled += share, inside += share * tissue.diffusivity;
    }
    return std::pair(filled, inside);
  };
  Value fullest{};
  for (std::size_t v = begin; v < end; v += step) {
    const auto [filled, inside] = amounts(v);
    fullest = larger(fullest, filled);
    const Value fluid = larger(1.0 - filled, Value{});
    store(to + (v - begin), larger(everywhere_ * fluid + inside, Value{}));
  }
  if (!exceeds(fullest, 1)) return;  // dividing takes long, and more than full is rare
  for (std::size_t v = begin; v < end; v += step) {
    double* const at = to + (v - begin);
    store(at, load_as<Value>(at) / larger(amounts(v).first, Value{} + 1.0));
  }
}

}  // namespace exomet
