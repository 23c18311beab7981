// Into how many substeps a transport step is cut, and that it goes by where cells are.
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

TEST_CASE("transport goes in substeps in which a typical voxel is cleared four times at most") {
  const Species quick = diffusing(1e6);
  CHECK(transport_substeps(steps_of(2, 1), quick, 0) == 1);
  CHECK(transport_substeps(steps_of(2, 1), quick, 2) == 1);
  CHECK(transport_substeps(steps_of(2, 1), quick, 2.1) == 2);
  CHECK(transport_substeps(steps_of(2, 1), quick, 10) == 5);
}

TEST_CASE("where diffusion brings less than is cleared it says how many substeps there are") {
  CHECK(transport_substeps(steps_of(2, 1), diffusing(200), 1e9) == 2);  // D / spacing^2 is 2 /min
  CHECK(transport_substeps(steps_of(2, 1), diffusing(0), 1e9) == 1);
}

TEST_CASE("refined steps have substeps in proportion") {
  const Species quick = diffusing(1e6);
  for (const long refine : {1, 2, 7})  // of a step that is divided, too
    CHECK(transport_substeps(steps_of(20, refine), quick, 10) == 50);
}

TEST_CASE("no step is cut into more than ten thousand substeps") {
  CHECK(transport_substeps(steps_of(1e6, 1), diffusing(1e12), 1e12) == 10000);
}

TEST_CASE("what is no number is left to be noticed in the cell") {
  CHECK(transport_substeps(steps_of(2, 1), diffusing(1e6), std::nan("")) == 1);
}

TEST_CASE("a tissue in which a species diffuses faster counts") {
  Species species = diffusing(0);
  species.in_tissue = {{0, 200}};
  CHECK(transport_substeps(steps_of(2, 1), species, 1e9) == 2);
}
