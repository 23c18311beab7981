#include "sim/cells/near_lists.hpp"

#include <algorithm>
#include <atomic>
#include <cassert>
#include <numeric>

#include "sim/base/wide.hpp"
#include "sim/cells/neighbourhood.hpp"

namespace exomet {

namespace {
constexpr std::size_t cells_per_chunk = 4096;
constexpr std::size_t bins_per_part = 32;
constexpr std::size_t large_per_part = 16;
constexpr double skin_share = 0.1;  // of the range of common cells: many steps to a list, few useless pairs
constexpr double large_from = 1.5;  // times the mean radius
constexpr double most_large = 1.0 / 8;  // of all cells; more are no exception
// A little less than half, so that rounding can't hide a pair at full range.
constexpr double share_to_move = 0.499;

double distance_squared(const Ball& a, const Ball& b, const Vec3& period) {
  const double x = nearest_image(a.x - b.x, period.x), y = nearest_image(a.y - b.y, period.y),
               z = nearest_image(a.z - b.z, period.z);
  return x * x + y * y + z * z;
}
}  // namespace

void NearLists::Part::finish() {
  near.resize(near.size() + wide_lanes - 1);
  keys = {};
}

NearLists::NearLists(const Geometry& geometry) : common_(geometry), large_(geometry) {}

void NearLists::update(const Population& population, double reach) {
  assert(reach >= 0);
  serves(population, reach) ? take_places(population) : build(population, reach);
}

// The lists hold for the same radii and small moves; whose radii they are doesn't matter.
bool NearLists::serves(const Population& population, double reach) const {
  if (reach != reach_ || population.size() != built_.size()) return false;
  const double most = share_to_move * skin_;
  std::atomic<bool> holds{true};
  parallel_chunks(built_.size(), cells_per_chunk, [&](std::size_t begin, std::size_t end) {
    bool all = true;
    for (std::size_t i = begin; i < end; ++i) {
      const Ball now{population.x[i], population.y[i], population.z[i], 0.5 * population.diameter[i]};
      all &= now.radius == built_[i].radius && distance_squared(now, built_[i], period()) <= most * most;
    }
    if (!all) holds = false;
  });
  return holds;
}

void NearLists::take_places(const Population& population) {
  parallel_chunks(size(), cells_per_chunk, [&](std::size_t begin, std::size_t end) {
    for (std::size_t slot = begin; slot < end; ++slot) {
      const CellIndex i = index_[slot];
      const Vec3 at = wrapped(population.position(i));
      place_[slot] = {at.x, at.y, at.z, 0.5 * population.diameter[i]};
      type_[slot] = population.type[i];
    }
  });
}

void NearLists::split_by_size(const Population& population) {
  const std::vector<double>& diameter = population.diameter;
  const double sum = std::accumulate(diameter.begin(), diameter.end(), 0.0);
  double limit = large_from * sum / static_cast<double>(diameter.size());
  const auto above = [&](double d) { return d > limit; };
  const auto larger = static_cast<double>(std::count_if(diameter.begin(), diameter.end(), above));
  if (larger > most_large * static_cast<double>(diameter.size())) limit = 0;  // then all are common
  common_cells_.clear(), large_cells_.clear();
  widest_common_ = widest_ = 0;
  for (CellIndex i = 0; i < diameter.size(); ++i) {
    const bool large = limit > 0 && above(diameter[i]);
    (large ? large_cells_ : common_cells_).push_back(i);
    widest_ = std::max(widest_, 0.5 * diameter[i]);
    if (!large) widest_common_ = std::max(widest_common_, 0.5 * diameter[i]);
  }
}

void NearLists::build(const Population& population, double reach) {
  ++builds_;
  reach_ = reach;
  split_by_size(population);
  skin_ = skin_share * reach * 2 * widest_common_;
  common_.build(population, common_cells_, reach * 2 * widest_common_ + skin_);
  large_.build(population, large_cells_, reach * 2 * widest_ + skin_);
  index_ = common_.cells().index;
  index_.insert(index_.end(), large_.cells().index.begin(), large_.cells().index.end());
  place_.resize(index_.size()), type_.resize(index_.size()), built_.resize(index_.size());
  take_places(population);
  for (std::size_t i = 0; i < built_.size(); ++i)
    built_[i] = {population.x[i], population.y[i], population.z[i], 0.5 * population.diameter[i]};
  parts_.assign((common_.size() + bins_per_part - 1) / bins_per_part +
                    (large_cells_.size() + large_per_part - 1) / large_per_part,
                {});
  list_large();
  list_common();
}

// All that is near a large cell, by slot.
std::vector<std::uint32_t> NearLists::near_large(std::uint32_t slot) const {
  const Ball& own = place_[slot];
  std::vector<std::uint32_t> near;
  const auto collect = [&](const Bins& bins, std::uint32_t first, double widest) {
    const double range = reach_ * (own.radius + widest) + skin_;
    bins.for_each_row_within({own.x, own.y, own.z}, range, [&](Row row) {
      for (std::uint32_t s = first + row.begin; s < first + row.end; ++s) {
        const double enough = reach_ * (own.radius + place_[s].radius) + skin_;
        if (s != slot && distance_squared(own, place_[s], period()) < enough * enough) near.push_back(s);
      }
    });
  };
  collect(common_, 0, widest_common_);
  collect(large_, static_cast<std::uint32_t>(common_.cells().size()), widest_);
  return near;
}

void NearLists::list_large() {
  const auto commons = static_cast<std::uint32_t>(common_.cells().size());
  const std::size_t first_part = (common_.size() + bins_per_part - 1) / bins_per_part;
  parallel_chunks(large_cells_.size(), large_per_part, [&](std::size_t begin, std::size_t end) {
    Part& part = parts_[first_part + begin / large_per_part];
    part.first = commons + static_cast<std::uint32_t>(begin);
    for (std::size_t n = begin; n < end; ++n)
      add_list(part, near_large(commons + static_cast<std::uint32_t>(n)), {});
    part.finish();
  });
  of_common_.clear();
  for (std::size_t part = first_part; part < parts_.size(); ++part)
    for_each_in_part(part, [&](std::uint32_t large, std::span<const std::uint32_t> near) {
      for (std::uint32_t slot : near)
        if (slot < commons) of_common_.emplace_back(slot, large);
    });
  std::sort(of_common_.begin(), of_common_.end());
}

void NearLists::list_common() {
  parallel_chunks(common_.size(), bins_per_part, [&](std::size_t begin, std::size_t end) {
    list_bins(parts_[begin / bins_per_part], begin, end);
  });
}

void NearLists::list_bins(Part& part, std::size_t begin, std::size_t end) const {
  Neighbourhood neighbourhood;
  part.first = common_.cells_of(begin).begin;
  auto more = std::lower_bound(of_common_.begin(), of_common_.end(), Pair{part.first, 0});
  for (std::size_t bin = begin; bin < end; ++bin) {
    const Row own = common_.cells_of(bin);
    if (own.begin == own.end) continue;
    neighbourhood.enter(common_, bin);
    for (std::uint32_t slot = own.begin; slot < own.end; ++slot) {
      const auto first = more;
      while (more != of_common_.end() && more->first == slot) ++more;
      add_list(part, neighbourhood.find(slot, reach_, skin_), {first, more});
    }
  }
  part.finish();
}

void NearLists::add_list(Part& part, std::span<const std::uint32_t> near, std::span<const Pair> more) const {
  constexpr int slot_bits = 32;
  std::vector<std::uint64_t>& keys = part.keys;
  keys.clear();
  for (const std::uint32_t slot : near) keys.push_back(std::uint64_t{index_[slot]} << slot_bits | slot);
  for (const Pair& pair : more) keys.push_back(std::uint64_t{index_[pair.second]} << slot_bits | pair.second);
  std::sort(keys.begin(), keys.end());
  for (const std::uint64_t key : keys) part.near.push_back(static_cast<std::uint32_t>(key));
  part.end.push_back(static_cast<std::uint32_t>(part.near.size()));
}

}  // namespace exomet
