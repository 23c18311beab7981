#include "models/placements/random_field.hpp"

#include <numbers>

#include "sim/base/mathematics.hpp"
#include "sim/base/parallel.hpp"
#include "sim/base/random.hpp"

namespace exomet {

namespace {

constexpr int waves = 128;
constexpr std::size_t voxels_per_chunk = 8192;

struct Wave {
  Vec3 number;       // 2 pi / wavelength in its direction, 1/um
  double phase = 0;  // turns
};

// Rounds a wave to one that fits the periodic axes.
Vec3 fitted(const Geometry& grid, Vec3 number) {
  for (int axis = 0; axis < 3; ++axis)
    if (grid.periodic(axis)) {
      const double one = 2 * std::numbers::pi / grid.extent()[axis];
      number[axis] = one * std::round(number[axis] / one);
    }
  return number;
}

Wave draw(const Geometry& grid, double number, Random& random) {
  constexpr int tries = 200;
  Wave wave;
  double nearest = 1e300;
  for (int n = 0; n < tries; ++n) {
    const double length = number * (0.85 + 0.3 * random.uniform());
    const Vec3 vector = fitted(grid, length * random.direction());
    const double off = std::abs(norm(vector) / number - 1);
    if (norm(vector) > 0 && off < nearest) nearest = off, wave.number = vector;
    if (nearest < 0.3) break;
  }
  wave.phase = random.uniform();
  return wave;
}

// Adds a wave along one row of voxels, turning a unit vector by the same angle from voxel to voxel.
void add(const Geometry& grid, const Wave& wave, std::size_t row, int y, int z, RandomField& field,
         std::vector<Vec3>& slope) {
  const double angle = dot(wave.number, grid.centre(0, y, z)) / (2 * std::numbers::pi) + wave.phase,
               turn = wave.number.x * grid.spacing.x / (2 * std::numbers::pi);
  auto [s, c] = maths::sin_cos_turn(angle);
  const auto [turn_s, turn_c] = maths::sin_cos_turn(turn);
  for (int x = 0; x < grid.voxels[0]; ++x) {
    field.value[row + x] += c;
    slope[x] -= s * wave.number;
    const double next = c * turn_c - s * turn_s;
    s = s * turn_c + c * turn_s;
    c = next;
  }
}

}  // namespace

RandomField random_field(const Geometry& grid, double wavelength, std::uint64_t seed, std::uint64_t key) {
  std::vector<Wave> all;
  for (int n = 0; n < waves; ++n) {
    Random random(seed, static_cast<std::uint64_t>(n), key, purpose("random field"));
    all.push_back(draw(grid, 2 * std::numbers::pi / wavelength, random));
  }
  const double scale = std::sqrt(2.0 / waves);
  RandomField field{std::vector<double>(grid.size(), 0.0), std::vector<double>(grid.size())};
  const std::size_t rows = std::size_t(grid.voxels[1]) * grid.voxels[2];
  parallel_chunks(rows, 16, [&](std::size_t begin, std::size_t end) {
    std::vector<Vec3> slope(grid.voxels[0]);
    for (std::size_t r = begin; r < end; ++r) {
      const std::size_t row = r * grid.voxels[0];
      slope.assign(slope.size(), {});
      for (const Wave& wave : all)
        add(grid, wave, row, static_cast<int>(r % grid.voxels[1]), static_cast<int>(r / grid.voxels[1]),
            field, slope);
      for (int x = 0; x < grid.voxels[0]; ++x) {
        double range = 0;
        for (int axis = 0; axis < 3; ++axis)
          if (!grid.flat(axis)) range += std::abs(slope[x][axis]) * grid.spacing[axis];
        field.value[row + x] *= scale;
        field.range[row + x] = scale * range;
      }
    }
  });
  return field;
}

double level_of(const RandomField& field, const std::vector<char>& marked, double share) {
  double low = -10, high = 10;  // standard deviations
  for (int n = 0; n < 50; ++n) {
    const double level = 0.5 * (low + high);
    const double sum = parallel_sum(field.value.size(), voxels_per_chunk, [&](std::size_t v) {
      return marked[v] ? field.share_above(level, v) : 0.0;
    });
    (sum > share * static_cast<double>(field.value.size()) ? low : high) = level;
  }
  return 0.5 * (low + high);
}

}  // namespace exomet
