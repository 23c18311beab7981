// Transposes blocks of a matrix, so that lines along x, which lie one after another, can be solved side by
// side.
#pragma once

#include <cstddef>
#include <utility>

#include "sim/base/double8.hpp"

namespace exomet {

namespace detail {
#if defined(__AVX512F__)
// Swaps the off-diagonal blocks of width `half` of pairs of rows: three such steps transpose eight by eight.
// The compiler doesn't find this by itself.
template <std::size_t half>
[[gnu::always_inline]] inline void swap_blocks(Double8 (&row)[8]) {
  using Places = long long __attribute__((vector_size(64)));
  constexpr auto place = [](long long lane, bool upper) {
    const bool from_second = lane & half;
    return upper ? (from_second ? lane + 8 : lane + static_cast<long long>(half))
                 : (from_second ? lane + 8 - static_cast<long long>(half) : lane);
  };
  constexpr Places low{place(0, false), place(1, false), place(2, false), place(3, false),
                       place(4, false), place(5, false), place(6, false), place(7, false)};
  constexpr Places high{place(0, true), place(1, true), place(2, true), place(3, true),
                        place(4, true), place(5, true), place(6, true), place(7, true)};
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i) {
    if (i & half) continue;
    const Double8 first = row[i], second = row[i + half];
    row[i] = __builtin_shuffle(first, second, low);
    row[i + half] = __builtin_shuffle(first, second, high);
  }
}

#elif defined(__AVX__)
[[gnu::always_inline]] inline void transpose_four(WidePart& a, WidePart& b, WidePart& c, WidePart& d) {
  const __m256d ab02 = _mm256_unpacklo_pd(a, b), ab13 = _mm256_unpackhi_pd(a, b),
                cd02 = _mm256_unpacklo_pd(c, d), cd13 = _mm256_unpackhi_pd(c, d);
  a = _mm256_permute2f128_pd(ab02, cd02, 0x20), b = _mm256_permute2f128_pd(ab13, cd13, 0x20);
  c = _mm256_permute2f128_pd(ab02, cd02, 0x31), d = _mm256_permute2f128_pd(ab13, cd13, 0x31);
}
#endif
}  // namespace detail

// Lane j of row i becomes lane i of row j.
[[gnu::always_inline]] inline void transpose(Double8 (&row)[8]) {
#if defined(__AVX512F__)
  detail::swap_blocks<4>(row);
  detail::swap_blocks<2>(row);
  detail::swap_blocks<1>(row);
#elif defined(__AVX__)
#pragma GCC unroll 2
  for (std::size_t i = 0; i < 2; ++i)
#pragma GCC unroll 2
    for (std::size_t j = 0; j < 2; ++j)
      detail::transpose_four(row[4 * i].part[j], row[4 * i + 1].part[j], row[4 * i + 2].part[j],
                             row[4 * i + 3].part[j]);
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i) std::swap(row[i].part[1], row[4 + i].part[0]);
#else
#pragma GCC unroll 4
  for (std::size_t i = 0; i < 4; ++i)
#pragma GCC unroll 4
    for (std::size_t j = 0; j <= i; ++j) {
      const WidePart a = row[2 * i].part[j], b = row[2 * i + 1].part[j];
      const WidePart c = row[2 * j].part[i], d = row[2 * j + 1].part[i];
      row[2 * j].part[i] = WidePart{a[0], b[0]}, row[2 * j + 1].part[i] = WidePart{a[1], b[1]};
      row[2 * i].part[j] = WidePart{c[0], d[0]}, row[2 * i + 1].part[j] = WidePart{c[1], d[1]};
    }
#endif
}

// to[j to_stride + i] = from[i from_stride + j] for i < rows and j < columns; they must not overlap.
inline void transpose(const double* from, std::size_t from_stride, std::size_t rows, std::size_t columns,
                      double* to, std::size_t to_stride) {
  const std::size_t whole_rows = rows / 8 * 8, whole_columns = columns / 8 * 8;
  for (std::size_t j = 0; j < whole_columns; j += 8)
    for (std::size_t i = 0; i < whole_rows; i += 8) {
      Double8 row[8];
#pragma GCC unroll 8
      for (std::size_t k = 0; k < 8; ++k) row[k] = load(from + (i + k) * from_stride + j);
      transpose(row);
#pragma GCC unroll 8
      for (std::size_t k = 0; k < 8; ++k) store(to + (j + k) * to_stride + i, row[k]);
    }
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = i < whole_rows ? whole_columns : 0; j < columns; ++j)
      to[j * to_stride + i] = from[i * from_stride + j];
}

}  // namespace exomet
