// Bone that is resorbed and formed: what is there is what was placed, and formed, less what was resorbed; and
// the pit of one osteoclast. A cell of 40 um lies on pi (20 um)^2 = 1257 um^2; at 390 um^3/h (Kanehisa &
// Heersche 1988) the floor of its pit sinks by 7.4 um a day.
#include <catch2/catch.hpp>
#include <numbers>
#include <numeric>

#include "sim/grid/ball.hpp"
#include "sim/grid/tissue.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
double sum(const VoxelValues& values) { return std::accumulate(values.begin(), values.end(), 0.0); }

// Two types that resorb, of which one also digs as tumour cells do, and one that forms.
const std::string remodelled =
    slab +
    "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um}}, friction: 10 nN min/um,\n"
    "            attached_friction: 20 nN min/um}\n"
    "substances: {source: assumed, factor: {diffusion: 10 um^2/s, half_life: 2 h}}\n"
    "tissues: {source: assumed, bone: {resists: 20 nN, holds: {factor: 0.03 /um^3}}}\n"
    "cells:\n  source: assumed\n"
    "  resorber: {diameter: 24 um, clings_to: {bone: 5 nN}, crawls: {speed: 0.2 um/min, persistence: 1 h},\n"
    "      resorbs: {bone: {rate: 900 um^3/h, seals: 1 /h, bout: 5 h}}, dies: {rate: 0.1 /d}}\n"
    "  digger: {diameter: 14 um, clings_to: {bone: 5 nN}, adheres: {attaches_to: {bone: 10 min}},\n"
    "      invades: {bone: {degrades: 200 um^3/h, force: 5 nN}}}\n"
    "  builder: {diameter: 12 um, clings_to: {bone: 5 nN}, crawls: {speed: 0.1 um/min, persistence: 1 h},\n"
    "      forms: {bone: 300 um^3/h}, takes_up: {factor: 1e4 um^3/h}}\n"
    "start:\n  - layer: {source: assumed, of: bone, within: {z: [0 um, 63 um]}, share: 80 %}\n"
    "  - scatter: {source: assumed, of: resorber, count: 12, within: {z: [72 um, 75 um]}}\n"
    "  - scatter: {source: assumed, of: digger, count: 10, within: {z: [68 um, 71 um]}}\n"
    "  - scatter: {source: assumed, of: builder, count: 40, within: {z: [67 um, 70 um]}}\n";

std::string osteoclast(const std::string& voxel) {
  return "model: small\n"
         "domain: {source: assumed, size: [200 um, 200 um, 200 um], voxel: " +
         voxel +
         "}\n"
         "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um}}, friction: 10 nN "
         "min/um,\n"
         "            attached_friction: 20 nN min/um}\n"
         "tissues: {source: assumed, mineral: {resists: 50 nN}}\n"
         "cells:\n  source: assumed\n"
         "  osteoclast: {diameter: 40 um, clings_to: {mineral: 5 nN},\n"
         "      resorbs: {mineral: {rate: 390 um^3/h, seals: 1000 /min, bout: 10000 d}}}\n"
         "start:\n  - layer: {source: assumed, of: mineral, within: {z: [0 um, 100 um]}}\n" +
         cell_at("osteoclast", 103, 96, 119);
}

struct Pit {
  double volume = 0, depth = 0, width = 0;  // um^3, um at the middle of the cell, um of its opening
};

Pit pit(const World& world, const Geometry& grid) {
  const VoxelValues& density = world.tissues[0].density;
  Pit found;
  double deep = 0;  // columns that are half as deep as the middle
  const auto depth = [&](int x, int y) {
    double missing = 100;
    for (int z = 0; z < grid.voxels[2]; ++z) missing -= density[grid.index(x, y, z)] * grid.spacing.z;
    return missing;
  };
  const std::array<int, 3> middle = coordinates(grid, grid.voxel_at(world.cells.position(0)));
  found.depth = depth(middle[0], middle[1]);
  const double column = grid.spacing.x * grid.spacing.y;
  for (int y = 0; y < grid.voxels[1]; ++y)
    for (int x = 0; x < grid.voxels[0]; ++x) {
      found.volume += depth(x, y) * column;
      deep += std::min(1.0, depth(x, y) / found.depth) * column;
    }
  found.width = std::sqrt(4 * deep / std::numbers::pi);
  return found;
}

// Height of the surface, where the share is one half, at the middle of the cell, um.
double surface_below(const World& world, const Geometry& grid) {
  Vec3 at = world.cells.position(0);
  for (at.z = 150; at.z > 0; at.z -= 0.01)
    if (share_at(grid, world.tissues[0].density, at) >= 0.5) break;
  return at.z;
}
}  // namespace

TEST_CASE("bone is what was placed and formed less what was resorbed at every record") {
  ModelRun run(remodelled);
  double worst = 0;
  for (double hours = 0; hours <= 72; hours += 3) {
    run.until(60 * hours);
    const Tissue& bone = run.world().tissues[0];
    const double there = sum(bone.density) * run.plan.model().geometry.voxel_volume();
    worst = std::max(worst, std::abs(there - (bone.placed + bone.formed - bone.removed)) / bone.placed);
    for (double share : bone.density) CHECK((share >= 0 && share <= 1));
  }
  CHECK(worst < 1e-12);
  const Tissue& bone = run.world().tissues[0];
  CHECK(bone.placed == Approx(0.8 * 200 * 200 * 63));
  CHECK(bone.removed > 0.02 * bone.placed);
  CHECK(bone.formed > 0.02 * bone.placed);
}

TEST_CASE("what the resorbed bone held is accounted for") {
  ModelRun run(remodelled);
  run.until(72 * 60);
  double freed = 0, taken_up = 0;
  for (std::size_t l = 0; l < run.world().donor_fields.size(); ++l) {
    const Balance& b = run.world().balances[l];
    freed += b.emitted, taken_up += b.taken_up;
    CHECK(b.emitted > 0);  // of resorbers and of diggers
    CHECK(sum(run.world().donor_fields[l].counts) + b.taken_up + b.decayed + b.left == Approx(b.emitted));
  }
  CHECK(run.world().donor_fields.size() == 2);
  CHECK(freed == Approx(0.03 * run.world().tissues[0].removed).epsilon(1e-12));
  CHECK(taken_up > 0);
}

TEST_CASE("an osteoclast's pit has the volume and width and depth of its footprint and rate") {
  for (const auto& [voxel, size] : {std::pair{"10 um", 10.0}, {"20 um", 20.0}}) {
    ModelRun run(osteoclast(voxel));
    const Geometry& grid = run.plan.model().geometry;
    const double start = surface_below(run.world(), grid);
    run.until(12 * 60);
    const double lies_at = run.cells().z[0];
    for (double hours : {24.0, 48.0, 96.0}) {
      run.until(60 * hours);
      const Pit found = pit(run.world(), grid);
      const double volume = 390 * hours, depth = volume / (std::numbers::pi * 20 * 20);
      INFO("voxel " << voxel << ", " << hours << " h: depth " << found.depth << " of " << depth << ", width "
                    << found.width << ", surface sunk by " << start - surface_below(run.world(), grid));
      CHECK(found.volume == Approx(volume).epsilon(1e-4));  // it is sealed a moment after 0
      CHECK(run.world().tissues[0].removed == Approx(volume).epsilon(1e-4));
      CHECK(found.depth == Approx(depth).epsilon(0.15));
      CHECK(std::abs(found.width - 40) < 0.5 * size);
      CHECK(std::abs(start - surface_below(run.world(), grid) - depth) < 0.5 * size);
    }
    // It follows the floor of its pit: 390 um^3/h for 84 h are 26 um.
    CHECK(std::abs(lies_at - run.cells().z[0] - 390 * 84 / (std::numbers::pi * 400)) < size);
    CHECK(run.cells().attachment[0] == Attachment::sealed);
  }
}
