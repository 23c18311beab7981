// Whether cells of some types are where those of others are.
#include <cmath>

#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class Correlation final : public Measure {
 public:
  static Section<Correlation> schema() {
    Section<Correlation> section(
        "Pearson correlation of the numbers of living cells over equal blocks of the domain, -1 to 1. "
        "Unknown if the "
        "blocks all hold as many.");
    add_cell_types(section, "correlation", &Correlation::first_, true, "The types of the ones.");
    add_cell_types(section, "with", &Correlation::second_, true, "The types of the others.")
        .quantity("block", &Correlation::block_, Dimension::length, {true, positive},
                  "Edge of a block, at least a voxel; fitted so that whole blocks fill the domain.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  Cost cost(const Model& model, double cells) const override {
    constexpr double bytes_per_block = 16, seconds_per_block = 6e-9, seconds_per_cell = 10e-9;
    double blocks = 1;
    for (const int along : blocks_of(model.geometry)) blocks *= along;
    return {bytes_per_block * blocks, seconds_per_block * blocks + seconds_per_cell * cells};
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const std::array<int, 3> blocks = blocks_of(view.model.geometry);
    const std::size_t number = std::size_t(blocks[0]) * blocks[1] * blocks[2];
    std::vector<double> a(number, 0.0), b(number, 0.0);
    const Population& cells = view.world.cells;
    for (CellIndex i = 0; i < cells.size(); ++i) {
      if (!cells.alive(i)) continue;
      const std::size_t block = block_at(view.model.geometry, blocks, cells.position(i));
      a[block] += first_.has(cells.type[i]);
      b[block] += second_.has(cells.type[i]);
    }
    return pearson(a, b);
  }

 private:
  std::array<int, 3> blocks_of(const Geometry& grid) const {
    std::array<int, 3> blocks;
    for (int axis = 0; axis < 3; ++axis)
      blocks[axis] = static_cast<int>(
          std::clamp(std::round(grid.extent()[axis] / block_), 1.0, double(grid.voxels[axis])));
    return blocks;
  }

  static std::size_t block_at(const Geometry& grid, const std::array<int, 3>& blocks, const Vec3& position) {
    const Vec3 inside = grid.inside(position), extent = grid.extent();
    std::array<std::size_t, 3> at;
    for (int axis = 0; axis < 3; ++axis)
      at[axis] = std::min(static_cast<int>(inside[axis] / extent[axis] * blocks[axis]), blocks[axis] - 1);
    return at[0] + blocks[0] * (at[1] + blocks[1] * at[2]);
  }

  static double pearson(const std::vector<double>& a, const std::vector<double>& b) {
    const auto n = static_cast<double>(a.size());
    double mean_a = 0, mean_b = 0, ab = 0, aa = 0, bb = 0;
    for (std::size_t i = 0; i < a.size(); ++i) mean_a += a[i] / n, mean_b += b[i] / n;
    for (std::size_t i = 0; i < a.size(); ++i) {
      ab += (a[i] - mean_a) * (b[i] - mean_b);
      aa += (a[i] - mean_a) * (a[i] - mean_a);
      bb += (b[i] - mean_b) * (b[i] - mean_b);
    }
    const double smallest =
        1e-12 * n * (1 + mean_a * mean_a + mean_b * mean_b);  // round-off of equal numbers
    return aa > smallest && bb > smallest ? std::clamp(ab / std::sqrt(aa * bb), -1.0, 1.0) : nowhere;
  }

  CellTypes first_, second_;
  double block_ = nowhere;  // um
};

const Registry<Measure>::Entry<Correlation> entry{"correlation"};

}  // namespace
}  // namespace exomet
