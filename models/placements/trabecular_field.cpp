#include "models/placements/trabecular_field.hpp"

#include <algorithm>
#include <cmath>

#include "models/placements/random_field.hpp"
#include "sim/grid/surface/distance.hpp"
#include "sim/grid/surface/thickness.hpp"
#include "sim/run/pieces.hpp"

namespace exomet {

namespace {

// Marks the largest piece of what is solid, by faces.
std::vector<char> largest_piece(const Geometry& grid, const std::vector<char>& solid) {
  const std::vector<int> piece = pieces(grid, solid);
  const std::vector<std::size_t> sizes = piece_sizes(piece);
  const auto largest = static_cast<int>(std::max_element(sizes.begin(), sizes.end()) - sizes.begin());
  std::vector<char> marked(grid.size());
  for (std::size_t v = 0; v < grid.size(); ++v) marked[v] = solid[v] && piece[v] == largest;
  return marked;
}

// Marks the voxels around what is marked as well, across joined ends: one further along each axis in turn
// makes all 26.
std::vector<char> with_rim(const Geometry& grid, std::vector<char> marked) {
  for (int axis = 0; axis < 3; ++axis) {
    const std::vector<char> before = marked;
    for (int z = 0; z < grid.voxels[2]; ++z)
      for (int y = 0; y < grid.voxels[1]; ++y)
        for (int x = 0; x < grid.voxels[0]; ++x)
          for (int side : {-1, 1}) {
            std::array<int, 3> next{x, y, z};
            if (grid.step(next, axis, side))
              marked[grid.index(x, y, z)] |= before[grid.index(next[0], next[1], next[2])];
          }
  }
  return marked;
}

std::vector<char> solid_voxels(const std::vector<double>& share) {
  std::vector<char> solid(share.size());
  for (std::size_t v = 0; v < share.size(); ++v) solid[v] = is_solid(share[v]);
  return solid;
}

// Marks what belongs to the largest piece: its solid voxels and those around it that aren't quite.
std::vector<char> main_piece(const Geometry& grid, const std::vector<double>& share) {
  const std::vector<char> solid = solid_voxels(share), largest = largest_piece(grid, solid);
  std::vector<char> marked = with_rim(grid, largest);
  for (std::size_t v = 0; v < grid.size(); ++v) marked[v] &= largest[v] || !solid[v];
  return marked;
}

std::vector<double> shares_above(const RandomField& field, double level, const std::vector<char>& marked) {
  std::vector<double> share(field.value.size(), 0.0);
  for (std::size_t v = 0; v < share.size(); ++v)
    if (marked[v]) share[v] = field.share_above(level, v);
  return share;
}

double mean(const std::vector<double>& share) {
  double sum = 0;
  for (double s : share) sum += s;
  return sum / static_cast<double>(share.size());
}

// The shares within the rim of a piece, thickened by as much as is missing of the volume fraction, without
// those voxels that would join it by an edge only.
std::vector<double> thickened(const Geometry& grid, const RandomField& field, std::vector<char> rim,
                              double volume_fraction) {
  constexpr int rounds = 3;
  std::vector<double> share;
  for (int n = 0; n < rounds; ++n) {
    const double level = level_of(field, rim, volume_fraction);
    const std::vector<char> solid = solid_voxels(shares_above(field, level, rim)),
                            kept = largest_piece(grid, solid);
    for (std::size_t v = 0; v < grid.size(); ++v) rim[v] &= kept[v] || !solid[v];
    share = shares_above(field, level, rim);
  }
  return share;
}

// The shares above the level at which the largest piece has the volume fraction. Where pieces join as the
// level sinks, it may jump over that; then the piece before is thickened.
std::vector<double> cut(const Geometry& grid, const RandomField& field, double volume_fraction) {
  constexpr int tries = 12;
  constexpr double enough = 2e-4;
  const std::vector<char> everywhere(grid.size(), 1);
  double low = 0, high = 1, with_islands = volume_fraction;
  std::vector<char> before;
  for (int n = 0; n < tries; ++n) {
    const double level = level_of(field, everywhere, with_islands);
    std::vector<double> share = shares_above(field, level, everywhere);
    if (grid.dimensions() == 2) return share;
    std::vector<char> piece = main_piece(grid, share);
    share = shares_above(field, level, piece);
    const double missing = volume_fraction - mean(share);
    if (std::abs(missing) < enough) return share;
    if (missing > 0) before = std::move(piece);
    (missing > 0 ? low : high) = with_islands;
    with_islands += missing;  // mostly, the islands stay as many; otherwise by halves
    if (with_islands <= low || with_islands >= high) with_islands = 0.5 * (low + high);
  }
  return thickened(grid, field, std::move(before), volume_fraction);
}

// The shortest wavelength that voxels can show, and the longest that a domain has room for, um.
std::pair<double, double> wavelengths(const Geometry& grid) {
  constexpr double fewest_voxels = 3;
  double coarsest = 0, longest = 0;
  for (int axis = 0; axis < 3; ++axis)
    if (!grid.flat(axis)) {
      coarsest = std::max(coarsest, grid.spacing[axis]);
      longest = std::max(longest, grid.extent()[axis]);
    }
  return {fewest_voxels * coarsest, std::max(longest, fewest_voxels * coarsest)};
}

// Seeks the wavelength for a thickness: in proportion to what was found, and by halves once there was one too
// thin and one too thick, since the field of another wavelength is another one.
class WavelengthSearch {
 public:
  WavelengthSearch(const Geometry& grid, double wanted) : limits_(wavelengths(grid)), wanted_(wanted) {}

  double next(double wavelength, double found) {
    (found < wanted_ ? thin_ : thick_) = wavelength;
    const bool between = thin_ > 0 && thick_ > 0;
    return clamp(between ? std::sqrt(thin_ * thick_) : wavelength * wanted_ / found);
  }
  double clamp(double wavelength) const { return std::clamp(wavelength, limits_.first, limits_.second); }

 private:
  std::pair<double, double> limits_;
  double wanted_, thin_ = 0, thick_ = 0;
};

}  // namespace

TrabecularField sponge(const Geometry& grid, double volume_fraction, double thickness, std::uint64_t seed,
                       std::uint64_t key) {
  constexpr int tries = 8;
  constexpr double enough = 0.05;
  WavelengthSearch search(grid, thickness);
  TrabecularField nearest;
  double wavelength =
      search.clamp(thickness / (0.42 + 0.4 * volume_fraction));  // what fields turn out to give
  for (int n = 0; n < tries; ++n) {
    const RandomField field = random_field(grid, wavelength, seed, key);
    TrabecularField made{cut(grid, field, volume_fraction), 0, 0, wavelength};
    made.volume_fraction = mean(made.share);
    made.thickness = mean_thickness(grid, made.share);
    const auto off = [&](const TrabecularField& one) { return std::abs(one.thickness / thickness - 1); };
    if (n == 0 || off(made) < off(nearest)) nearest = made;
    if (!(made.thickness > 0) || off(made) < enough) break;
    const double next = search.next(wavelength, made.thickness);
    if (next == wavelength) break;
    wavelength = next;
  }
  return nearest;
}

}  // namespace exomet
