#include "sim/network/raster.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

namespace exomet {
namespace {

// A raster pixel by pixel, x fastest.
struct Picture {
  int width = 0, height = 0;
  double pixel_area = 1;
  std::vector<std::uint8_t> covered;
};

Raster raster_of(const Picture& picture, bool periodic_x = false, bool periodic_y = false) {
  Raster raster{picture.width, picture.height, picture.pixel_area, periodic_x, periodic_y, {}};
  for (int y = 0; y < picture.height; ++y)
    for (int x = 0; x < picture.width; ++x)
      if (picture.covered[x + std::size_t(picture.width) * y]) raster.covered.push_back({y, x, x + 1});
  raster.covered = joined(std::move(raster.covered));
  return raster;
}

// The oracle: fill each hole from its lowest pixel, pixel by pixel.
std::vector<double> filled_areas(Picture picture, bool periodic_x, bool periodic_y) {
  std::vector<double> areas;
  const int width = picture.width, height = picture.height;
  for (int start = 0; start < width * height; ++start) {
    if (picture.covered[start]) continue;
    areas.push_back(0);
    std::vector<std::pair<int, int>> stack{{start % width, start / width}};
    while (!stack.empty()) {
      auto [x, y] = stack.back();
      stack.pop_back();
      if (periodic_x) x = (x + width) % width;
      if (periodic_y) y = (y + height) % height;
      if (x < 0 || y < 0 || x >= width || y >= height || picture.covered[x + width * y]) continue;
      picture.covered[x + width * y] = 1;
      areas.back() += picture.pixel_area;
      for (const auto& [dx, dy] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
        stack.push_back({x + dx, y + dy});
    }
  }
  return areas;
}

// Rows of '#' (covered) and '.' (bare); the first row has y = 0.
Raster drawn(const std::vector<std::string>& rows, double pixel_area = 1) {
  Picture picture{static_cast<int>(rows.front().size()), static_cast<int>(rows.size()), pixel_area, {}};
  for (const std::string& row : rows)
    for (const char c : row) picture.covered.push_back(c == '#');
  return raster_of(picture);
}

Picture random_picture(int width, int height, double covered, unsigned seed) {
  std::mt19937 random(seed);
  std::bernoulli_distribution coin(covered);
  Picture picture{width, height, 2.5, std::vector<std::uint8_t>(std::size_t(width) * height)};
  for (auto& pixel : picture.covered) pixel = coin(random);
  return picture;
}

TEST_CASE("Holes are bare pixels that share a side in the order of their lowest pixel") {
  const Raster raster = drawn({"#.###",  //
                               "#..##",  //
                               "###.#",  //
                               ".####"},
                              100);
  CHECK(hole_areas(raster) == std::vector<double>{300, 100, 100});
}

TEST_CASE("Holes go on across periodic ends only") {
  Raster raster = drawn({".##.",  //
                         "####",  //
                         ".###"});
  CHECK(hole_areas(raster) == std::vector<double>{1, 1, 1});
  raster.periodic_x = true;
  CHECK(hole_areas(raster) == std::vector<double>{2, 1});
  raster.periodic_y = true;
  CHECK(hole_areas(raster) == std::vector<double>{3});
}

TEST_CASE("A whole sheet has no hole and no sheet at all is one hole") {
  CHECK(hole_areas(drawn({"###", "###"})).empty());
  CHECK(hole_areas(drawn({"...", "..."}, 4)) == std::vector<double>{24});
  CHECK(hole_areas(Raster{}).empty());
}

TEST_CASE("Holes of a sheet one pixel wide are right with periodic ends") {
  Raster raster = drawn({".", "#", ".", "."});
  raster.periodic_x = true;
  CHECK(hole_areas(raster) == std::vector<double>{1, 2});
  raster.periodic_y = true;
  CHECK(hole_areas(raster) == std::vector<double>{3});
}

TEST_CASE("Holes of random sheets are those of filling them pixel by pixel") {
  for (const double covered : {0.02, 0.1, 0.4, 0.6, 0.9})
    for (const int ends : {0, 1, 2, 3}) {
      const Picture picture = random_picture(37, 23, covered, static_cast<unsigned>(ends + 100 * covered));
      CHECK(hole_areas(raster_of(picture, ends & 1, ends & 2)) == filled_areas(picture, ends & 1, ends & 2));
    }
}

TEST_CASE("Bare rows between covered ones are one hole or several") {
  const std::vector<std::string> rows{"...", "...", "###", "...", "...", "...", "#.#", "...", "###", "..."};
  Raster raster = drawn(rows);
  CHECK(hole_areas(raster) == std::vector<double>{6, 13, 3});
  raster.periodic_y = true;
  CHECK(hole_areas(raster) == std::vector<double>{9, 13});
}

TEST_CASE("Stretches that overlap or touch are joined and nothing else is") {
  CHECK(joined({{1, 5, 8}, {0, 3, 4}, {1, 0, 2}, {1, 2, 4}, {1, 6, 7}, {0, 0, 3}}) ==
        std::vector<Stretch>{{0, 0, 4}, {1, 0, 4}, {1, 5, 8}});
}

TEST_CASE("A raster of a billion billion pixels takes as little as what is covered of it") {
  const Raster raster{1'000'000'000, 1'000'000'000, 1, true, true, {{500'000'000, 10, 20}}};
  CHECK(raster.covered_pixels() == 10);
  CHECK(hole_areas(raster) == std::vector<double>{1e18 - 10});
}

}  // namespace
}  // namespace exomet
