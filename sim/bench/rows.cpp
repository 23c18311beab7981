#include "sim/bench/rows.hpp"

#include <algorithm>

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"

namespace exomet::bench {

namespace {
[[gnu::always_inline]] inline Double8 inverse_root(const Double8& a) {
#ifdef __AVX512F__
  Double8 y = reinterpret_cast<Double8>(_mm512_rsqrt14_pd(reinterpret_cast<__m512d>(a)));
  for (int round = 0; round < 2; ++round) y = y * (1.5 - 0.5 * a * y * y);
  return y;
#else
  return 1.0 / square_root(a);
#endif
}

[[gnu::always_inline]] inline Double8 inverse(const Double8& a) {
#ifdef __AVX512F__
  Double8 y = reinterpret_cast<Double8>(_mm512_rcp14_pd(reinterpret_cast<__m512d>(a)));
  for (int round = 0; round < 2; ++round) y = y * (2.0 - a * y);
  return y;
#else
  return 1.0 / a;
#endif
}

struct Sums {
  Double8 x{}, y{}, z{};
};

// The pairs of cell i with one row.
[[gnu::always_inline]] inline void add_row(const BinnedCells& cells, std::uint32_t i, Row row,
                                           const Contact& contact, Sums& sums) {
  const ContactPair& pair = contact.pairs[0];
  const Double8 xi = wide(cells.x[i]), yi = wide(cells.y[i]), zi = wide(cells.z[i]),
                ri = wide(cells.radius[i]);
  for (std::uint32_t j = row.begin; j < row.end; j += wide_lanes) {
    const Double8 x = xi - load(&cells.x[j]), y = yi - load(&cells.y[j]), z = zi - load(&cells.z[j]);
    const Double8 sum = ri + load(&cells.radius[j]), reach = contact.reach * sum;
    const Double8 squared = larger(x * x + y * y + z * z, wide(1e-10));
    const Double8 per_d = inverse_root(squared), d = squared * per_d;
    const Double8 near = positive_part(1.0 - d * inverse(sum)), far = positive_part(1.0 - d * inverse(reach));
    const Double8 force = (pair.repulsion * near * near - pair.adhesion * far * far) * per_d;
    const WideMask counts = below(lane_numbers(), wide(double(row.end - j))) & below(wide(1e-9), squared);
    const Double8 over = either(counts, force, Double8{});
    sums.x += over * x, sums.y += over * y, sums.z += over * z;
  }
}
}  // namespace

void add_by_rows(const CellGrid& bins, const Contact& contact, RowForces& forces) {
  constexpr std::size_t bins_per_task = 32;
  const BinnedCells& cells = bins.cells();
  parallel_chunks(bins.size(), bins_per_task, [&](std::size_t begin, std::size_t end) {
    for (std::size_t bin = begin; bin < end; ++bin) {
      const Row own = bins.cells_of(bin);
      if (own.begin == own.end) continue;
      const Surroundings around = bins.around(bin);
      for (std::uint32_t i = own.begin; i < own.end; ++i) {
        Sums sums;
        for (const Row& row : around) add_row(cells, i, row, contact, sums);
        forces.x[i] += sum_of_lanes(sums.x), forces.y[i] += sum_of_lanes(sums.y),
            forces.z[i] += sum_of_lanes(sums.z);
      }
    }
  });
}

}  // namespace exomet::bench
