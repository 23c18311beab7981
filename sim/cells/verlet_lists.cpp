#include "sim/cells/verlet_lists.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <bit>
#include <cassert>
#include <numeric>

#include "sim/base/double8.hpp"
#include "sim/cells/neighbourhood.hpp"

namespace exomet {

namespace {
constexpr std::size_t cells_at_once = 4096;
constexpr std::size_t cells_per_part = 1024;  // so that small models, which gain little, wait for no thread
constexpr std::size_t large_per_part = 64;
// How far cells may move, as a share of the range of common ones: at first, at least and at most.
constexpr double first_slack = 0.05, least_slack = 0.02, most_slack = 4;
constexpr int short_lived = 3, long_lived = 64;  // updates: lists of such are made with more or less slack
constexpr double slack_step = 1.5;
constexpr double most_pairs = 24;       // a cell: more cost more than lists that last longer save
constexpr double large_from = 1.5;      // times the mean radius
constexpr double most_large = 1.0 / 8;  // of all cells; more are no exception
constexpr double safety = 0.998;  // of the slack is used, so that rounding can't hide a pair at full range

constexpr double rounding = 0x1p-24;  // of a float, at most, as a share of it

template <class Earlier>
double distance_squared(const Ball& a, const Earlier& b, const Vec3& period) {
  const double x = nearest_image(a.x - b.x, period.x), y = nearest_image(a.y - b.y, period.y),
               z = nearest_image(a.z - b.z, period.z);
  return x * x + y * y + z * z;
}

// CellGrid that hold so many cells as are worth a task.
std::size_t bins_per_part(const CellGrid& bins) {
  return std::max<std::size_t>(1, bins.size() * cells_per_part / (bins.cells().size() + 1));
}

std::size_t parts_of(const CellGrid& bins) {
  return (bins.size() + bins_per_part(bins) - 1) / bins_per_part(bins);
}

// Appends the slots of those of a row that are nearer to a ball than reach * the sum of radii + slack.
void append_near(const Ball& own, const BinnedCells& cells, Row row, std::uint32_t first_slot, double reach,
                 double slack, const Vec3& period, std::vector<std::uint32_t>& near) {
  std::size_t count = near.size();
  near.resize(count + (row.end - row.begin) + wide_lanes);
  for (std::uint32_t s = row.begin; s < row.end; s += wide_lanes) {
    const Double8 x = nearest_image(own.x - load(&cells.x[s]), period.x),
                  y = nearest_image(own.y - load(&cells.y[s]), period.y),
                  z = nearest_image(own.z - load(&cells.z[s]), period.z),
                  enough = reach * (own.radius + load(&cells.radius[s])) + slack;
    const unsigned found = less_lanes(x * x + y * y + z * z, enough * enough) & first_lanes(row.end - s);
    std::array<std::uint32_t, wide_lanes> slots;
    for (std::uint32_t lane = 0; lane < wide_lanes; ++lane) slots[lane] = first_slot + s + lane;
    pack(slots.data(), found, &near[count]);
    count += static_cast<std::size_t>(std::popcount(found));
  }
  near.resize(count);
}

// Writes slots in ascending order of their keys, all different. For few, counting how many keys are smaller
// is faster than sorting, since it goes side by side.
void sort_by_key(std::vector<std::uint32_t>& slots, std::vector<std::uint32_t>& keys, std::uint32_t* to) {
  constexpr std::size_t few = 128;
  const std::size_t count = slots.size();
  if (count > few) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> all(count);
    for (std::size_t n = 0; n < count; ++n) all[n] = {keys[n], slots[n]};
    std::sort(all.begin(), all.end());
    for (std::size_t n = 0; n < count; ++n) to[n] = all[n].second;
    return;
  }
  std::array<std::uint32_t, few> smaller{};
  const std::uint32_t* const key = keys.data();
  for (std::size_t other = 0; other < count; ++other)
    for (std::size_t n = 0; n < count; ++n) smaller[n] += key[other] < key[n];
  for (std::size_t n = 0; n < count; ++n) to[smaller[n]] = slots[n];
}
}  // namespace

namespace {
double mean_radius(const Population& population, const std::vector<CellIndex>& some) {
  double sum = 0;
  for (const CellIndex i : some) sum += 0.5 * population.diameter[i];
  return some.empty() ? 0 : sum / static_cast<double>(some.size());
}
}  // namespace

void VerletLists::Part::begin(std::uint32_t first_slot) {
  first = first_slot;
  end.clear(), near.clear();
}

void VerletLists::Part::finish() {
  near.resize(near.size() + wide_lanes - 1);
  for (auto* column : {&end, &near})  // these are most of what is kept
    if (column->capacity() > column->size() + column->size() / 16) column->shrink_to_fit();
}

VerletLists::VerletLists(const Geometry& geometry) : common_(geometry), large_(geometry) {}

void VerletLists::update(const Population& population, double reach) {
  assert(reach >= 0);
  if (follow(population, reach))
    ++served_;
  else
    build(population, reach);
}

// Takes over where cells are and returns whether the lists serve. (Whose places and radii they were doesn't
// matter.) Cells are read in the order of the population and written to their slots, since writing waits for
// nothing.
bool VerletLists::follow(const Population& population, double reach) {
  of_commons_.exceeded = of_large_.exceeded = false;
  if (reach != reach_ || population.size() != listed_.size()) return false;
  const double slack[2]{safety * of_commons_.most, safety * of_large_.most};
  std::atomic<bool> exceeded[2]{};
  parallel_chunks(listed_.size(), cells_at_once, [&](std::size_t begin, std::size_t end) {
    bool too_far[2]{};
    for (std::size_t i = begin; i < end; ++i) {
      Listed& before = listed_[i];
      const Ball now = ball_of(population, static_cast<CellIndex>(i));
      const bool large = before.slot >= commons_;
      const double rounded =
          rounding * (std::abs(before.x) + std::abs(before.y) + std::abs(before.z) + reach * before.radius);
      const double left = slack[large] - rounded - reach * std::max(0.0, now.radius - before.radius);
      const double moved = distance_squared(now, before, period());
      too_far[large] |= !(left >= 0 && moved <= left * left);
      place_[before.slot] = now;
      if (before.type != population.type[i]) type_[before.slot] = before.type = population.type[i];
    }
    for (int large = 0; large < 2; ++large)
      if (too_far[large]) exceeded[large] = true;
  });
  of_commons_.exceeded = exceeded[0], of_large_.exceeded = exceeded[1];
  return !exceeded[0] && !exceeded[1];
}

Ball VerletLists::ball_of(const Population& population, CellIndex i) const {
  const Vec3 at = wrapped(population.position(i));
  return {at.x, at.y, at.z, 0.5 * population.diameter[i]};
}

// Lists that don't last are made with more slack, as long as that doesn't make them long.
void VerletLists::adapt_slack(double reach) {
  const double range = reach * 2 * widest_common_;
  double pairs = 0;
  for (std::size_t part = 0; part < parts_.size(); ++part) pairs += static_cast<double>(pairs_in_part(part));
  const bool may_grow = pairs < most_pairs * static_cast<double>(listed_.size());
  for (Slack* slack : {&of_commons_, &of_large_}) {
    if (slack->exceeded && served_ < short_lived && may_grow) slack->most *= slack_step;
    if (!may_grow || served_ > long_lived) slack->most /= slack_step;
    slack->most = slack->most == 0 ? first_slack * range
                                   : std::clamp(slack->most, least_slack * range, most_slack * range);
  }
  served_ = 0;
}

void VerletLists::take_places(const Population& population) {
  parallel_chunks(size(), cells_at_once, [&](std::size_t begin, std::size_t end) {
    for (std::size_t slot = begin; slot < end; ++slot) {
      const CellIndex i = index_[slot];
      const Ball here = ball_of(population, i);
      place_[slot] = here;
      type_[slot] = population.type[i];
      listed_[i] = {static_cast<float>(here.x),       static_cast<float>(here.y),
                    static_cast<float>(here.z),       static_cast<float>(here.radius),
                    static_cast<std::uint32_t>(slot), population.type[i]};
    }
  });
}

VerletLists::BySize VerletLists::split_by_size(const Population& population) {
  const std::vector<double>& diameter = population.diameter;
  const double sum = std::accumulate(diameter.begin(), diameter.end(), 0.0);
  double limit = large_from * sum / static_cast<double>(diameter.size());
  const auto above = [&](double d) { return d > limit; };
  const auto larger = static_cast<double>(std::count_if(diameter.begin(), diameter.end(), above));
  if (larger > most_large * static_cast<double>(diameter.size())) limit = 0;  // then all are common
  BySize cells;
  widest_common_ = widest_ = 0;
  for (CellIndex i = 0; i < diameter.size(); ++i) {
    const bool large = limit > 0 && above(diameter[i]);
    (large ? cells.large : cells.common).push_back(i);
    widest_ = std::max(widest_, 0.5 * diameter[i]);
    if (!large) widest_common_ = std::max(widest_common_, 0.5 * diameter[i]);
  }
  return cells;
}

void VerletLists::build(const Population& population, double reach) {
  ++builds_;
  reach_ = reach;
  const BySize cells = split_by_size(population);
  commons_ = static_cast<std::uint32_t>(cells.common.size());
  adapt_slack(reach);
  common_.build(population, cells.common, reach * 2 * widest_common_ + 2 * of_commons_.most);
  // For the usual ones of them: the largest look farther, which others needn't.
  large_.build(population, cells.large,
               reach * 2 * mean_radius(population, cells.large) + 2 * of_large_.most);
  index_ = common_.cells().index;
  index_.insert(index_.end(), large_.cells().index.begin(), large_.cells().index.end());
  place_.resize(index_.size()), type_.resize(index_.size()), listed_.resize(index_.size());
  take_places(population);
  parts_.resize(parts_of(common_) + (cells.large.size() + large_per_part - 1) / large_per_part);
  list_large();
  list_common();
  common_.forget_cells(), large_.forget_cells();
}

// Of what is near a large cell, by slot, that which isn't larger (or as large and of a higher slot): few that
// are far larger than other large ones don't make everybody look far.
std::vector<std::uint32_t> VerletLists::near_large(std::uint32_t slot) const {
  const Ball& own = place_[slot];
  std::vector<std::uint32_t> near;
  const auto collect = [&](const CellGrid& bins, std::uint32_t first, double widest, double slack) {
    bins.for_each_row_within({own.x, own.y, own.z}, reach_ * (own.radius + widest) + slack, [&](Row row) {
      append_near(own, bins.cells(), row, first, reach_, slack, period(), near);
    });
  };
  collect(common_, 0, widest_common_, of_large_.most + of_commons_.most);
  collect(large_, commons_, own.radius, 2 * of_large_.most);
  std::erase_if(near, [&](std::uint32_t other) {
    return std::pair(place_[other].radius, other) >= std::pair(own.radius, slot);
  });
  return near;
}

void VerletLists::list_large() {
  const std::size_t first_part = parts_of(common_);
  std::vector<std::vector<std::uint32_t>> smaller(size() - commons_);
  parallel_chunks(smaller.size(), large_per_part, [&](std::size_t begin, std::size_t end) {
    for (std::size_t n = begin; n < end; ++n)
      smaller[n] = near_large(commons_ + static_cast<std::uint32_t>(n));
  });
  std::vector<std::vector<Pair>> larger(smaller.size());
  for (std::size_t n = 0; n < smaller.size(); ++n)
    for (const std::uint32_t slot : smaller[n])
      if (slot >= commons_)
        larger[slot - commons_].emplace_back(slot, commons_ + static_cast<std::uint32_t>(n));
  parallel_chunks(smaller.size(), large_per_part, [&](std::size_t begin, std::size_t end) {
    Part& part = parts_[first_part + begin / large_per_part];
    part.begin(commons_ + static_cast<std::uint32_t>(begin));
    for (std::size_t n = begin; n < end; ++n) add_list(part, smaller[n], larger[n]);
    part.finish();
  });
  note_large(first_part);
}

// The pairs of common and large cells from the side of the common ones, by counting.
void VerletLists::note_large(std::size_t first_part) {
  std::vector<std::uint32_t> begin(commons_ + 1);
  const auto for_each_pair = [&](const auto& use) {
    for (std::size_t part = first_part; part < parts_.size(); ++part)
      for_each_in_part(part, [&](std::uint32_t large, std::span<const std::uint32_t> near) {
        for (std::uint32_t slot : near)
          if (slot < commons_) use(slot, large);
      });
  };
  for_each_pair([&](std::uint32_t slot, std::uint32_t) { ++begin[slot + 1]; });
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  of_common_.resize(begin.back());
  for_each_pair([&](std::uint32_t slot, std::uint32_t large) { of_common_[begin[slot]++] = {slot, large}; });
}

void VerletLists::list_common() {
  const std::size_t bins = bins_per_part(common_);
  parallel_chunks(common_.size(), bins,
                  [&](std::size_t begin, std::size_t end) { list_bins(parts_[begin / bins], begin, end); });
}

void VerletLists::list_bins(Part& part, std::size_t begin, std::size_t end) const {
  Neighbourhood neighbourhood;
  part.begin(common_.cells_of(begin).begin);
  const Pair* const last = of_common_.data() + of_common_.size();
  const Pair* more = std::lower_bound(of_common_.data(), last, Pair{part.first, 0});
  for (std::size_t bin = begin; bin < end; ++bin) {
    const Row own = common_.cells_of(bin);
    if (own.begin == own.end) continue;
    neighbourhood.enter(common_, bin);
    for (std::uint32_t slot = own.begin; slot < own.end; ++slot) {
      const Pair* const first = more;
      while (more != last && more->first == slot) ++more;
      add_list(part, neighbourhood.find(slot, reach_, 2 * of_commons_.most), {first, more});
    }
  }
  part.finish();
}

void VerletLists::add_list(Part& part, std::span<const std::uint32_t> near,
                           std::span<const Pair> more) const {
  part.slots.assign(near.begin(), near.end());
  for (const Pair& pair : more) part.slots.push_back(pair.second);
  const std::size_t before = part.near.size(), count = part.slots.size();
  part.keys.resize(count), part.near.resize(before + count);
  for (std::size_t n = 0; n < count; ++n) part.keys[n] = index_[part.slots[n]];
  sort_by_key(part.slots, part.keys, part.near.data() + before);
  part.end.push_back(static_cast<std::uint32_t>(part.near.size()));
}

}  // namespace exomet
