// ParaView itself opens what was exported and shows it by viz/paraview/scene.py; see check_scene.py.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "sim/base/quantity.hpp"
#include "tests/export/folder.hpp"
#include "tests/export/peritoneum.hpp"
#include "tests/export/trabecula.hpp"
#include "viz/export/paraview.hpp"

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

// What ParaView should say of the finite values of a column.
template <class Column>
json range(const Column& column) {
  json range;
  for (const double value : column.values)
    if (!std::isnan(value))
      range = range.is_null()
                  ? json{value, value}
                  : json{std::min(range[0].get<double>(), value), std::max(range[1].get<double>(), value)};
  return range.is_null() ? json{0, 0} : range;
}

json expected(const Snapshot& s) {
  json cells{{"count", s.positions.size()}, {"ranges", json::object()}};
  json voxels{{"count", s.geometry.size()}, {"ranges", json::object()}};
  for (const CellColumn& column : s.cells) cells["ranges"][column.name] = range(column);
  for (const VoxelColumn& column : s.voxels) voxels["ranges"][column.name] = range(column);
  return {{"day", days(s.time)}, {"cells", cells}, {"voxels", voxels}};
}

json exported(const std::filesystem::path& run, const std::vector<Snapshot>& snapshots) {
  ParaviewExport to(run);
  json list = json::array();
  for (const Snapshot& s : snapshots) {
    to.write(s);
    list.push_back(expected(s));
  }
  return {{"run", run}, {"snapshots", list}};
}

Snapshot without_cells(Snapshot s, double minutes) {
  s.time = minutes;
  s.positions.clear();
  for (CellColumn& column : s.cells) column.values.clear();
  for (VoxelColumn& column : s.voxels) column.values.assign(column.values.size(), 0);
  return s;
}

// Runs a plan; returns what was said, which ends with "all checked" if all was well.
std::string checked(const std::filesystem::path& folder, const json& plan) {
  save(folder / "plan.json", plan.dump());
  const std::string python = variable("EXOMET_PARAVIEW_PYTHON");
  const std::string command =
      "cd '" + folder.string() + "' && PYTHONDONTWRITEBYTECODE=1 EXOMET_RUN= EXOMET_SCENE= " +
      (python.empty() ? "" : "PYTHONPATH='" + python + "' ") +
      "EXOMET_SOURCE_DIR='" EXOMET_SOURCE_DIR
      "' xvfb-run -a -n $((100 + $$ % 10000)) -s '-screen 0 1280x1024x24 -nolisten tcp -noreset' pvbatch "
      "'" EXOMET_SOURCE_DIR "/tests/export/check_scene.py' plan.json > said.txt 2>&1";
  const int status = std::system(command.c_str());
  return bytes_of(folder / "said.txt") + (status == 0 ? "" : "\nstatus " + std::to_string(status));
}

const json all_types{"mesothelial", "tumour", "macrophage"};
const json no_types = json::array();
const json bone_types{"osteoclast", "educated_osteoclast", "osteoblast", "macrophage", "tumour"};

json scenes(const std::filesystem::path& folder) {
  json list = json::array();
  const auto add = [&](const std::string& name, const char* run, const json& shown,
                       std::vector<std::string> options, const json& types = all_types) {
    list.push_back({{"name", name},
                    {"run", folder / run},
                    {"picture", folder / (name + ".png")},
                    {"types", types},
                    {"shown", shown},
                    {"options", options}});
  };
  add("cloud", "peritoneum", all_types, {"--time", "0.9"});
  add("bare", "peritoneum", all_types, {"--time", "0.9", "--field", "none"});
  add("cut", "peritoneum", all_types, {"--slice"});
  add("from above", "peritoneum", all_types, {"--slice", "z", "--field", "none"});
  add("flat", "flat", all_types, {});
  add("empty", "emptied", no_types, {});
  add("trabecula", "trabecula", bone_types, {"--field", "none"}, bone_types);
  add("cut trabecula", "trabecula", bone_types, {"--slice", "--field", "none"}, bone_types);
  add("marrow", "marrow", bone_types, {"--field", "none"}, bone_types);
  return list;
}

json stepping(const std::filesystem::path& folder) {
  json plan{{"run", folder / "emptied"}, {"types", all_types}};
  for (int day = 0; day < 3; ++day)
    plan["steps"].push_back({{"day", day},
                             {"picture", folder / ("step " + std::to_string(day) + ".png")},
                             {"shown", day == 1 ? all_types : no_types}});
  return plan;
}

// A state each of a run over time, one flat and one with bone.
json states(const std::filesystem::path& folder) {
  json list = json::array();
  const auto add = [&](const std::string& run, const json& types, const std::vector<json>& shown) {
    json state{{"run", folder / run}, {"file", folder / (run + ".pvsm")}, {"types", types}};
    for (std::size_t day = 0; day < shown.size(); ++day)
      state["steps"].push_back({{"day", day},
                                {"picture", folder / (run + " state " + std::to_string(day) + ".png")},
                                {"shown", shown[day]}});
    list.push_back(state);
  };
  add("emptied", all_types, {no_types, all_types, no_types});
  add("flat", all_types, {all_types});
  add("trabecula", bone_types, {bone_types});
  return list;
}

// In CI it must be there.
bool no_paraview() {
  if (paraview_is_there()) return false;
  if (!variable("CI").empty())
    FAIL("no ParaView (pvbatch, xvfb-run and its Python); install them, see README.md");
  WARN("skipped: no ParaView (pvbatch, xvfb-run and its Python), so nothing of it was tested");
  return true;
}

void check_plan(const std::filesystem::path& folder, const json& plan) {
  const std::string said = checked(folder, plan);
  INFO(said);
  CHECK(said.find("all checked") != std::string::npos);
  CHECK(said.find("status ") == std::string::npos);
}

}  // namespace

TEST_CASE("ParaView reads the exports and its scenes show the cells and the field and bone") {
  if (no_paraview()) return;
  Folder folder;
  std::vector<Snapshot> opening;
  for (int n = 0; n < 3; ++n) opening.push_back(Peritoneum(n * 1440, n / 2.0).snapshot());
  Snapshot flat = diagonal(30, 0, grid(30, 30, 1, {15, 15, 20}));
  flat.voxels[0].values[3] = flat.cells[3].values[3] = std::nan("");
  flat.cells[0].values[5] = 9007199254740991.0;
  const std::vector<Snapshot> emptied{without_cells(opening[1], 0), opening[1],
                                      without_cells(opening[1], 2880)};

  json plan;
  plan["collections"] = {
      exported(folder.path() / "peritoneum", opening), exported(folder.path() / "flat", {flat}),
      exported(folder.path() / "emptied", emptied), exported(folder.path() / "trabecula", {trabecula(80)}),
      exported(folder.path() / "marrow", {trabecula(0)})};
  plan["scenes"] = scenes(folder.path());
  plan["whiter"] = json::array({json::array({"bare", "cloud"})});
  plan["bone"] = {{"trabecula", true}, {"cut trabecula", true}, {"marrow", false}};
  plan["stepping"] = stepping(folder.path());
  check_plan(folder.path(), plan);
  if (const std::string keep = variable("EXOMET_KEEP_PICTURES"); !keep.empty())
    for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
      if (entry.path().extension() == ".png")
        std::filesystem::copy(entry.path(), keep / entry.path().filename(),
                              std::filesystem::copy_options::overwrite_existing);
}

TEST_CASE("a scene that was saved opens in ParaView by itself and follows time") {
  if (no_paraview()) return;
  Folder folder;
  const Snapshot opened = Peritoneum(1440, 0.5).snapshot();
  exported(folder.path() / "emptied", {without_cells(opened, 0), opened, without_cells(opened, 2880)});
  exported(folder.path() / "flat", {diagonal(30, 0, grid(30, 30, 1, {15, 15, 20}))});
  exported(folder.path() / "trabecula", {trabecula(80)});
  json plan;
  plan["states"] = states(folder.path());
  check_plan(folder.path(), plan);
}

}  // namespace exomet::test
