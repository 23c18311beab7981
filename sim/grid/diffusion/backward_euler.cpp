#include "sim/grid/diffusion/backward_euler.hpp"

#include <algorithm>
#include <cassert>
#include <numeric>

#include "sim/grid/diffusion/line_by_line.hpp"
#include "sim/grid/diffusion/stencil.hpp"

namespace exomet {

namespace {
RowPool loss_rows(const GridShape& shape, const BackwardEuler::Exchanging& exchanging, double step) {
  assert(exchanging.voxel.size() == exchanging.rate.size());
  const std::size_t nx = shape.voxels[0];
  RowPool rows(nx, shape.voxels[1]);
  const std::vector<double> none(nx);
  std::vector<double> row(nx);
  std::size_t next = 0;
  for (std::size_t at = 0; at < shape.rows(); ++at) {
    const std::size_t first = next;
    for (; next < exchanging.voxel.size() && exchanging.voxel[next] < (at + 1) * nx; ++next)
      row[exchanging.voxel[next] - at * nx] = step * exchanging.rate[next];
    rows.add(first == next ? none.data() : row.data());
    for (std::size_t n = first; n < next; ++n) row[exchanging.voxel[n] - at * nx] = 0;
  }
  return rows;
}
}  // namespace

BackwardEuler::BackwardEuler(std::shared_ptr<const std::vector<Faces>> faces, const Exchanging& exchanging,
                             double decay, double step)
    : exchanging_(exchanging),
      step_(step),
      decays_(step * decay),
      loss_(loss_rows(faces->front().shape(), exchanging, step)),
      multigrid_(std::move(faces), loss_, 1 + decays_) {
  assert(decay >= 0 && step > 0);
  // Then one cycle leaves a hundredth of a leap over, as two do otherwise.
  constexpr double little = 0.93;
  if (multigrid_.most_conducted() < little) cycles_ = 1;
}

// Along a row: what the fluxes that follow from an estimate of what is there at the end make of what was
// given, less the estimate.
template <class Around>
void BackwardEuler::find_rest(const Multigrid::Room& room, const Around& around, std::size_t y, std::size_t z,
                              double* to) const {
  const double *const loss = loss_[y + multigrid_.faces().shape().voxels[1] * z], *const given =
                                                                                      room.given.row(y, z);
  const double decays = decays_;
  for_row(loss_.length(), [=](std::size_t x) {
    const Double8 there = load(around.here + x);
    store(to + x, load(given + x) - (load(loss + x) + decays) * there + around.inflow(x) - there);
  });
}

// One V-cycle for what is missing in the estimate.
void BackwardEuler::correct(Multigrid::Room& room) const {
  for_each_row(multigrid_.faces(), room.estimate, [&](std::size_t y, std::size_t z, auto around) {
    find_rest(room, around, y, z, room.levels[0].residual.row(y, z));
    multigrid_.begin(room, 0, y, z);
  });
  multigrid_.cycle(room);
}

// What the estimate leaves over. Returns what of it left through the ends.
double BackwardEuler::spread_rest(Multigrid::Room& room) const {
  const std::size_t nx = loss_.length();
  GridRows& rest = room.levels[0].residual;
  for_each_row(multigrid_.faces(), room.estimate, [&](std::size_t y, std::size_t z, auto around) {
    find_rest(room, around, y, z, rest.row(y, z));
    std::copy_n(around.here, nx, room.mean.row(y, z));
  });
  return spread_line_by_line(multigrid_.faces(), loss_, decays_, rest, room.mean);
}

// What goes through the ends of the domain, by the values beside them.
void BackwardEuler::book_ends(const Field& field, const GridRows& values, StepBalance& balance) const {
  const Faces& faces = multigrid_.faces();
  const std::array<std::size_t, 3> n = faces.shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  const auto add = [&](int axis, int end, double face, double value) {
    const double outwards = face * (value - field.outside[axis][end]);
    (outwards > 0 ? balance.left : balance.supplied) += std::abs(outwards);
  };
  for (int end = 0; end < 2; ++end) {
    if (!faces.shape().joined[0])
      for (std::size_t z = 0; z < nz; ++z)
        for (std::size_t y = 0; y < ny; ++y)
          add(0, end, faces.along(y, z)[end * nx], values.row(y, z)[end * (nx - 1)]);
    if (!faces.shape().joined[1] && faces.conducts(1))
      for (std::size_t z = 0; z < nz; ++z)
        for (std::size_t x = 0; x < nx; ++x)
          add(1, end, faces.below_y(end * ny, z)[x], values.row(end * (ny - 1), z)[x]);
    if (!faces.shape().joined[2] && faces.conducts(2))
      for (std::size_t y = 0; y < ny; ++y)
        for (std::size_t x = 0; x < nx; ++x)
          add(2, end, faces.below_z(y, end * nz)[x], values.row(y, end * (nz - 1))[x]);
  }
}

// Uptake and decay go with the mean of the step; what is there at its end goes back into the field.
void BackwardEuler::book(const Field& field, const Multigrid::Room& room, StepBalance& balance) const {
  const std::array<std::size_t, 3> n = multigrid_.faces().shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  const auto row = [&](const GridRows& rows, std::size_t at) { return rows.row(at % ny, at / ny); };
  for (std::size_t n = 0; n < exchanging_.voxel.size(); ++n) {
    const std::size_t at = exchanging_.voxel[n] / nx, x = exchanging_.voxel[n] % nx;
    const double taken = loss_[at][x] * row(room.mean, at)[x];
    balance.taken += taken;
    if (!field.taken.empty()) field.taken[n] += taken;
  }
  constexpr std::size_t voxels_per_chunk = 32768;
  const std::size_t chunk = std::max<std::size_t>(1, voxels_per_chunk / nx),
                    chunks = (ny * nz + chunk - 1) / chunk;
  std::vector<double> means(chunks), negatives(chunks), sums(chunks);
  parallel_chunks(ny * nz, chunk, [&](std::size_t begin, std::size_t end) {
    double mean = 0, negative = 0, sum = 0;
    for (std::size_t at = begin; at < end; ++at) {
      const double *there = row(room.estimate, at), *rest = row(room.levels[0].residual, at),
                   *means_of_row = row(room.mean, at);
      double* const counts = field.counts.data() + nx * at;
      for (std::size_t x = 0; x < nx; ++x) {
        const double now = there[x] + rest[x];
        mean += means_of_row[x];
        if (now < 0) negative += now;
        counts[x] = now < 0 ? 0 : now;  // no number stays none: it is noticed
        sum += counts[x];
      }
    }
    means[begin / chunk] = mean, negatives[begin / chunk] = negative, sums[begin / chunk] = sum;
  });
  for (std::size_t c = 0; c < chunks; ++c) balance.decayed += decays_ * means[c];
  take_back(field, std::accumulate(negatives.begin(), negatives.end(), 0.0),
            std::accumulate(sums.begin(), sums.end(), 0.0));
}

// What was below zero is taken from the others, in proportion.
void BackwardEuler::take_back(const Field& field, double negative, double all) const {
  if (!(negative < 0) || !(all > 0)) return;
  const double keeps = std::max(0.0, 1 + negative / all);
  for (double& counts : field.counts) counts *= keeps;
}

StepBalance BackwardEuler::advance(const Field& field, Multigrid::Room& room) const {
  const Faces& faces = multigrid_.faces();
  const std::size_t nx = loss_.length(), ny = faces.shape().voxels[1];
  assert(field.counts.size() == faces.shape().size());
  room.fit(multigrid_, field.outside);
  for_each_row(faces, room.estimate, [&](std::size_t y, std::size_t z, const auto&) {
    const double* const counts = field.counts.data() + nx * (y + ny * z);
    std::copy_n(counts, nx, room.estimate.row(y, z));
    std::copy_n(counts, nx, room.given.row(y, z));
    room.estimate.close(y, z);
  });
  StepBalance balance;
  for (std::size_t n = 0; n < field.emission.size(); ++n) {
    const double emitted = step_ * field.emission[n];
    const std::size_t row = exchanging_.voxel[n] / nx;
    balance.emitted += emitted;
    room.given.row(row % ny, row / ny)[exchanging_.voxel[n] % nx] += emitted;
  }
  constexpr int most_cycles = 8;
  double left = 0;
  for (int cycle = 1; cycle <= most_cycles; ++cycle) {
    correct(room);
    if (cycle < cycles_) continue;
    left = spread_rest(room);
    if (is_solved(room)) break;  // after a leap it takes more of them
  }
  book_ends(field, room.estimate, balance);
  balance.left += left;
  book(field, room, balance);
  return balance;
}

// Whether little was left over, and next to nothing is below zero.
bool BackwardEuler::is_solved(const Multigrid::Room& room) const {
  constexpr double little = 0.01, next_to_nothing = 1e-6;  // of all
  const std::array<std::size_t, 3> n = multigrid_.faces().shape().voxels;
  const std::size_t nx = n[0], ny = n[1], nz = n[2];
  double below = 0, left_over = 0, all = 0;
  for (std::size_t z = 0; z < nz; ++z)
    for (std::size_t y = 0; y < ny; ++y) {
      const double *there = room.estimate.row(y, z), *rest = room.levels[0].residual.row(y, z);
      for (std::size_t x = 0; x < nx; ++x) {
        const double now = there[x] + rest[x];
        below += std::max(0.0, -now), left_over += std::abs(rest[x]), all += now;
      }
    }
  return !(below > next_to_nothing * all) && !(left_over > little * all);  // no number, too: it is noticed
}

}  // namespace exomet
