#include "sim/run/estimate/estimate.hpp"

#include <catch2/catch.hpp>
#include <numbers>

#include "sim/base/free_space.hpp"
#include "sim/run/estimate/fields.hpp"
#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
Plan plan_of(const std::string& more, const std::string& experiment = "duration: 10 d\n",
             const std::vector<std::string>& changes = {}) {
  const Folder folder;
  return load(folder, periodic_box + loose + more, experiment, changes);
}
const std::string ten =
    "cells: {source: assumed, a: {diameter: 10 um}}\n"
    "start: [{scatter: {source: assumed, of: a, count: 10}}]\n";
const std::string releasing =
    "vesicles: {source: assumed, ev: {diameter: 100 nm, half_life: 6 h}}\n"
    "cells: {source: assumed, a: {diameter: 10 um, secretes: {ev: 60 /h}}, b: {like: a}}\n"
    "start: [{scatter: {source: assumed, of: a, count: 10}}]\n";
}  // namespace

TEST_CASE("an estimate knows cells and voxels and steps before anything is allocated") {
  const Estimate needs = estimate(plan_of(ten));
  CHECK(needs.cells == 10);
  CHECK(needs.last_cells == 10);
  CHECK(needs.voxels == 8000);
  CHECK(needs.steps == 14400);
  CHECK(needs.seconds > 0);
  require_memory(needs);
}

TEST_CASE("voxels take memory only where something is in them") {
  const std::vector<std::string> fine{"domain.voxel=1 um"};  // 8 million
  const std::string brief = "duration: 1 h\noutput: {every: 1 h, measures: 1 h}\n";
  CHECK(estimate(plan_of(ten, brief, fine)).memory < 24e6);
  const double with_evs = estimate(plan_of(releasing, brief, fine)).memory;
  CHECK(with_evs > 2 * 8 * 8e6);  // of both donors
  CHECK(with_evs < 20 * 2 * 8 * 8e6);
}

TEST_CASE("only what cells that are there release is computed and written") {
  const std::vector<Field> fields = fields_of(plan_of(releasing));
  REQUIRE(fields.size() == 2);
  CHECK(fields[0].content == Content::varied);
  CHECK(fields[1].content == Content::empty);
}

TEST_CASE("cells that divide or die are expected to become more or fewer") {
  const auto last = [](const std::string& behaviour) {
    return estimate(plan_of("cells: {source: assumed, a: {diameter: 10 um, " + behaviour +
                            "}}\nstart: [{scatter: {source: assumed, of: a, count: 10}}]\n"))
        .last_cells;
  };
  CHECK(last("divides: {rate: 0.2 /d}") == Approx(10 * std::exp(2)));
  // 2 / (1 + r 48 h)^2 = 1
  CHECK(last("divides: {rate: 0.5 /d, phases: {S: 48 h}}") ==
        Approx(10 * std::exp(10 * 0.5 * (std::numbers::sqrt2 - 1))));
  CHECK(last("dies: {rate: 0.1 /d}") == Approx(10 / std::exp(1)));
  CHECK(last("divides: {rate: 100 /d}") == Approx(200 * 200 * 200 * 0.74 / (std::numbers::pi / 6 * 1000)));
}

TEST_CASE("a sweep that keeps nothing writes nothing of its runs") {
  const Plan plan = plan_of(releasing);
  const Estimate all = estimate(plan), tables = estimate(plan, {true, false, false}),
                 none = estimate(plan, {false, false, false});
  CHECK(all.disk > 2 * tables.disk);
  CHECK(tables.disk > none.disk);
  CHECK(all.seconds > tables.seconds);
  CHECK(all.memory >= none.memory);
}

TEST_CASE("what doesn't fit is refused with what is needed and what is free") {
  const Folder folder;
  Estimate far = estimate(plan_of(ten));
  CHECK(warnings(far, folder.path()).empty());
  require_disk(far, folder.path() / "to" / "come");
  far.memory = 1e18;
  CHECK_THROWS_WITH(require_memory(far), Catch::Contains("needs about 1000000000 GB, and ") &&
                                             Catch::Contains("use a smaller domain"));
  far.disk = 1e18;
  CHECK_THROWS_WITH(require_disk(far, folder.path() / "to" / "come"),
                    Catch::Contains("not enough room on the disk of ") &&
                        Catch::Contains("needs about 1000000000 GB, and ") &&
                        Catch::Contains("record less often"));
  far.cells = 5e9;
  CHECK_THROWS_WITH(require_memory(far), Catch::Contains("more than 4 billion cells"));
}

TEST_CASE("what may not suffice is told") {
  Estimate near = estimate(plan_of(ten));
  near.memory = free_memory() / 2;
  const std::vector<std::string> told = warnings(near, ".");
  REQUIRE(told.size() == 1);
  CHECK(told[0].find("memory may not suffice: it needs about ") == 0);
}
