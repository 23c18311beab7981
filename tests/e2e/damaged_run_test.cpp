// `exomet render` and `exomet movie` of runs whose files were cut short or changed: one line says which.
#include <algorithm>

#include "tests/e2e/drawing.hpp"

namespace exomet::test {

using Catch::Contains;

TEST_CASE("a list of records that was cut short is refused") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  for (const std::string list : {"r/cells.pvd", "r/fields.pvd"}) {
    const std::string whole = bytes_of(place / list);
    // In the last record, after it, and before the end of the whole.
    for (const std::size_t length :
         {whole.rfind("file="), whole.rfind("  </Collection>"), whole.rfind("</VTKFile>")}) {
      save(place / list, whole.substr(0, length));
      for (const char* verb : {"render", "movie"}) {
        const Said said = place.exomet(verb + std::string(" r"));
        INFO(list << " of " << length << " bytes: " << said.out << said.err);
        CHECK(said.code == 2);
        CHECK_THAT(said.err, Contains(list + " is damaged: line ") && Contains(", column "));
        CHECK(std::count(said.err.begin(), said.err.end(), '\n') == 1);
      }
    }
    save(place / list, std::string(whole).replace(whole.rfind("timestep"), 8, "timestop"));
    CHECK_THAT(place.exomet("render r").err, Contains(list + " is damaged: DataSet 3 of 3 has no timestep"));
    save(place / list, whole);
  }
  CHECK(!place.has("r/pictures"));
  CHECK(!place.has("r/movie.mp4"));
}

TEST_CASE("a damaged record is named") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  save(place / "r/cells/cells_0002.vtp", bytes_of(place / "r/cells/cells_0002.vtp").substr(0, 900));
  const Said said = place.exomet("render r --out p.png");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("cells_0002.vtp (it is damaged or gone)"));
  CHECK(!place.has("p.png"));
  CHECK(!place.has("p.png.part"));
  CHECK(place.exomet("render r --at 6h --size 300x200 --out p.png").code == 0);
}

TEST_CASE("whatever a damaged file holds one line names it") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  for (const std::string file : {"r/cells/cells_0002.vtp", "r/fields/fields_0002.vti"}) {
    const std::string whole = bytes_of(place / file);
    const auto content = whole.find("<Piece"), array = whole.rfind("</DataArray>");
    for (const std::string& damaged :
         {std::string(), std::string("no XML"), whole.substr(0, content / 2), whole.substr(0, content),
          whole.substr(0, array), std::string(whole).replace(array - 80, 60, std::string(60, '~'))}) {
      save(place / file, damaged);
      const Said said = place.exomet("render r --size 300x200 --out p.png");
      INFO(file << " of " << damaged.size() << " bytes: " << said.err);
      CHECK(said.code == 1);
      CHECK_THAT(said.err, Contains(file.substr(file.rfind('/')) + " (it is damaged or gone)"));
      CHECK(std::count(said.err.begin(), said.err.end(), '\n') == 1);
    }
    save(place / file, whole);
  }
}

TEST_CASE("a record with a wrong letter or number in its header is named") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const auto refused = [&](const std::string& file, const std::string& old, const std::string& changed) {
    const std::string whole = bytes_of(place / file);
    const auto at = whole.find(old);
    REQUIRE(at != std::string::npos);
    save(place / file, std::string(whole).replace(at, old.size(), changed));
    const Said said = place.exomet("render r --size 300x200 --out p.png");
    INFO(file << ": " << old << " -> " << changed << ": " << said.err);
    CHECK(said.code == 1);
    CHECK_THAT(said.err, Contains(file.substr(file.rfind('/')) + " (it is damaged or gone)"));
    CHECK(std::count(said.err.begin(), said.err.end(), '\n') == 1);
    save(place / file, whole);
  };
  const std::string cells = "r/cells/cells_0002.vtp", fields = "r/fields/fields_0002.vti";
  refused(cells, "type=\"String\"", "type=\"Strinh\"");
  refused(cells, "type=\"Float32\"", "type=\"Float33\"");
  refused(cells, "NumberOfPoints=\"", "NumberOfPoints=\"9");
  refused(cells, "NumberOfPoints=\"", "NumberOfPoints=\"-");
  refused(cells, "Name=\"type\"", "Name=\"type\" NumberOfComponents=\"3\"");
  refused(cells, "Name=\"type\" format=\"binary\"", "Name=\"type\" format=\"ascii\"");
  refused(fields, "type=\"Float64\" Name=\"tumour_ev\"", "type=\"Floqt64\" Name=\"tumour_ev\"");
  refused(fields, "WholeExtent=\"0 ", "WholeExtent=\"0 1");
  refused(fields, "Spacing=\"20", "Spacing=\"-20");
  refused(fields, "compressor=\"vtkZLib", "compressor=\"vtkLZ4");
}

TEST_CASE("a list of records that leads out of its folder or back in time is refused") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const std::string whole = bytes_of(place / "r/cells.pvd");
  for (const auto& [old, changed] : {std::pair{"file=\"cells/", "file=\"../r/cells/"},
                                     {"file=\"cells/", "file=\"/cells/"},
                                     {"timestep=\"0.25\"", "timestep=\"-1\""},
                                     {"timestep=\"0.25\"", "timestep=\"nan\""}}) {
    REQUIRE(whole.find(old) != std::string::npos);
    save(place / "r/cells.pvd",
         std::string(whole).replace(whole.find(old), std::string(old).size(), changed));
    const Said said = place.exomet("render r --out p.png");
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains("cells.pvd is damaged: DataSet "));
  }
}

}  // namespace exomet::test
