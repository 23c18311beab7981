#include "viz/render/dots.hpp"

#include <cmath>
#include <cstdint>

namespace exomet {
namespace {

// A uniform number in [0, 1) for a voxel, a dot in it and a purpose: splitmix64's finaliser (Steele et al.
// 2014).
double uniform(std::uint64_t voxel, std::uint64_t dot, std::uint64_t purpose) {
  std::uint64_t bits =
      voxel * 0x9E3779B97F4A7C15u + dot * 0xD1B54A32D192ED03u + purpose * 0x8CB92BA72F3D8DD7u;
  bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9u;
  bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EBu;
  bits ^= bits >> 31;
  return static_cast<double>(bits >> 11) * 0x1p-53;
}

}  // namespace

double amount_per_dot(double largest, std::size_t dots, bool whole) {
  if (!(largest > 0) || !std::isfinite(largest)) return 1;
  const double least = largest / static_cast<double>(dots);
  const double power = std::pow(10, std::floor(std::log10(least)));
  double amount = 10 * power;
  for (const double step : {1.0, 2.0, 5.0})
    if (step * power >= least * (1 - 1e-12)) {
      amount = step * power;
      break;
    }
  return whole ? std::max(1.0, amount) : amount;
}

double expected_dots(const std::vector<double>& amounts, double per_dot) {
  double dots = 0;
  for (const double amount : amounts)
    if (amount > 0 && std::isfinite(amount)) dots += amount / per_dot;
  return dots;
}

std::vector<Vec3> dots_of(const std::vector<double>& amounts, const Lattice& lattice, double per_dot) {
  std::vector<Vec3> dots;
  const auto nx = static_cast<std::size_t>(lattice.voxels[0]),
             ny = static_cast<std::size_t>(lattice.voxels[1]);
  for (std::size_t v = 0; v < amounts.size(); ++v) {
    const double share = amounts[v] / per_dot;
    if (!(share > 0) || !std::isfinite(share)) continue;
    const double threshold = uniform(v, 0, 0);
    const Vec3 corner{static_cast<double>(v % nx), static_cast<double>(v / nx % ny),
                      static_cast<double>(v / nx / ny)};
    for (std::uint64_t k = 0; static_cast<double>(k) + threshold < share; ++k)
      dots.push_back({(corner.x + uniform(v, k, 1)) * lattice.spacing.x,
                      (corner.y + uniform(v, k, 2)) * lattice.spacing.y,
                      (corner.z + uniform(v, k, 3)) * lattice.spacing.z});
  }
  return dots;
}

}  // namespace exomet
