// Transposes blocks of a matrix, so that lines along x, which lie one after another, can be solved side by
// side.
#pragma once

#include <cstddef>

#include "sim/base/wide.hpp"

namespace exomet {

namespace detail {
#if defined(__AVX512F__)
// Swaps the off-diagonal blocks of width `half` of pairs of rows: three such steps transpose eight by eight.
// The compiler doesn't find this by itself.
template <std::size_t half>
[[gnu::always_inline]] inline void swap_blocks(Wide (&row)[8]) {
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
    const Wide first = row[i], second = row[i + half];
    row[i] = __builtin_shuffle(first, second, low);
    row[i + half] = __builtin_shuffle(first, second, high);
  }
}

[[gnu::always_inline]] inline void transpose_eight(const double* from, std::size_t from_stride, double* to,
                                                   std::size_t to_stride) {
  Wide row[8];
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i) row[i] = load(from + i * from_stride);
  swap_blocks<4>(row);
  swap_blocks<2>(row);
  swap_blocks<1>(row);
#pragma GCC unroll 8
  for (std::size_t i = 0; i < 8; ++i) store(to + i * to_stride, row[i]);
}
#elif defined(__AVX2__)
// Four by four, since a register holds four.
[[gnu::always_inline]] inline void transpose_eight(const double* from, std::size_t from_stride, double* to,
                                                   std::size_t to_stride) {
#pragma GCC unroll 2
  for (std::size_t i = 0; i < 8; i += 4)
#pragma GCC unroll 2
    for (std::size_t j = 0; j < 8; j += 4) {
      const double* const at = from + i * from_stride + j;
      const __m256d a = _mm256_loadu_pd(at), b = _mm256_loadu_pd(at + from_stride),
                    c = _mm256_loadu_pd(at + 2 * from_stride), d = _mm256_loadu_pd(at + 3 * from_stride);
      const __m256d ab02 = _mm256_unpacklo_pd(a, b), ab13 = _mm256_unpackhi_pd(a, b),
                    cd02 = _mm256_unpacklo_pd(c, d), cd13 = _mm256_unpackhi_pd(c, d);
      double* const there = to + j * to_stride + i;
      _mm256_storeu_pd(there, _mm256_permute2f128_pd(ab02, cd02, 0x20));
      _mm256_storeu_pd(there + to_stride, _mm256_permute2f128_pd(ab13, cd13, 0x20));
      _mm256_storeu_pd(there + 2 * to_stride, _mm256_permute2f128_pd(ab02, cd02, 0x31));
      _mm256_storeu_pd(there + 3 * to_stride, _mm256_permute2f128_pd(ab13, cd13, 0x31));
    }
}
#else
[[gnu::always_inline]] inline void transpose_eight(const double* from, std::size_t from_stride, double* to,
                                                   std::size_t to_stride) {
  for (std::size_t j = 0; j < 8; ++j)
    for (std::size_t i = 0; i < 8; ++i) to[j * to_stride + i] = from[i * from_stride + j];
}
#endif
}  // namespace detail

// to[j to_stride + i] = from[i from_stride + j] for i < rows and j < columns; they must not overlap.
inline void transpose(const double* from, std::size_t from_stride, std::size_t rows, std::size_t columns,
                      double* to, std::size_t to_stride) {
  const std::size_t whole_rows = rows / 8 * 8, whole_columns = columns / 8 * 8;
  for (std::size_t j = 0; j < whole_columns; j += 8)
    for (std::size_t i = 0; i < whole_rows; i += 8)
      detail::transpose_eight(from + i * from_stride + j, from_stride, to + j * to_stride + i, to_stride);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = i < whole_rows ? whole_columns : 0; j < columns; ++j)
      to[j * to_stride + i] = from[i * from_stride + j];
}

}  // namespace exomet
