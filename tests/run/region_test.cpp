#include "sim/run/region.hpp"

#include <catch2/catch.hpp>

#include "tests/config/reading.hpp"

using namespace exomet;

namespace {
template <class T, class Read>
std::pair<T, Lines> read_as(const std::string& yaml, const Read& read_it) {
  Problems problems;
  Reader reader(problems, {});
  T result;
  const Node node = read(yaml);
  read_it(node, result, reader);
  return {result, lines(problems)};
}
std::pair<Region, Lines> region(const std::string& yaml) { return read_as<Region>(yaml, read_region); }
std::pair<Plane, Lines> plane(const std::string& yaml) { return read_as<Plane>(yaml, read_plane); }
}  // namespace

TEST_CASE("a region limits the axes that it names and no others") {
  const auto [found, problems] = region("z: [60 um, 0.11 mm]\nx: [5 um, 5 um]\n");
  CHECK(problems.empty());
  CHECK(found.contains({5, 1e6, 60}));
  CHECK(found.contains({5, 0, 110}));
  CHECK_FALSE(found.contains({5, 0, 111}));
  CHECK_FALSE(found.contains({5.1, 0, 100}));
  Geometry grid;
  grid.voxels = {10, 10, 10}, grid.spacing = {8, 9, 10};
  CHECK(norm(found.low() - Vec3{5, 0, 60}) == 0);
  CHECK(norm(found.high(grid) - Vec3{5, 90, 100}) == 0);  // cut off at the box
}

TEST_CASE("mistakes of regions are found") {
  CHECK(region("z: [60 um]\n").second.at(0).find("expected two ends") != std::string::npos);
  CHECK(region("z: 60 um\n").second.at(0).find("expected two ends") != std::string::npos);
  CHECK(region("w: [1 um, 2 um]\n").second.at(0).find("unknown axis 'w'") != std::string::npos);
  CHECK(region("z: [3 um, 2 um]\n").second.at(0).find("the first end must be the lower one") !=
        std::string::npos);
  CHECK(region("[1, 2]\n").second.at(0).find("expected a box") != std::string::npos);
  CHECK(region("z: [-3 um, 2 um]\n").second.size() == 1);
}

TEST_CASE("a plane is one coordinate") {
  const auto [found, problems] = plane("y: 52 um\n");
  CHECK(problems.empty());
  CHECK(found.axis == 1);
  CHECK(found.at == 52);
  CHECK(plane("{z: 1 um, y: 2 um}\n").second.at(0).find("exactly one coordinate") != std::string::npos);
  CHECK(plane("w: 2 um\n").second.size() >= 1);
  CHECK(plane("3 um\n").second.at(0).find("expected one coordinate") != std::string::npos);
}
