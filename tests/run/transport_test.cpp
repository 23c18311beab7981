// Into how many substeps a transport step is cut.
#include "sim/run/transport.hpp"

#include <catch2/catch.hpp>
#include <cmath>

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
}  // namespace

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
