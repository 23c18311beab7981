#include "sim/grid/diffusion/transpose.hpp"

#include <catch2/catch.hpp>
#include <vector>

using namespace exomet;

TEST_CASE("a block of any shape is transposed and nothing else is written") {
  bool right = true;
  for (std::size_t rows = 0; rows <= 13; ++rows)
    for (std::size_t columns = 0; columns <= 13; ++columns) {
      const std::size_t from_stride = columns + 3, to_stride = rows + 2;
      std::vector<double> from(rows * from_stride + 1), to((columns + 1) * to_stride, -1);
      for (std::size_t k = 0; k < from.size(); ++k) from[k] = static_cast<double>(k);
      transpose(from.data(), from_stride, rows, columns, to.data(), to_stride);
      for (std::size_t j = 0; j <= columns; ++j)
        for (std::size_t i = 0; i < to_stride; ++i) {
          const bool inside = i < rows && j < columns;
          right = right && to[j * to_stride + i] == (inside ? from[i * from_stride + j] : -1);
        }
    }
  CHECK(right);
}
