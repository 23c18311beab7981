#include "viz/render/records.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <set>

#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"

namespace exomet {

double day_of(const std::string& text) {
  const bool bare = !text.empty() && text.find_first_not_of("0123456789.+-eE ") == std::string::npos;
  try {
    return days(parse_quantity(bare ? text + " d" : text, Dimension::time));
  } catch (const QuantityError& error) {
    throw InputError("--at " + text + ": " + error.what());
  }
}

std::string spoken_time(double day) { return format_quantity(day * minutes_per_day, Dimension::time); }

std::size_t record_at(double day, const std::vector<double>& days, const std::string& run) {
  const auto nearest = std::min_element(
      days.begin(), days.end(), [&](double a, double b) { return std::abs(a - day) < std::abs(b - day); });
  const auto record = static_cast<std::size_t>(nearest - days.begin());
  const double interval = days.size() < 2            ? 0
                          : record + 1 < days.size() ? days[record + 1] - days[record]
                                                     : days[record] - days[record - 1];
  const bool outside = day < days.front() || day > days.back();
  if (outside && std::abs(*nearest - day) > interval / 2 + 1e-9)
    throw InputError("no record at " + spoken_time(day) + " ('" + run + "' has " +
                     std::to_string(days.size()) + " from " + spoken_time(days.front()) + " to " +
                     spoken_time(days.back()) + "); the nearest: --at '" + spoken_time(*nearest) + "'");
  return record;
}

int decimals_of(const std::vector<double>& days) {
  for (int decimals = 0; decimals < 6; ++decimals) {
    const double unit = std::pow(10, decimals);
    std::set<long long> distinct;
    double rounding = 0;
    for (const double day : days) {
      distinct.insert(std::llround(day * unit));
      rounding = std::max(rounding, std::abs(std::round(day * unit) / unit - day));
    }
    if (distinct.size() == days.size() && (rounding < 1e-7 || decimals >= 2)) return decimals;
  }
  return 6;
}

std::vector<std::string> day_names(const std::vector<double>& days) {
  const int decimals = decimals_of(days);
  char text[64];
  const int width = std::snprintf(text, sizeof text, "%.*f", decimals, days.back());
  std::vector<std::string> names;
  for (const double day : days) {
    std::snprintf(text, sizeof text, "day-%0*.*f", width, decimals, day);
    names.emplace_back(text);
  }
  return names;
}

}  // namespace exomet
