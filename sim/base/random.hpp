// Counter-based random numbers (Philox4x32-10; Salmon et al., SC11): a draw is a pure function of the seed,
// the cell's id, the step and the purpose, so that neither threads nor the order of cells can change it.
#pragma once

#include <array>
#include <cmath>
#include <cstdint>
#include <string_view>

#include "sim/base/mathematics.hpp"
#include "sim/base/vec3.hpp"

namespace exomet {

// What a draw is for: a 16-bit hash of a name ("crawls", "dies"), fixed at compile time (FNV-1a, folded).
constexpr std::uint16_t purpose(std::string_view name) {
  std::uint32_t hash = 2166136261u;
  for (char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return static_cast<std::uint16_t>(hash ^ (hash >> 16));
}

// The stream of draws of one cell at one step for one purpose. Ids up to 2^48, steps up to 2^48.
class Random {
 public:
  Random(std::uint64_t seed, std::uint64_t id, std::uint64_t step, std::uint16_t what)
      : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
        counter_{{static_cast<std::uint32_t>(id),
                  static_cast<std::uint32_t>(id >> 32) | (std::uint32_t{what} << 16),
                  static_cast<std::uint32_t>(step), static_cast<std::uint32_t>(step >> 32) << 16}} {}

  double uniform() {  // in (0, 1), never 0
    return (static_cast<double>(bits64() >> 11) + 0.5) * 0x1.0p-53;
  }
  double exponential(double mean) { return -mean * maths::log(uniform()); }
  double normal() {  // mean 0, variance 1 (Box and Muller 1958)
    const double radius = std::sqrt(-2 * maths::log(uniform()));
    return radius * maths::cos_turn(uniform());
  }
  Vec3 direction() {  // uniform on the unit sphere
    const double z = 2 * uniform() - 1, r = std::sqrt(1 - z * z);
    const auto [sine, cosine] = maths::sin_cos_turn(uniform());
    return {r * cosine, r * sine, z};
  }

 private:
  std::uint64_t bits64() {
    if (used_ == 2) {
      draw_block();
      used_ = 0;
    }
    const std::uint64_t low = block_[2 * used_], high = block_[2 * used_ + 1];
    ++used_;
    return low | (high << 32);
  }

  void draw_block();  // the next one

  std::array<std::uint32_t, 2> key_;
  std::array<std::uint32_t, 4> counter_;
  std::array<std::uint32_t, 4> block_{};
  int used_ = 2;
};

}  // namespace exomet
