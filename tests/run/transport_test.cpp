// That transport goes by where cells are.
#include "sim/run/transport.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/run/placement.hpp"

using namespace exomet;

namespace {
Model steps_of(double minutes, long refine) {  // voxels of 10 um
  Model model;
  model.geometry.voxels = {8, 8, 1};
  model.geometry.spacing = {10, 20, 1};  // one voxel thick: nothing diffuses along z
  model.steps.transport = minutes / static_cast<double>(refine);
  model.steps.refine = refine;
  return model;
}

Species diffusing(double um2_per_min) {
  Species species;
  species.diffusivity = um2_per_min;
  return species;
}
// Two cells that release a substance and take it up, told to a Transport.
class TwoCells {
 public:
  TwoCells() : model_(steps_of(2, 1)) {
    model_.species = {diffusing(20)};
    model_.cells.resize(1);
    donor_field_of(world_, model_, 0, 0);
    for (const double x : {15.0, 45.0}) world_.cells.append(0, {x, 30, 0.5}, 8, 0, 0);
    rates_ = {{{5, 0}}, {{0, 100}}, {}};
  }
  void move(double x) { world_.cells.x[1] = x; }
  void step(Transport& transport, Transport::Deliver due = Transport::Deliver::all) {
    transport.step(model_, world_, happened_, rates_, {}, due);
  }
  double arrived() const {
    double sum = 0;
    for (const auto& [key, amount] : happened_.messages) sum += amount;
    return sum;
  }
  const VoxelValues& counts() const { return world_.donor_fields[0].counts; }

 private:
  Model model_;
  World world_;
  Happenings happened_;
  Rates rates_;
};
}  // namespace

TEST_CASE("what is known of the cells is found anew when one has moved by more than a tenth of a voxel") {
  for (const double x : {45.0, 45.9, 46.1, 75.0}) {
    TwoCells known, anew;
    Transport transport;
    known.step(transport), known.move(x);
    transport.cells_moved();
    for (int step = 0; step < 3; ++step) known.step(transport);

    Transport first;
    anew.step(first), anew.move(x < 46 ? 45 : x);
    for (int step = 0; step < 3; ++step) {
      Transport fresh;
      anew.step(fresh);
    }
    CHECK(known.counts() == anew.counts());
  }
}

TEST_CASE("what brings no cargo may wait until rules look and arrives whole") {
  TwoCells at_once, later;
  Transport one, other;
  for (int step = 0; step < 4; ++step) {
    at_once.step(one);
    later.step(other, step < 3 ? Transport::Deliver::cargo : Transport::Deliver::all);
    CHECK((later.arrived() == 0) == (step < 3));
  }
  CHECK(at_once.arrived() > 0);
  CHECK(later.arrived() == Approx(at_once.arrived()).epsilon(1e-12));
}
