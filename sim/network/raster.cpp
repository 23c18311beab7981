#include "sim/network/raster.hpp"

#include <algorithm>
#include <cassert>

#include "sim/network/components.hpp"

namespace exomet {

double Raster::covered_pixels() const {
  double pixels = 0;
  for (const Stretch& stretch : covered) pixels += stretch.end - stretch.begin;
  return pixels;
}

std::vector<Stretch> joined(std::vector<Stretch> stretches) {
  std::sort(stretches.begin(), stretches.end());
  std::size_t count = 0;
  for (const Stretch& next : stretches) {
    Stretch* const last = count > 0 ? &stretches[count - 1] : nullptr;
    if (last && last->y == next.y && next.begin <= last->end)
      last->end = std::max(last->end, next.end);
    else
      stretches[count++] = next;
  }
  stretches.resize(count);
  return stretches;
}

namespace {

using Edges = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// A bare stretch, of one row or of several that are wholly bare.
struct Gap {
  std::int32_t y, begin, end, rows;
};

void add_bare_rows(const Raster& raster, std::int32_t from, std::int32_t to, std::vector<Gap>& gaps) {
  if (from < to && raster.width > 0) gaps.push_back({from, 0, raster.width, to - from});
}

// Ascending, as the stretches between them are.
std::vector<Gap> gaps_of(const Raster& raster) {
  std::vector<Gap> gaps;
  std::int32_t row = 0;
  for (auto next = raster.covered.begin(); next != raster.covered.end();) {
    add_bare_rows(raster, row, next->y, gaps);
    row = next->y;
    std::int32_t begin = 0;
    for (; next != raster.covered.end() && next->y == row; begin = next++->end)
      if (begin < next->begin) gaps.push_back({row, begin, next->begin, 1});
    if (begin < raster.width) gaps.push_back({row, begin, raster.width, 1});
    ++row;
  }
  add_bare_rows(raster, row, raster.height, gaps);
  return gaps;
}

// Half-open ranges of gaps, each of a row (or of bare rows together).
std::vector<std::pair<std::size_t, std::size_t>> rows_of(const std::vector<Gap>& gaps) {
  std::vector<std::pair<std::size_t, std::size_t>> rows;
  for (std::size_t n = 0; n < gaps.size(); ++n)
    if (n > 0 && gaps[n].y == gaps[n - 1].y)
      rows.back().second = n + 1;
    else
      rows.emplace_back(n, n + 1);
  return rows;
}

// Joins the gaps of two rows that lie side by side.
void join_rows(const std::vector<Gap>& gaps, std::pair<std::size_t, std::size_t> low,
               std::pair<std::size_t, std::size_t> high, Edges& edges) {
  while (low.first < low.second && high.first < high.second) {
    const Gap &a = gaps[low.first], &b = gaps[high.first];
    if (a.begin < b.end && b.begin < a.end)
      edges.emplace_back(static_cast<std::uint32_t>(low.first), static_cast<std::uint32_t>(high.first));
    ++(a.end < b.end ? low.first : high.first);
  }
}

Edges edges_of(const Raster& raster, const std::vector<Gap>& gaps) {
  const auto rows = rows_of(gaps);
  Edges edges;
  for (std::size_t n = 0; n < rows.size(); ++n) {
    const Gap &first = gaps[rows[n].first], &last = gaps[rows[n].second - 1];
    if (raster.periodic_x && first.begin == 0 && last.end == raster.width)
      edges.emplace_back(static_cast<std::uint32_t>(rows[n].first),
                         static_cast<std::uint32_t>(rows[n].second - 1));
    if (n > 0 && gaps[rows[n - 1].first].y + gaps[rows[n - 1].first].rows == first.y)
      join_rows(gaps, rows[n - 1], rows[n], edges);
  }
  if (raster.periodic_y && !rows.empty() && gaps.front().y == 0 &&
      gaps.back().y + gaps.back().rows == raster.height)
    join_rows(gaps, rows.back(), rows.front(), edges);
  return edges;
}

}  // namespace

std::vector<double> hole_areas(const Raster& raster) {
  assert(raster.width >= 0 && raster.height >= 0);
  const std::vector<Gap> gaps = gaps_of(raster);
  std::vector<double> pixels;
  const std::vector<int> holes = connected_components(gaps.size(), edges_of(raster, gaps));
  for (std::size_t n = 0; n < gaps.size(); ++n) {
    if (static_cast<std::size_t>(holes[n]) == pixels.size()) pixels.push_back(0);
    pixels[holes[n]] += static_cast<double>(gaps[n].end - gaps[n].begin) * gaps[n].rows;
  }
  for (double& area : pixels) area *= raster.pixel_area;
  return pixels;
}

}  // namespace exomet
