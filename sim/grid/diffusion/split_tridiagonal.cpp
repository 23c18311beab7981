#include "sim/grid/diffusion/split_tridiagonal.hpp"

#include <algorithm>
#include <cassert>
#include <type_traits>

#include "sim/base/double8.hpp"

namespace exomet {

namespace {
// Calls body(line, type, count), with a type and a count as constants, for lines: 16 times eight of them
// together as long as there are so many, then 8, 4, 2 times eight and eight, and the rest one by one.
template <std::size_t wides = 16, class Body>
void for_lines(std::size_t line, std::size_t end, const Body& body) {
  for (; line + wides * wide_lanes <= end; line += wides * wide_lanes)
    body(line, std::type_identity<Double8>{}, std::integral_constant<std::size_t, wides>{});
  if constexpr (wides > 1)
    for_lines<wides / 2>(line, end, body);
  else
    for (; line < end; ++line)
      body(line, std::type_identity<double>{}, std::integral_constant<std::size_t, 1>{});
}
}  // namespace

// Some lines of a group, from one on.
struct SplitTridiagonal::Part {
  double* values;
  const double* coming;  // or nullptr
  double *handed, *to_end;
};

SplitTridiagonal::SplitTridiagonal(const Lines& along, const LineBlock& block, std::size_t groups,
                                   double* room)
    : along_(along), block_(block), groups_(groups), handed_(room), to_end_(room + block.lines * groups) {
  assert(along.uniform_shares().kept.size() == along.length());
  const auto& outside = along.ends().outside;
  std::fill_n(handed_, block.lines * groups, along.uniform_shares().leak[0] * outside[0]);
  std::fill_n(to_end_, block.lines * groups, along.uniform_shares().leak[1] * outside[1]);
}

SplitTridiagonal::Part SplitTridiagonal::part(std::size_t group, std::size_t line) const {
  const std::size_t at = group * along_.length() * block_.stride + line,
                    of_line = group * block_.lines + line;
  return {block_.values + at, block_.coming ? block_.coming + at : nullptr, handed_ + of_line,
          to_end_ + of_line};
}

void SplitTridiagonal::eliminate(std::size_t line, std::size_t lines, std::size_t row,
                                 std::size_t rows) const {
  const std::size_t length = along_.length();
  for (const std::size_t end = row + rows; row < end;) {
    const std::size_t group = row / length, first = row % length, last = std::min(length, first + end - row);
    for_lines(line, line + lines, [&](std::size_t from, auto value, auto count) {
      using Value = typename decltype(value)::type;
      along_.ends().joined ? eliminate_by<Value, count, true>(part(group, from), first, last)
                           : eliminate_by<Value, count, false>(part(group, from), first, last);
    });
    row += last - first;
  }
}

template <class Value, std::size_t count, bool joined>
void SplitTridiagonal::eliminate_by(const Part& of, std::size_t first, std::size_t last) const {
  constexpr std::size_t lanes = sizeof(Value) / sizeof(double);
  const UniformShares& shares = along_.uniform_shares();
  Value handed[count], to_end[count];
#pragma GCC unroll 16
  for (std::size_t k = 0; k < count; ++k) {
    handed[k] = load_as<Value>(of.handed + k * lanes);
    if constexpr (joined) to_end[k] = load_as<Value>(of.to_end + k * lanes);
  }
  for (std::size_t i = first; i < std::min(last, along_.length() - 1); ++i) {
    double* const row = of.values + i * block_.stride;
    if (of.coming)  // into the second cache: the first has no room beside what is worked on
#pragma GCC unroll 16
      for (std::size_t k = 0; k < count; ++k)
        __builtin_prefetch(of.coming + i * block_.stride + k * lanes, 0, 2);
#pragma GCC unroll 16
    for (std::size_t k = 0; k < count; ++k) {
      const Value value = load_as<Value>(row + k * lanes) + handed[k];
      store(row + k * lanes, shares.kept[i] * value);
      handed[k] = shares.next[i] * value;
      if constexpr (joined) to_end[k] += shares.last[i] * value;
    }
  }
#pragma GCC unroll 16
  for (std::size_t k = 0; k < count; ++k) {
    store(of.handed + k * lanes, handed[k]);
    if constexpr (joined) store(of.to_end + k * lanes, to_end[k]);
  }
}

EndFlux SplitTridiagonal::substitute_back() const {
  EndFlux flux;
  for (std::size_t group = 0; group < groups_; ++group) {
    for_lines(0, block_.lines, [&](std::size_t from, auto value, auto count) {
      using Value = typename decltype(value)::type;
      along_.ends().joined ? substitute_back_by<Value, count, true>(part(group, from))
                           : substitute_back_by<Value, count, false>(part(group, from));
    });
    const double* const low = part(group, 0).values;
    flux.add(along_.flux_through(0, low, block_.lines));
    flux.add(along_.flux_through(1, low + (along_.length() - 1) * block_.stride, block_.lines));
  }
  return flux;
}

template <class Value, std::size_t count, bool joined>
void SplitTridiagonal::substitute_back_by(const Part& of) const {
  constexpr std::size_t lanes = sizeof(Value) / sizeof(double);
  const UniformShares& shares = along_.uniform_shares();
  const std::size_t last = along_.length() - 1;
  Value end[count], after[count];
#pragma GCC unroll 16
  for (std::size_t k = 0; k < count; ++k) {
    double* const at = of.values + last * block_.stride + k * lanes;
    end[k] = shares.kept[last] * (load_as<Value>(at) + load_as<Value>(of.handed + k * lanes) +
                                  load_as<Value>(of.to_end + k * lanes));
    after[k] = end[k];
    store(at, end[k]);
  }
  for (std::size_t i = last; i-- > 0;) {
    double* const row = of.values + i * block_.stride;
#pragma GCC unroll 16
    for (std::size_t k = 0; k < count; ++k) {
      after[k] = load_as<Value>(row + k * lanes) + shares.next[i] * after[k];
      if constexpr (joined) after[k] += shares.last[i] * end[k];
      store(row + k * lanes, after[k]);
    }
  }
}

}  // namespace exomet
