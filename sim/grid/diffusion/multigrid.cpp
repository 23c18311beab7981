#include "sim/grid/diffusion/multigrid.hpp"

#include <algorithm>

#include "sim/grid/diffusion/stencil.hpp"

namespace exomet {

namespace {
// Of a first correction, from none.
constexpr double first = 0.8;
// One over the roots of Chebyshev's polynomial of second degree on [1/3, 2], within which corrections that
// are too fine for the next grid have their eigenvalues: 7/6 -+ 5/6 cos(pi/4).
constexpr double few = 0.569534, many = 1.732233;

// Of each fine voxel along an axis the coarse one that it is part of and the nearer one beside that, and what
// these count for. Beyond a closed end there is as much as before it; where a value is held there, the
// opposite.
struct Interpolation {
  struct Voxel {
    std::size_t coarse = 0, beside = 0;
    double of_coarse = 1, of_beside = 0;
  };
  std::vector<Voxel> voxels;

  // What is found in the voxels of a coarse row goes to those of a fine one.
  void add(const double* coarse, std::size_t length, double* __restrict fine) const {
    const std::size_t n = voxels.size();
    if (n == length) {
      for (std::size_t x = 0; x < n; ++x) fine[x] += coarse[x];
      return;
    }
    const auto add_voxel = [&](std::size_t x) {
      const Voxel& voxel = voxels[x];
      fine[x] += voxel.of_coarse * coarse[voxel.coarse] + voxel.of_beside * coarse[voxel.beside];
    };
    add_voxel(0);
    for (std::size_t x = 0; x + 1 < length; ++x) {  // the two of which each is the nearer one of the other's
      if (2 * x + 3 >= n) break;
      fine[2 * x + 1] += 0.75 * coarse[x] + 0.25 * coarse[x + 1];
      fine[2 * x + 2] += 0.75 * coarse[x + 1] + 0.25 * coarse[x];
    }
    if (n % 2 == 1) add_voxel(n - 2);
    add_voxel(n - 1);
  }

  Interpolation(std::size_t fine, std::size_t coarse, bool joined, const std::array<bool, 2>& held)
      : voxels(fine) {
    for (std::size_t i = 0; i < fine; ++i) {
      Voxel& voxel = voxels[i];
      if (fine == coarse) {
        voxel = {i, i, 1, 0};
        continue;
      }
      voxel.coarse = voxel.beside = i / 2;
      const bool alone = i % 2 == 0 && i + 1 == fine;
      if (alone) continue;
      const bool high = i % 2 == 1, at_end = high ? i / 2 + 1 == coarse : i / 2 == 0;
      voxel.of_coarse = 0.75, voxel.of_beside = 0.25;
      if (!at_end)
        voxel.beside = high ? i / 2 + 1 : i / 2 - 1;
      else if (joined)
        voxel.beside = high ? 0 : coarse - 1;
      else if (held[high])
        voxel.of_beside = -0.25;
      const bool beside_alone = fine % 2 == 1 && voxel.beside + 1 == coarse && voxel.beside != voxel.coarse;
      if (beside_alone) voxel.of_coarse = 2.0 / 3, voxel.of_beside = 1.0 / 3;  // which is nearer
    }
  }
};

bool any(const double* row, std::size_t n) {
  return std::any_of(row, row + n, [](double value) { return value > 0; });
}

// Whether a value is held beyond an end of an axis.
std::array<bool, 2> held(const Faces& faces, int axis) {
  const std::array<std::size_t, 3> n = faces.shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  std::array<bool, 2> found{};
  for (std::size_t z = 0; z < (axis == 2 ? 1 : nz); ++z)
    for (std::size_t y = 0; y < (axis == 1 ? 1 : ny); ++y) {
      if (axis == 0) found[0] |= faces.along(y, z)[0] > 0, found[1] |= faces.along(y, z)[nx] > 0;
      if (axis == 1) found[0] |= any(faces.below_y(0, z), nx), found[1] |= any(faces.below_y(ny, z), nx);
      if (axis == 2) found[0] |= any(faces.below_z(y, 0), nx), found[1] |= any(faces.below_z(y, nz), nx);
    }
  return found;
}
}  // namespace

std::shared_ptr<const std::vector<Faces>> coarser_and_coarser(const Geometry& grid,
                                                              const Diffusivity& diffusivity, double step) {
  std::vector<Faces> all;
  all.emplace_back(grid, diffusivity, step);
  while (all.back().shape().size() > 1) all.push_back(all.back().coarser());
  return std::make_shared<const std::vector<Faces>>(std::move(all));
}

namespace {
// Of each coarse voxel the sum of the fine ones in it.
std::vector<double> sums_of(const std::vector<double>& fine, const std::array<std::size_t, 3>& from,
                            const std::array<std::size_t, 3>& to) {
  std::vector<double> sums(to[0] * to[1] * to[2]);
  const auto half = [&](int axis, std::size_t i) { return from[axis] == to[axis] ? i : i / 2; };
  for (std::size_t z = 0; z < from[2]; ++z)
    for (std::size_t y = 0; y < from[1]; ++y) {
      const double* const row = &fine[from[0] * (y + from[1] * z)];
      double* const sum = &sums[to[0] * (half(1, y) + to[1] * half(2, z))];
      for (std::size_t x = 0; x < from[0]; ++x) sum[half(0, x)] += row[x];
    }
  return sums;
}

// Of the diagonal: own and all faces.
RowPool inverse_of(const Faces& faces, const RowPool& own) {
  const std::array<std::size_t, 3> n = faces.shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  RowPool inverse(nx, ny);
  std::vector<double> row(nx);
  std::array<const double*, 6> last{};
  for (std::size_t z = 0; z < nz; ++z)
    for (std::size_t y = 0; y < ny; ++y) {
      const std::array from{own[y + ny * z],         faces.along(y, z),   faces.below_y(y, z),
                            faces.below_y(y + 1, z), faces.below_z(y, z), faces.below_z(y, z + 1)};
      if (from == last) {
        inverse.repeat();
        continue;
      }
      last = from;
      const auto [own_weight, x_face, y_low, y_high, z_low, z_high] = from;
      for (std::size_t x = 0; x < nx; ++x)
        row[x] = 1 / (own_weight[x] + (x_face[x] + x_face[x + 1]) + (y_low[x] + y_high[x]) +
                      (z_low[x] + z_high[x]));
      inverse.add(row.data());
    }
  return inverse;
}
}  // namespace

Multigrid::Multigrid(std::shared_ptr<const std::vector<Faces>> faces, const RowPool& more, double everywhere)
    : faces_(std::move(faces)) {
  const GridShape& finest = faces_->front().shape();
  std::vector<double> own(finest.size());
  for (std::size_t row = 0; row < finest.rows(); ++row)
    for (std::size_t x = 0; x < finest.voxels[0]; ++x)
      own[x + finest.voxels[0] * row] = everywhere + more[row][x];
  for (std::size_t l = 0; l < faces_->size(); ++l) {
    const GridShape& shape = (*faces_)[l].shape();
    if (l > 0) own = sums_of(own, (*faces_)[l - 1].shape().voxels, shape.voxels);
    Level level{RowPool(shape.voxels[0], shape.voxels[1]), {}};
    for (std::size_t row = 0; row < shape.rows(); ++row) level.own.add(&own[shape.voxels[0] * row]);
    level.inverse = inverse_of((*faces_)[l], level.own);
    levels_.push_back(std::move(level));
  }
  const Level& level = levels_.front();
  for (std::size_t row = 0; row < finest.rows(); ++row)
    for (std::size_t x = 0; x < finest.voxels[0]; ++x)
      most_conducted_ = std::max(most_conducted_, 1 - level.own[row][x] * level.inverse[row][x]);
}

void Multigrid::Room::fit(const Multigrid& multigrid, const Beyond& outside) {
  const auto fits = [&] {
    if (levels.size() != multigrid.levels()) return false;
    for (std::size_t l = 0; l < levels.size(); ++l)
      if (levels[l].solution.shape() != multigrid.faces(l).shape()) return false;
    return true;
  };
  if (!fits()) {
    levels.clear();
    for (std::size_t l = 0; l < multigrid.levels(); ++l) {
      const GridRows rows(multigrid.faces(l).shape());
      levels.push_back({rows, rows, rows});
    }
    given = estimate = mean = GridRows(multigrid.faces().shape());
  }
  estimate.set_beyond(outside);
}

// Where each voxel is solved for what is beside it, `weight` of the way there. Added to what is there, or
// put.
template <bool adds>
void Multigrid::smooth(std::size_t l, double weight, const GridRows& r, const GridRows& x,
                       GridRows& to) const {
  const Faces& faces = (*faces_)[l];
  const std::size_t nx = faces.shape().voxels[0], ny = faces.shape().voxels[1];
  for_each_row(faces, x, [&](std::size_t y, std::size_t z, auto around) {
    const double *const residual = r.row(y, z), *const inverse = levels_[l].inverse[y + ny * z];
    double* const out = to.row(y, z);
    for_row(nx, [=](std::size_t x) {
      const Double8 own = load(around.here + x);
      const Double8 solved = load(inverse + x) * (load(residual + x) + around.beside(x));
      const Double8 better = own + weight * (solved - own);
      if constexpr (adds)
        store(out + x, load(out + x) + better);
      else
        store(out + x, better);
    });
    to.close(y, z);
  });
}

// The first correction of a row.
void Multigrid::begin(Room& room, std::size_t l, std::size_t y, std::size_t z) const {
  Room::Level& level = room.levels[l];
  const auto& voxels = faces(l).shape().voxels;
  const double weight = l + 1 == levels_.size() ? 1 : first;  // the last is of one voxel
  const double *const residual = level.residual.row(y, z), *const inverse =
                                                               levels_[l].inverse[y + voxels[1] * z];
  double* const out = level.solution.row(y, z);
  for_row(voxels[0], [=](std::size_t x) { store(out + x, weight * load(inverse + x) * load(residual + x)); });
  level.solution.close(y, z);
}

// What is left over goes down as sums. In two passes, the first into `other`, which nobody needs meanwhile.
void Multigrid::restrict_to(Room& room, std::size_t l) const {
  const Faces &faces = (*faces_)[l], &coarse = (*faces_)[l + 1];
  Room::Level &fine = room.levels[l], &to = room.levels[l + 1];
  const std::array<std::size_t, 3> n = faces.shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  const std::array<std::size_t, 3> m = coarse.shape().voxels;
  const std::size_t coarse_x = m[0], coarse_y = m[1], coarse_z = m[2];
  for_each_row(faces, fine.solution, [&](std::size_t y, std::size_t z, auto around) {
    const double *const residual = fine.residual.row(y, z), *const own = levels_[l].own[y + ny * z];
    double* const rest = fine.other.row(y, z);
    for_row(nx, [=](std::size_t x) {
      store(rest + x, load(residual + x) - load(own + x) * load(around.here + x) + around.inflow(x));
    });
    rest[nx] = 0;  // beside the last one, if it is alone
  });
  const auto per = [](std::size_t fine, std::size_t coarse) { return fine == coarse ? 1 : 2; };
  const std::size_t per_x = per(nx, coarse_x), per_y = per(ny, coarse_y), per_z = per(nz, coarse_z);
  for_each_row(coarse, to.residual, [&](std::size_t y, std::size_t z, const auto&) {
    double* const out = to.residual.row(y, z);
    std::fill_n(out, coarse_x, 0.0);
    for (std::size_t k = per_z * z; k < std::min(nz, per_z * (z + 1)); ++k)
      for (std::size_t j = per_y * y; j < std::min(ny, per_y * (y + 1)); ++j) {
        const double* const rest = fine.other.row(j, k);
        if (per_x == 2)
          for (std::size_t x = 0; x < coarse_x; ++x) out[x] += rest[2 * x] + rest[2 * x + 1];
        else
          for (std::size_t x = 0; x < coarse_x; ++x) out[x] += rest[x];
      }
    begin(room, l + 1, y, z);
  });
}

// Adds what the coarser level found; mixed in `other`, which nobody needs meanwhile.
void Multigrid::interpolate(Room& room, std::size_t l) const {
  const Faces &faces = (*faces_)[l], &coarse = (*faces_)[l + 1];
  const GridRows& from = room.levels[l + 1].solution;
  Room::Level& here = room.levels[l];
  const auto &n = faces.shape().voxels, &m = coarse.shape().voxels;
  const Interpolation along_x(n[0], m[0], faces.shape().joined[0], held(faces, 0)),
      along_y(n[1], m[1], faces.shape().joined[1], held(faces, 1)),
      along_z(n[2], m[2], faces.shape().joined[2], held(faces, 2));
  for_each_row(faces, here.solution, [&](std::size_t y, std::size_t z, const auto&) {
    const Interpolation::Voxel &in_y = along_y.voxels[y], &in_z = along_z.voxels[z];
    const double *const a = from.row(in_y.coarse, in_z.coarse), *const b = from.row(in_y.beside, in_z.coarse),
                        *const c = from.row(in_y.coarse, in_z.beside),
                        *const d = from.row(in_y.beside, in_z.beside);
    const double of_a = in_y.of_coarse * in_z.of_coarse, of_b = in_y.of_beside * in_z.of_coarse,
                 of_c = in_y.of_coarse * in_z.of_beside, of_d = in_y.of_beside * in_z.of_beside;
    double *const mixed = here.other.row(y, z), *const out = here.solution.row(y, z);
    for_row(m[0], [=](std::size_t x) {
      store(mixed + x, (of_a * load(a + x) + of_b * load(b + x)) + (of_c * load(c + x) + of_d * load(d + x)));
    });
    along_x.add(mixed, m[0], out);
    here.solution.close(y, z);
  });
}

// From the first correction on.
void Multigrid::correct(Room& room, std::size_t l) const {
  restrict_to(room, l);
  if (l + 2 < levels_.size()) {
    correct(room, l + 1);
    Room::Level& next = room.levels[l + 1];
    smooth<false>(l + 1, few, next.residual, next.other, next.solution);
  }
  interpolate(room, l);
  Room::Level& here = room.levels[l];
  smooth<false>(l, many, here.residual, here.solution, here.other);
}

void Multigrid::cycle(Room& room) const {
  Room::Level& finest = room.levels[0];
  if (levels_.size() > 1) {
    correct(room, 0);
    smooth<true>(0, few, finest.residual, finest.other, room.estimate);
  } else {
    for_each_row(faces(), finest.solution, [&](std::size_t y, std::size_t z, const auto&) {
      for (std::size_t x = 0; x < faces().shape().voxels[0]; ++x)
        room.estimate.row(y, z)[x] += finest.solution.row(y, z)[x];
      room.estimate.close(y, z);
    });
  }
}

Rooms::Lent::Lent(Rooms& rooms) : rooms_(rooms) {
  const std::lock_guard lock(rooms_.mutex_);
  if (rooms_.free_.empty()) {
    room_ = std::make_unique<Multigrid::Room>();
  } else {
    room_ = std::move(rooms_.free_.back());
    rooms_.free_.pop_back();
  }
}

Rooms::Lent::~Lent() {
  const std::lock_guard lock(rooms_.mutex_);
  rooms_.free_.push_back(std::move(room_));
}

}  // namespace exomet
