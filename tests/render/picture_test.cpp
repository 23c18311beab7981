// Pictures are made smaller by means, the upper row first.
#include "viz/render/picture.hpp"

#include <catch2/catch.hpp>

#include "viz/render/legend.hpp"

namespace exomet::test {

TEST_CASE("each pixel is the mean of those that it replaces") {
  // 4 x 2 pixels, rows from below: 0 to 3, then 100 to 103 (in red; green and blue 7).
  std::vector<unsigned char> rgb;
  for (const unsigned char row : {0, 100})
    for (unsigned char x = 0; x < 4; ++x) rgb.insert(rgb.end(), {static_cast<unsigned char>(row + x), 7, 7});
  const Picture half = shrunk(rgb.data(), 4, 2, 2, true);
  CHECK(half.width == 2);
  CHECK(half.height == 1);
  CHECK(half.rgb == std::vector<unsigned char>{51, 7, 7, 53, 7, 7});  // 50.5 and 52.5, rounded
  const Picture turned = shrunk(rgb.data(), 4, 2, 1, true);
  CHECK(turned.rgb[0] == 100);
  CHECK(turned.rgb[12] == 0);
  CHECK(shrunk(rgb.data(), 4, 2, 1, false).rgb == rgb);
}

TEST_CASE("a picture is written as PNG") {
  const std::string png = png_of({2, 1, {1, 2, 3, 4, 5, 6}});
  CHECK(png.substr(1, 3) == "PNG");
  CHECK(png.size() > 60);
}

TEST_CASE("names and counts are written as people do") {
  CHECK(spoken_name("tumour_ev") == "tumour EV");
  CHECK(spoken_name("educated_macrophage") == "educated macrophage");
  CHECK(spoken_name("miR_5112") == "miR-5112");
  CHECK(spoken_name("level") == "level");
  CHECK(grouped(7) == "7");
  CHECK(grouped(123) == "123");
  CHECK(grouped(1234567) == "1,234,567");
}

}  // namespace exomet::test
