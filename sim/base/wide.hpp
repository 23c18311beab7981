// Eight doubles that are worked on side by side, in one register or several, whatever the processor has.
// Every operation is done lane by lane, so that the bits don't depend on which.
#pragma once

#include <cstddef>

namespace exomet {

inline constexpr std::size_t wide_lanes = 8;
using Wide = double __attribute__((vector_size(wide_lanes * sizeof(double))));

[[gnu::always_inline]] inline Wide wide(double value) { return Wide{} + value; }

// Anywhere in memory. (GCC lets a vector type alias its elements.)
using WideInMemory =
    double __attribute__((vector_size(wide_lanes * sizeof(double)), aligned(sizeof(double))));

[[gnu::always_inline]] inline Wide load(const double* from) {
  return *reinterpret_cast<const WideInMemory*>(from);
}

[[gnu::always_inline]] inline void store(double* to, const Wide& value) {
  *reinterpret_cast<WideInMemory*>(to) = value;
}

[[gnu::always_inline]] inline Wide larger(const Wide& a, const Wide& b) { return a > b ? a : b; }

inline double larger(double a, double b) { return a > b ? a : b; }

// The sum of all lanes, always in the same order.
[[gnu::always_inline]] inline double sum(const Wide& a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

}  // namespace exomet
