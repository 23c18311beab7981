// ParaView opens a real run and shows it, by the way of tests/export/check_scene.py.
#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkPointData.h>

#include <nlohmann/json.hpp>

#include "tests/e2e/program.hpp"
#include "tests/export/readers.hpp"

namespace exomet::test {
namespace {

using nlohmann::json;

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

bool paraview_is_there() {
  const bool programs = std::system("command -v pvbatch >/dev/null && command -v xvfb-run >/dev/null") == 0;
  const std::string given = variable("EXOMET_PARAVIEW_PYTHON");
  const std::filesystem::path module = given.empty() ? "/usr/lib/python3/dist-packages" : given;
  return programs && std::filesystem::exists(module / "paraview");
}

// The range of every array, as VTK's own readers see it.
json ranges(vtkDataSetAttributes* arrays, vtkIdType count) {
  json held{{"count", count}, {"ranges", json::object()}};
  for (int i = 0; i < arrays->GetNumberOfArrays(); ++i) {
    const double* range = arrays->GetArray(i)->GetRange();
    held["ranges"][arrays->GetArrayName(i)] = {range[0], range[1]};
  }
  return held;
}

json collection(const std::filesystem::path& run) {
  const auto cells = read_pvd(run / "cells.pvd"), fields = read_pvd(run / "fields.pvd");
  json snapshots = json::array();
  for (std::size_t n = 0; n < cells.size(); ++n) {
    const auto points = read_cells(run / cells[n].file);
    const auto image = read_fields(run / fields[n].file);
    snapshots.push_back({{"day", std::stod(cells[n].timestep)},
                         {"cells", ranges(points->GetPointData(), points->GetNumberOfPoints())},
                         {"voxels", ranges(image->GetCellData(), image->GetNumberOfCells())}});
  }
  return {{"run", run}, {"snapshots", snapshots}};
}

}  // namespace

TEST_CASE("ParaView opens both collections of a run and its scene shows the cells") {
  if (!paraview_is_there()) {
    if (!variable("CI").empty())
      FAIL("no ParaView (pvbatch, xvfb-run and its Python); install them, see README.md");
    WARN("skipped: no ParaView (pvbatch, xvfb-run and its Python), so nothing of it was tested");
    return;
  }
  Workplace place("duration: 2 h\noutput: {every: 1 h, measures: 1 h}\n");
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const json types{"sheet_cell", "tumour"};
  json plan{{"collections", {collection(place / "r")}}, {"whiter", json::array()}};
  plan["scenes"] = {{{"name", "scene"},
                     {"run", place / "r"},
                     {"picture", place / "scene.png"},
                     {"types", types},
                     {"shown", types},
                     {"options", json::array()}}};
  plan["stepping"] = {{"run", place / "r"}, {"types", types}};
  for (const double day : {0.0, 1 / 24.0})
    plan["stepping"]["steps"].push_back(
        {{"day", day}, {"picture", place / ("step" + std::to_string(day) + ".png")}, {"shown", types}});
  save(place / "plan.json", plan.dump());
  const std::string python = variable("EXOMET_PARAVIEW_PYTHON");
  const Said said =
      place.bash("export PYTHONDONTWRITEBYTECODE=1 EXOMET_RUN= EXOMET_SCENE= " +
                 (python.empty() ? "" : "PYTHONPATH='" + python + "' ") +
                 "EXOMET_SOURCE_DIR='" EXOMET_SOURCE_DIR
                 "'\nexec xvfb-run -a -n $((100 + $$ % 10000)) -s '-screen 0 1280x1024x24 -nolisten tcp "
                 "-noreset' pvbatch '" EXOMET_SOURCE_DIR "/tests/export/check_scene.py' plan.json");
  INFO(said.out << said.err);
  CHECK(said.code == 0);
  CHECK(said.out.find("all checked") != std::string::npos);
}

}  // namespace exomet::test
