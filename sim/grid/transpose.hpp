// Transposes blocks of a matrix, so that lines along x, which lie one after
// another, can be solved side by side.
#pragma once

#include <cstddef>
#include <cstring>

namespace exomet {

namespace detail {
// Four by four in registers: the compiler doesn't find this by itself, and it
// halves the time of the sweep along x.
inline void transpose_four(const double* from, std::size_t from_stride, double* to, std::size_t to_stride) {
  using Four = double __attribute__((vector_size(32)));
  Four row[4];
  for (std::size_t i = 0; i < 4; ++i) std::memcpy(&row[i], from + i * from_stride, sizeof(Four));
  const Four even01 = __builtin_shufflevector(row[0], row[1], 0, 4, 2, 6);
  const Four odd01 = __builtin_shufflevector(row[0], row[1], 1, 5, 3, 7);
  const Four even23 = __builtin_shufflevector(row[2], row[3], 0, 4, 2, 6);
  const Four odd23 = __builtin_shufflevector(row[2], row[3], 1, 5, 3, 7);
  const Four column[4] = {
      __builtin_shufflevector(even01, even23, 0, 1, 4, 5), __builtin_shufflevector(odd01, odd23, 0, 1, 4, 5),
      __builtin_shufflevector(even01, even23, 2, 3, 6, 7), __builtin_shufflevector(odd01, odd23, 2, 3, 6, 7)};
  for (std::size_t i = 0; i < 4; ++i) std::memcpy(to + i * to_stride, &column[i], sizeof(Four));
}
}  // namespace detail

// to[j to_stride + i] = from[i from_stride + j] for i < rows and j < columns;
// they must not overlap.
inline void transpose(const double* from, std::size_t from_stride, std::size_t rows, std::size_t columns,
                      double* to, std::size_t to_stride) {
  const std::size_t whole_rows = rows / 4 * 4, whole_columns = columns / 4 * 4;
  for (std::size_t j = 0; j < whole_columns; j += 4)
    for (std::size_t i = 0; i < whole_rows; i += 4)
      detail::transpose_four(from + i * from_stride + j, from_stride, to + j * to_stride + i, to_stride);
  for (std::size_t i = 0; i < rows; ++i)
    for (std::size_t j = i < whole_rows ? whole_columns : 0; j < columns; ++j)
      to[j * to_stride + i] = from[i * from_stride + j];
}

}  // namespace exomet
