#include "sim/grid/exchange/exchange_zones.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <cmath>
#include <limits>

#include "sim/base/parallel.hpp"

namespace exomet {

namespace {
constexpr int planes_at_once = 8;
constexpr std::size_t cells_at_once = 8192;
}  // namespace

ExchangeZones::ExchangeZones(const Geometry& grid, const Cells& cells, std::span<const double> free)
    : grid_(grid), free_(free), cells_(cells.x.size()) {
  assert(grid.size() < std::numeric_limits<std::uint32_t>::max());
  assert(free.empty() || free.size() == grid.size());
  for (std::size_t i = 0; i < cells_.size(); ++i)
    cells_[i] = {{cells.x[i], cells.y[i], cells.z[i]}, cells.diameter[i], 1};
  for (int axis = 0; axis < 3; ++axis)
    if (grid.voxels[axis] > 1) axis_ = axis;
  find_scales();
  sort_by_plane();
  find_voxels();
}

void ExchangeZones::find_scales() {
  if (free_.empty()) return;
  parallel_chunks(cells_.size(), few_cells, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i)
      cells_[i].scale = ExchangeZone(grid_, cells_[i].position, cells_[i].diameter, free_).scale();
  });
}

bool ExchangeZones::in_space() const {
  return grid_.voxels[0] > 1 && grid_.voxels[1] > 1 && grid_.voxels[2] > 1;
}

void ExchangeZones::find_extents() {
  if (extents_.size() == cells_.size()) return;
  extents_.resize(cells_.size());
  parallel_chunks(cells_.size(), few_cells, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const ExchangeZone zone = of(i);
      extents_[i] = {zone.resistance(), zone.spread(), zone.sum_of_squares()};
    }
  });
}

void ExchangeZones::sort_by_plane() {
  const int planes = grid_.voxels[axis_];
  const auto plane_of = [&](const Cell& cell) {
    return std::clamp(static_cast<int>(cell.position[axis_] / grid_.spacing[axis_]), 0, planes - 1);
  };
  double largest = 0;
  plane_.assign(planes + 1, 0);
  for (const Cell& cell : cells_) ++plane_[plane_of(cell) + 1], largest = std::max(largest, cell.diameter);
  reach_ = ExchangeZone::reach(grid_, axis_, largest);
  for (int p = 0; p < planes; ++p) plane_[p + 1] += plane_[p];
  std::vector<std::uint32_t> next(plane_.begin(), plane_.end() - 1);
  sorted_.resize(cells_.size());
  for (std::size_t i = 0; i < cells_.size(); ++i)
    sorted_[next[plane_of(cells_[i])]++] = static_cast<std::uint32_t>(i);
}

template <class Body>
void ExchangeZones::for_each_slab(const Body& body) const {
  const std::size_t planes = grid_.voxels[axis_];
  parallel_chunks(
      planes, cells_.size() < few_cells ? planes : planes_at_once,
      [&](std::size_t begin, std::size_t end) { body(static_cast<int>(begin), static_cast<int>(end)); });
}

template <class Visit>
void ExchangeZones::visit_near(int begin, int end, const Visit& visit) const {
  const int planes = grid_.voxels[axis_];
  std::vector<std::uint8_t> near(planes);
  for (int p = begin - reach_; p < end + reach_; ++p) {
    if (grid_.periodic(axis_))
      near[(p % planes + planes) % planes] = 1;
    else if (p >= 0 && p < planes)
      near[p] = 1;
  }
  for (int p = 0; p < planes; ++p)
    for (std::uint32_t n = plane_[p]; near[p] && n < plane_[p + 1]; ++n) visit(sorted_[n]);
}

void ExchangeZones::find_voxels() {
  place_.assign(grid_.size(), 0);
  if (cells_.empty()) return;
  for_each_slab([&](int begin, int end) {
    visit_near(begin, end, [&](std::uint32_t cell) {
      of(cell).visit_between(axis_, begin, end, [&](const std::array<int, 3>& at, double) {
        place_[grid_.index(at[0], at[1], at[2])] = 1;
      });
    });
  });
  for (std::size_t v = 0; v < place_.size(); ++v) {
    if (place_[v] == 0) continue;
    place_[v] = static_cast<std::uint32_t>(voxels_.size());
    voxels_.push_back(static_cast<std::uint32_t>(v));
  }
}

std::vector<double> ExchangeZones::spread(std::span<const double> of_cells) const {
  assert(of_cells.size() == cells_.size());
  std::vector<double> sums(voxels_.size());
  for_each_slab([&](int begin, int end) {
    visit_near(begin, end, [&](std::uint32_t cell) {
      const double all = of_cells[cell];
      if (all == 0) return;
      of(cell).visit_between(axis_, begin, end, [&](const std::array<int, 3>& at, double share) {
        sums[place_[grid_.index(at[0], at[1], at[2])]] += share * all;
      });
    });
  });
  return sums;
}

double ExchangeZones::mean(std::size_t cell, std::span<const double> per_voxel) const {
  assert(per_voxel.size() == voxels_.size());
  double sum = 0;
  of(cell).visit([&](const std::array<int, 3>& at, double share) {
    sum += share * per_voxel[place_[grid_.index(at[0], at[1], at[2])]];
  });
  return sum;
}

bool ExchangeZones::still_there(const Cells& cells) const {
  constexpr double far = 0.1;  // voxels
  if (cells.x.size() != cells_.size()) return false;
  std::atomic<bool> there{true};
  parallel_chunks(cells_.size(), cells_at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      const Vec3 moved = grid_.difference({cells.x[i], cells.y[i], cells.z[i]}, cells_[i].position);
      for (int axis = 0; axis < 3; ++axis)
        if (!(std::abs(moved[axis]) <= far * grid_.spacing[axis])) {
          there = false;
          return;
        }
    }
  });
  return there;
}

}  // namespace exomet
