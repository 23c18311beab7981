// Pictures of ParaView and of exomet-render have the same colours.
#include "viz/render/palette.hpp"

#include <catch2/catch.hpp>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"

namespace exomet::test {
namespace {

const std::string viz = EXOMET_SOURCE_DIR "/viz";

nlohmann::json said_by_python(const std::string& script) {
  const Folder folder;
  save(folder.path() / "ask.py",
       "import json, sys\nsys.path.insert(0, '" + viz + "/paraview')\nimport palette\n" + script);
  const std::string command = "PYTHONDONTWRITEBYTECODE=1 /usr/bin/python3 '" +
                              (folder.path() / "ask.py").string() + "' >'" +
                              (folder.path() / "said").string() + "'";
  REQUIRE(std::system(command.c_str()) == 0);
  return nlohmann::json::parse(bytes_of(folder.path() / "said"));
}

}  // namespace

TEST_CASE("cells have the colours that ParaView's scene gives them") {
  const Palette palette(viz + "/palette.json");
  const std::vector<std::vector<std::string>> models{
      {"mesothelial", "tumour", "macrophage", "educated_macrophage"},
      {"osteoclast", "tumour", "resistant_tumour", "lining_cell", "osteoblast", "b_cell", "t_cell"},
      {"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "breast_cancer", "canopy_cell", "mesothelial"},
      {}};
  for (const auto& names : models) {
    const auto expected =
        said_by_python("print(json.dumps(palette.cell_colours(" + nlohmann::json(names).dump() + ")))");
    const std::vector<Colour> colours = palette.cell_colours(names);
    REQUIRE(colours.size() == expected.size());
    for (std::size_t i = 0; i < colours.size(); ++i)
      for (std::size_t c = 0; c < 3; ++c)
        CHECK(colours[i][c] == Approx(expected[i][c].get<double>()).margin(1e-12));
  }
}

TEST_CASE("tissues and marks have the colours that ParaView's scene gives them") {
  const Palette palette(viz + "/palette.json");
  const auto expected = said_by_python(
      "print(json.dumps([palette.tissue_look(*t) for t in (('mineral', 0), ('matrix', 0), ('fat', 0), "
      "('skin', 4))]"
      " + [palette.INK, palette.BACKGROUND, [palette.DYING_SCALE, palette.DYING_LIGHT]]))");
  const std::vector<TissueLook> looks{palette.tissue_look("mineral", 0), palette.tissue_look("matrix", 0),
                                      palette.tissue_look("fat", 0), palette.tissue_look("skin", 4)};
  for (std::size_t i = 0; i < looks.size(); ++i) {
    CHECK(looks[i].opacity == expected[i][1]);
    for (std::size_t c = 0; c < 3; ++c) CHECK(looks[i].colour[c] == expected[i][0][c]);
  }
  CHECK(palette.ink[0] == expected[4][0]);
  CHECK(palette.background[2] == expected[5][2]);
  CHECK(palette.dying_size == expected[6][0]);
  CHECK(palette.dying_light == expected[6][1]);
}

TEST_CASE("a palette that can't be read says so") {
  CHECK_THROWS_AS(Palette("nowhere.json"), RunError);
  const Folder folder;
  save(folder.path() / "palette.json", "{\"tumour\": {}}");
  CHECK_THROWS_WITH(Palette(folder.path() / "palette.json"), Catch::Contains("can't read the colours"));
}

}  // namespace exomet::test
