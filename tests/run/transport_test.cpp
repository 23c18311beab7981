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
    rates_ = {{{5, 0}}, {{0, 100}}};
  }
  void move(double x) { world_.cells.x[1] = x; }
  void step(Transport& transport) { transport.step(model_, world_, happened_, rates_, false); }
  const VoxelValues& counts() const { return world_.donor_fields[0].counts; }

 private:
  Model model_;
  World world_;
  Happenings happened_;
  Rates rates_;
};
}  // namespace

TEST_CASE("what is known of the cells is found anew when one has left its voxel") {
  for (const double x : {45.0, 49.9, 50.1, 75.0}) {
    TwoCells known, anew;
    Transport transport;
    known.step(transport), known.move(x);
    transport.cells_moved();
    for (int step = 0; step < 3; ++step) known.step(transport);

    Transport first;
    anew.step(first), anew.move(x);
    for (int step = 0; step < 3; ++step) {
      Transport fresh;
      anew.step(fresh);
    }
    CHECK(known.counts() == anew.counts());
  }
}
