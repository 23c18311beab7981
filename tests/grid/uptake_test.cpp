#include "sim/grid/exchange/uptake.hpp"

#include <catch2/catch.hpp>
#include <numbers>
#include <numeric>
#include <optional>

#include "sim/grid/diffusion/backward_euler.hpp"
#include "tests/grid/random_cells.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("a voxel takes up at the clearance that cells have there over its volume") {
  RandomCells t({4, 1, 1}, 0, 1);
  t.x = {5, 15, 15, 25}, t.y = t.z = {4, 4, 4, 4}, t.diameter = {10, 10, 10, 10};
  const std::vector<double> clearance{4800, 0, 9600, 0};
  ExchangeZones cells = t.zones();
  const Uptake uptake(cells, clearance, 1.0);
  const std::vector<double> expected{(4000 + 1600) / 800., (800 + 6400) / 800., 1600 / 800., 0};
  REQUIRE(uptake.rates().size() == 4);
  for (int v = 0; v < 4; ++v) CHECK(uptake.rates()[v] == Approx(expected[v]).epsilon(1e-13));
}

TEST_CASE("what voxels take is shared out whole, in one go or in several") {
  const RandomCells t({6, 6, 6}, 1000, 8);
  ExchangeZones cells = t.zones();
  const Uptake uptake(cells, t.clearance, 1e3);
  std::vector<double> taken(cells.voxels().size());
  double all = 0;
  for (std::size_t i = 0; i < taken.size(); ++i)
    all += taken[i] = uptake.rates()[i] > 0 ? 1.0 + static_cast<double>(i) : 0;
  std::vector<double> whole(1000), parts(1000);
  const std::vector<double> per = uptake.per_clearance(taken);
  uptake.share_out(per, 0, whole);
  uptake.share_out(per, 0, std::span(parts).first(300));
  uptake.share_out(per, 300, std::span(parts).subspan(300));
  CHECK(whole == parts);
  CHECK(std::accumulate(whole.begin(), whole.end(), 0.0) == Approx(all).epsilon(1e-12));
  for (std::size_t i = 0; i < 1000; ++i) CHECK((t.clearance[i] > 0) == (whole[i] > 0));
}

TEST_CASE("clearance that vanishes in round-off is none") {
  RandomCells t({1, 1, 1}, 0, 1);
  t.x = t.y = t.z = {4}, t.diameter = {5};
  const std::vector<double> clearance{1e-310};
  ExchangeZones cells = t.zones();
  const Uptake uptake(cells, clearance, 1.0);
  CHECK(uptake.rates()[0] == 0);
  double got = -1;
  uptake.share_out(uptake.per_clearance(std::vector<double>{0.0}), 0, {&got, 1});
  CHECK(got == 0);
}

namespace {
// A cell in the middle of a cube of 40 voxels of 1 um whose ends are held at 1 / um^3, D = 1 um^2/min.
class InACube {
 public:
  InACube(double diameter, const Vec3& from_centre)
      : x_{20 + from_centre.x}, y_{20 + from_centre.y}, z_{20 + from_centre.z}, diameter_{diameter} {
    grid_.voxels = {40, 40, 40};
    for (auto& ends : grid_.boundary) ends = {Boundary::fixed, Boundary::fixed};
    zones_.emplace(grid_, ExchangeZones::Cells{x_, y_, z_, diameter_});
  }

  // What it takes up in a minute, in the steady state.
  double takes(double clearance) {
    const std::vector<double> k{clearance};
    const Uptake uptake(*zones_, k, 1.0);
    return steady(uptake.rates(), {}, 1).taken;
  }
  // How much a release of 1/min raises the density that it is in, 1/um^3, with nothing at the ends.
  double resistance() const {
    const std::vector<double> one{1}, none(zones_->voxels().size());
    const Steady state = steady(none, zones_->spread(one), 0);
    std::vector<double> there;
    for (const std::uint32_t v : zones_->voxels()) there.push_back(state.counts[v]);
    return zones_->mean(0, there);
  }
  double without_ends() const { return zones_->of(0).resistance(); }

 private:
  struct Steady {
    std::vector<double> counts;
    double taken = 0;
  };
  Steady steady(std::span<const double> rates, const std::vector<double>& emission, double held) const {
    constexpr double step = 1e6;
    const BackwardEuler solver(coarser_and_coarser(grid_, 1.0, step), {zones_->voxels(), rates}, 0, step);
    Steady state{std::vector<double>(grid_.size(), held)};
    Multigrid::Room room;
    Beyond outside;
    for (auto& ends : outside) ends = {held, held};
    for (int n = 0; n < 4; ++n)
      state.taken = solver.advance({state.counts, emission, {}, outside}, room).taken / step;
    return state;
  }

  Geometry grid_;
  std::vector<double> x_, y_, z_, diameter_;
  std::optional<ExchangeZones> zones_;
};
}  // namespace

// k kD / (k + kD), kD = 4 pi D R, but for what the ends of the cube do: they lower the resistance to the cell
// by as much as that of a source in its place.
TEST_CASE("a cell takes up as a sphere does wherever it is in voxels of a fifth to twice its diameter") {
  for (const double diameter : {5.0, 3.1, 2.0, 1.4, 1.0, 0.5})
    for (const Vec3 place : {Vec3{}, Vec3{0.5, 0.5, 0.5}, Vec3{0.5, 0.1, 0.3}, Vec3{0.25, 0.2, 0.45}}) {
      InACube cell(diameter, place);
      const double by_ends = cell.without_ends() - cell.resistance();
      const double brings = 2 * std::numbers::pi * diameter;
      for (const double part : {0.01, 0.1, 1.0, 10.0}) {
        const double expected = 1 / (1 / (part * brings) + 1 / brings - by_ends);
        CAPTURE(diameter, place.x, place.y, place.z, part, by_ends * brings);
        CHECK(cell.takes(part * brings) == Approx(expected).epsilon(part > 1 ? 0.14 : 0.03));
      }
    }
}

// K u with K = n k, n one a voxel: packed cells share a density and don't shade one another.
TEST_CASE("packed cells take up what each clears") {
  constexpr int edge = 8;
  RandomCells t({edge, edge, edge}, 0, 1);
  t.grid.spacing = {10, 10, 10};
  for (auto& ends : t.grid.boundary) ends = {Boundary::periodic, Boundary::periodic};
  for (int n = 0; n < edge * edge * edge; ++n)
    t.x.push_back(10 * (n % edge) + 3), t.y.push_back(10 * (n / edge % edge) + 4),
        t.z.push_back(10 * (n / edge / edge) + 9.5), t.diameter.push_back(10);
  const double brings = 2 * std::numbers::pi * 10;
  for (const double part : {0.01, 0.1, 1.0}) {
    const std::vector<double> clearance(t.x.size(), part * brings);
    ExchangeZones cells = t.zones();
    const Uptake uptake(cells, clearance, 1.0);
    for (const double rate : uptake.rates()) CHECK(rate == Approx(part * brings / 1000).epsilon(0.01));
  }
}
