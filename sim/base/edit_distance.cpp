#include "sim/base/edit_distance.hpp"

#include <algorithm>
#include <cstddef>

namespace exomet {

namespace {

constexpr std::size_t longest_word = 64;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

double substitution(char a, char b) { return a == b ? 0 : lower(a) == lower(b) ? 0.5 : 1; }

}  // namespace

double edit_distance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<double> before(width), last(width), now(width);  // rows i-2, i-1 and i of the table
  for (std::size_t j = 0; j < width; ++j) last[j] = static_cast<double>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    now[0] = static_cast<double>(i);
    for (std::size_t j = 1; j < width; ++j) {
      now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + substitution(a[i - 1], b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], before[j - 2] + 1);
    }
    std::swap(before, last);
    std::swap(last, now);
  }
  return last[b.size()];
}

const std::string* nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.empty() || word.size() > longest_word) return nullptr;
  const double limit = static_cast<double>(word.size()) / 3 + 1;
  const std::string* best = nullptr;
  double smallest = limit;
  for (const std::string& candidate : candidates) {
    const auto [shorter, longer] = std::minmax({word.size(), candidate.size()});
    if (static_cast<double>(longer - shorter) > limit) continue;  // can't be near; saves the table
    const double distance = edit_distance(word, candidate);
    if (distance < smallest || (!best && distance <= limit)) {
      best = &candidate;
      smallest = distance;
    }
  }
  return best;
}

}  // namespace exomet
