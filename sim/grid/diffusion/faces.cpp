#include "sim/grid/diffusion/faces.hpp"

#include <algorithm>
#include <vector>

namespace exomet {

namespace {
GridShape shape_of(const Geometry& grid) {
  GridShape shape;
  for (int axis = 0; axis < 3; ++axis) {
    shape.voxels[axis] = static_cast<std::size_t>(grid.voxels[axis]);
    shape.joined[axis] = grid.periodic(axis);
  }
  return shape;
}

// Of two voxels beside each other; 0 if one lets nothing diffuse.
double coupling(double a, double b, double ratio) {
  constexpr double least = 1e-70;  // so that two such are no 0/0
  return 2 * ratio * a * b / std::max(a + b, least);
}

// The same for n pairs.
void couple(const double* a, const double* b, double ratio, std::size_t n, double* __restrict to) {
  for (std::size_t i = 0; i < n; ++i) to[i] = coupling(a[i], b[i], ratio);
}

bool is_held(Boundary boundary) { return boundary == Boundary::open || boundary == Boundary::fixed; }

// Of an axis whose voxels are taken two by two: which fine face lies between coarse voxels, and what the way
// from centre to centre conducts beside it: half as much across two pairs.
struct CoarseFace {
  std::size_t face = 0;
  double share = 1;
};

CoarseFace coarse_face(std::size_t at, std::size_t fine, bool joined) {
  const std::size_t face = std::min(2 * at, fine);
  const bool low_end = face == 0, high_end = face == fine;
  const bool pair_below = low_end ? joined && fine % 2 == 0 : face % 2 == 0,
             pair_above = high_end ? joined : face + 1 < fine;
  const bool at_end = (low_end || high_end) && !joined;
  return {face, at_end ? 1.0 / (1 + pair_below + pair_above) : 2.0 / (2 + pair_below + pair_above)};
}
}  // namespace

Faces::Faces(const GridShape& shape)
    : shape_(shape),
      x_(shape.voxels[0] + 1, shape.voxels[1]),
      y_(shape.voxels[0], shape.voxels[1] + 1),
      z_(shape.voxels[0], shape.voxels[1]) {}

// Calls along_x(y, z, row) for each row of faces across x, and across(axis, y, z, row) for each between rows.
template <class AlongX, class Across>
void Faces::fill(const AlongX& along_x, const Across& across) {
  const std::array<std::size_t, 3> n = shape_.voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  std::vector<double> row(nx + 1);
  for (std::size_t z = 0; z < nz; ++z)
    for (std::size_t y = 0; y < ny; ++y) along_x(y, z, row.data()), x_.add(row.data());
  for (std::size_t z = 0; z < nz; ++z)
    for (std::size_t y = 0; y <= ny; ++y) across(1, y, z, row.data()), y_.add(row.data());
  for (std::size_t z = 0; z <= nz; ++z)
    for (std::size_t y = 0; y < ny; ++y) across(2, y, z, row.data()), z_.add(row.data());
  find_means();
}

Faces::Faces(const Geometry& grid, const Diffusivity& diffusivity, double step) : Faces(shape_of(grid)) {
  const std::size_t nx = shape_.voxels[0];
  std::vector<double> all(grid.size());
  diffusivity.read(0, all.size(), all.data());
  const auto row_of = [&](std::size_t y, std::size_t z) {
    return all.data() + nx * (y + shape_.voxels[1] * z);
  };
  const auto ratio = [&](int axis) { return step / (grid.spacing[axis] * grid.spacing[axis]); };
  // What is held beyond an end is half a voxel away.
  const auto at_end = [&](int axis, int end, double d) {
    return is_held(grid.boundary[axis][end]) ? 2 * ratio(axis) * d : 0;
  };
  const auto along_x = [&](std::size_t y, std::size_t z, double* to) {
    const double* const d = row_of(y, z);
    const double of_x = ratio(0);
    couple(d, d + 1, of_x, nx - 1, to + 1);
    if (shape_.joined[0])
      to[0] = to[nx] = nx > 1 ? coupling(d[0], d[nx - 1], of_x) : 0;
    else
      to[0] = at_end(0, 0, d[0]), to[nx] = at_end(0, 1, d[nx - 1]);
  };
  const auto across = [&](int axis, std::size_t y, std::size_t z, double* to) {
    const std::size_t n = shape_.voxels[axis], at = axis == 1 ? y : z;
    const auto there = [&](std::size_t i) { return axis == 1 ? row_of(i, z) : row_of(y, i); };
    if ((at > 0 && at < n) || (shape_.joined[axis] && n > 1)) {
      const double *const low = there(at > 0 ? at - 1 : n - 1), *const high = there(at < n ? at : 0);
      couple(low, high, ratio(axis), nx, to);
    } else {
      const double* const end = there(at > 0 ? n - 1 : 0);
      for (std::size_t x = 0; x < nx; ++x) to[x] = shape_.joined[axis] ? 0 : at_end(axis, at > 0, end[x]);
    }
  };
  fill(along_x, across);
}

void Faces::find_means() {
  for (int axis = 0; axis < 3; ++axis) {
    const RowPool& pool = axis == 0 ? x_ : axis == 1 ? y_ : z_;
    double sum = 0;
    for (std::size_t row = 0; row < pool.rows(); ++row)
      for (std::size_t x = 0; x < pool.length(); ++x) sum += pool[row][x];
    mean_[axis] = sum / static_cast<double>(pool.rows() * pool.length());
  }
}

Faces Faces::coarser() const {
  double best = 0;
  for (int axis = 0; axis < 3; ++axis)
    if (shape_.voxels[axis] > 1) best = std::max(best, mean_[axis]);
  std::array<bool, 3> halved{};
  GridShape shape = shape_;
  for (int axis = 0; axis < 3; ++axis) {
    halved[axis] = shape_.voxels[axis] > 1 && mean_[axis] >= 0.3 * best;
    if (halved[axis]) shape.voxels[axis] = (shape_.voxels[axis] + 1) / 2;
  }
  const std::size_t nx = shape_.voxels[0];
  const std::size_t coarse_x = shape.voxels[0];
  // The fine voxels of a coarse one along an axis.
  const auto first = [&](int axis, std::size_t i) { return halved[axis] ? 2 * i : i; };
  const auto end = [&](int axis, std::size_t i) {
    return halved[axis] ? std::min(2 * i + 2, shape_.voxels[axis]) : i + 1;
  };
  const auto is_closed = [&](int axis) { return shape.joined[axis] && shape.voxels[axis] == 1; };
  const auto along_x = [&](std::size_t y, std::size_t z, double* to) {
    std::fill_n(to, coarse_x + 1, 0.0);
    if (is_closed(0)) return;
    for (std::size_t fine_z = first(2, z); fine_z < end(2, z); ++fine_z)
      for (std::size_t fine_y = first(1, y); fine_y < end(1, y); ++fine_y) {
        const double* const from = along(fine_y, fine_z);
        for (std::size_t x = 0; x <= coarse_x; ++x) {
          const CoarseFace face = halved[0] ? coarse_face(x, nx, shape_.joined[0]) : CoarseFace{x};
          to[x] += face.share * from[face.face];
        }
      }
  };
  const auto across = [&](int axis, std::size_t y, std::size_t z, double* to) {
    std::fill_n(to, coarse_x, 0.0);
    if (is_closed(axis)) return;
    const int other = 3 - axis;
    const std::size_t at = axis == 1 ? y : z, beside = axis == 1 ? z : y;
    for (std::size_t fine = first(other, beside); fine < end(other, beside); ++fine) {
      const CoarseFace face =
          halved[axis] ? coarse_face(at, shape_.voxels[axis], shape_.joined[axis]) : CoarseFace{at};
      const double* const from = axis == 1 ? below_y(face.face, fine) : below_z(fine, face.face);
      for (std::size_t x = 0; x < nx; ++x) to[halved[0] ? x / 2 : x] += face.share * from[x];
    }
  };
  Faces coarse(shape);
  coarse.fill(along_x, across);
  return coarse;
}

}  // namespace exomet
