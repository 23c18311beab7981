#include "sim/grid/diffusion/line_by_line.hpp"

#include <algorithm>
#include <vector>

#include "sim/base/double8.hpp"
#include "sim/base/parallel.hpp"
#include "sim/grid/diffusion/transpose.hpp"

namespace exomet {

namespace {

using Rows = std::array<const double*, wide_lanes>;

// Eight lines side by side.
struct Lines {
  struct Voxel {
    Double8 own, face, value;  // face: at the low side; one more than voxels
    Double8 next, last;        // shares of its counts that a voxel hands on
  };
  std::vector<Voxel> voxels;

  explicit Lines(std::size_t n) : voxels(whole_registers(n) + wide_lanes) {}

  // Solves own x + sum of faces (x - x beside) = value of n voxels a line; returns what left.
  Double8 solve(std::size_t n, bool joined) {
    Double8 stays = voxels[0].own, to_last{}, last_stays{}, handed{}, handed_last{};
    if (joined)
      to_last = voxels[0].face;
    else
      stays += voxels[0].face, last_stays += voxels[n].face;
    for (std::size_t i = 0; i + 1 < n; ++i) {
      Voxel& here = voxels[i];
      Double8 to_next = voxels[i + 1].face;
      if (i + 2 == n) to_next += to_last, to_last = Double8{};
      const Double8 kept = 1.0 / (stays + to_next + to_last), all = here.value + handed;
      here.next = to_next * kept;
      here.value = kept * all, handed = here.next * all;
      if (joined) {
        here.last = to_last * kept;
        handed_last += here.last * all, last_stays += here.last * stays, to_last = here.next * to_last;
      }
      stays = voxels[i + 1].own + here.next * stays;
    }
    Double8& end = voxels[n - 1].value;
    end = (end + handed + handed_last) / (stays + last_stays);
    for (std::size_t i = n - 1; i-- > 0;) {
      voxels[i].value += voxels[i].next * voxels[i + 1].value;
      if (joined) voxels[i].value += voxels[i].last * end;
    }
    return joined ? Double8{} : voxels[0].face * voxels[0].value + voxels[n].face * end;
  }
};

struct Task {
  const Faces& faces;
  const RowPool& loss;
  double everywhere, per_axis;
  GridRows &values, &mean;

  // Eight lines along y or z from x on; other: the place along the third axis.
  double across(int axis, std::size_t x, std::size_t other, Lines& lines) const {
    const std::size_t n = faces.shape().voxels[axis], ny = faces.shape().voxels[1];
    const auto y = [&](std::size_t i) { return axis == 1 ? i : other; };
    const auto z = [&](std::size_t i) { return axis == 1 ? other : i; };
    for (std::size_t i = 0; i < n; ++i) {
      Lines::Voxel& voxel = lines.voxels[i];
      voxel.face = load((axis == 1 ? faces.below_y(i, other) : faces.below_z(other, i)) + x);
      voxel.own = 1.0 + per_axis * (load(loss[y(i) + ny * z(i)] + x) + everywhere);
      voxel.value = load(values.row(y(i), z(i)) + x);
    }
    lines.voxels[n].face = load((axis == 1 ? faces.below_y(n, other) : faces.below_z(other, n)) + x);
    const Double8 left = lines.solve(n, faces.shape().joined[axis]);
    for (std::size_t i = 0; i < n; ++i) {
      store(values.row(y(i), z(i)) + x, lines.voxels[i].value);
      double* const to = mean.row(y(i), z(i)) + x;
      store(to, load(to) + per_axis * lines.voxels[i].value);
    }
    const std::size_t nx = faces.shape().voxels[0];
    double sum = 0;
    for (std::size_t lane = 0; lane < std::min(wide_lanes, nx - x); ++lane) sum += left[lane];
    return sum;
  }

  // Of eight rows, what is at x to x + 7, a register for each x. Most of them are the same row.
  [[gnu::always_inline]] static void read(const Rows& rows, std::size_t x, Double8 (&to)[wide_lanes]) {
    if (std::all_of(rows.begin(), rows.end(), [&](const double* row) { return row == rows[0]; })) {
      for (std::size_t i = 0; i < wide_lanes; ++i) to[i] = wide(rows[0][x + i]);
      return;
    }
    for (std::size_t i = 0; i < wide_lanes; ++i) to[i] = load(rows[i] + x);
    transpose(to);
  }

  // Eight rows or fewer, side by side.
  double along(std::size_t row, std::size_t count, Lines& lines) const {
    const std::size_t nx = faces.shape().voxels[0], ny = faces.shape().voxels[1];
    Rows face, lost, value;
    for (std::size_t lane = 0; lane < wide_lanes; ++lane) {
      const std::size_t at = row + std::min(lane, count - 1);
      face[lane] = faces.along(at % ny, at / ny), lost[lane] = loss[at],
      value[lane] = values.row(at % ny, at / ny);
    }
    for (std::size_t x = 0; x <= nx; x += wide_lanes) {
      Double8 of_face[wide_lanes], of_loss[wide_lanes], of_value[wide_lanes];
      read(face, x, of_face);
      if (x < nx) read(lost, x, of_loss), read(value, x, of_value);
      for (std::size_t i = 0; i < wide_lanes; ++i) {
        Lines::Voxel& voxel = lines.voxels[x + i];
        voxel.face = of_face[i];
        if (x < nx) voxel.own = 1.0 + per_axis * (of_loss[i] + everywhere), voxel.value = of_value[i];
      }
    }
    const Double8 left = lines.solve(nx, faces.shape().joined[0]);
    for (std::size_t x = 0; x < nx; x += wide_lanes) {
      Double8 solved[wide_lanes];
      for (std::size_t i = 0; i < wide_lanes; ++i) solved[i] = lines.voxels[x + i].value;
      transpose(solved);
      for (std::size_t lane = 0; lane < count; ++lane) {
        const std::size_t at = row + lane;
        store(values.row(at % ny, at / ny) + x, solved[lane]);
        double* const to = mean.row(at % ny, at / ny) + x;
        store(to, load(to) + per_axis * solved[lane]);
      }
    }
    double sum = 0;
    for (std::size_t lane = 0; lane < count; ++lane) sum += left[lane];
    return sum;
  }
};

// Sum of body(begin, end) over chunks, in their order.
template <class Body>
double sum_of_chunks(std::size_t size, std::size_t chunk, const Body& body) {
  std::vector<double> parts((size + chunk - 1) / chunk);
  parallel_chunks(size, chunk,
                  [&](std::size_t begin, std::size_t end) { parts[begin / chunk] = body(begin, end); });
  double sum = 0;
  for (const double part : parts) sum += part;
  return sum;
}

}  // namespace

double spread_line_by_line(const Faces& faces, const RowPool& loss, double everywhere, GridRows& values,
                           GridRows& mean) {
  constexpr std::size_t voxels_per_chunk = 8192;  // less is not worth a task
  const std::array<std::size_t, 3> n = faces.shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  int axes = 0;
  for (int axis = 0; axis < 3; ++axis) axes += faces.conducts(axis);
  const Task task{faces, loss, everywhere, 1.0 / std::max(1, axes), values, mean};
  const auto at_once = [](std::size_t voxels) { return std::max<std::size_t>(1, voxels_per_chunk / voxels); };
  double left = 0;
  if (faces.conducts(0) || axes == 0) {
    const std::size_t rows = ny * nz, length = nx;
    left += sum_of_chunks((rows + wide_lanes - 1) / wide_lanes, at_once(nx * wide_lanes),
                          [&](std::size_t begin, std::size_t end) {
                            Lines lines(length);
                            double sum = 0;
                            for (std::size_t row = begin * wide_lanes; row < std::min(rows, end * wide_lanes);
                                 row += wide_lanes)
                              sum += task.along(row, std::min(wide_lanes, rows - row), lines);
                            return sum;
                          });
  }
  for (int axis = 1; axis < 3; ++axis) {
    if (!faces.conducts(axis)) continue;
    const std::size_t n = faces.shape().voxels[axis], across = nx;
    left += sum_of_chunks(axis == 1 ? nz : ny, at_once(nx * n), [&](std::size_t begin, std::size_t end) {
      Lines lines(n);
      double sum = 0;
      for (std::size_t other = begin; other < end; ++other)
        for (std::size_t x = 0; x < across; x += wide_lanes) sum += task.across(axis, x, other, lines);
      return sum;
    });
  }
  return left;
}

}  // namespace exomet
