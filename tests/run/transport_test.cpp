// Into how many parts a transport step is cut.
#include "sim/run/transport.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

namespace {
Model steps_of(double minutes, long refine) {  // voxels of 10 um
  Model model;
  model.geometry.spacing = {10, 20, 10};
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

TEST_CASE("transport goes in parts in which a typical voxel is cleared four times at most") {
  const Species quick = diffusing(1e6);
  CHECK(transport_parts(steps_of(2, 1), quick, 0) == 1);
  CHECK(transport_parts(steps_of(2, 1), quick, 2) == 1);
  CHECK(transport_parts(steps_of(2, 1), quick, 2.1) == 2);
  CHECK(transport_parts(steps_of(2, 1), quick, 10) == 5);
}

TEST_CASE("where diffusion brings less than is cleared it says how many parts there are") {
  CHECK(transport_parts(steps_of(2, 1), diffusing(200), 1e9) == 2);  // D / spacing^2 is 2 /min
  CHECK(transport_parts(steps_of(2, 1), diffusing(0), 1e9) == 1);
}

TEST_CASE("refined steps have parts in proportion") {
  const Species quick = diffusing(1e6);
  for (const long refine : {1, 2, 7})  // so many parts of a part of the step
    CHECK(transport_parts(steps_of(20, refine), quick, 10) == 50);
}

TEST_CASE("no step is cut into more parts than a run could do") {
  CHECK(transport_parts(steps_of(1e6, 1), diffusing(1e12), 1e12) == 10000);
}
