// What the tests of the engine share: models written as text in the test, loaded through files as a user's
// are, and run.
#pragma once

#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/run/run.hpp"
#include "tests/export/folder.hpp"

namespace exomet::test {

// Beginnings of models: boxes of 200 um with voxels of 10 um, and cells that hardly feel each other.
inline const std::string periodic_box =
    "model: small\n"
    "domain: {source: assumed, size: [200 um, 200 um, 200 um], voxel: 10 um,\n"
    "         boundary: {x: periodic, y: periodic, z: periodic}}\n";
inline const std::string closed_box =
    "model: small\n"
    "domain: {source: assumed, size: [200 um, 200 um, 200 um], voxel: 10 um}\n";
inline const std::string one_voxel =  // nothing is far from a cell
    "model: small\n"
    "domain: {source: assumed, size: [10 um, 10 um, 10 um], voxel: 10 um}\n";
inline const std::string slab =  // a sheet fits: periodic along x and y
    "model: small\n"
    "domain: {source: assumed, size: [200 um, 200 um, 200 um], voxel: 10 um,\n"
    "         boundary: {x: periodic, y: periodic, z: closed}}\n";
inline const std::string loose =
    "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1e-9 nN/um}},\n"
    "            friction: 10 nN min/um, attached_friction: 20 nN min/um}\n";
inline const std::string springs =
    "mechanics: {source: assumed, contact: {linear_spring: {stiffness: 1 nN/um}},\n"
    "            friction: 10 nN min/um, attached_friction: 20 nN min/um}\n";

// A rule of a rate that is 0 up to an age of an hour, and then so large that it happens at once.
inline const std::string after_an_hour =
    "{rate: 0 /min, raised_by: {age: {to: 1000 /min, half: 1 h, response: threshold}}}";

// One cell of a type at a place, um, as an item of `start`.
inline std::string cell_at(const std::string& type, double x, double y, double z) {
  const auto limits = [](double at) {
    return "[" + std::to_string(at) + " um, " + std::to_string(at) + " um]";
  };
  return "  - scatter: {source: assumed, of: " + type + ", count: 1, within: {x: " + limits(x) +
         ", y: " + limits(y) + ", z: " + limits(z) + "}}\n";
}

// Loads a model with an experiment (all but its `model:`) and changes as of --set.
inline Plan load(const Folder& folder, const std::string& model, const std::string& experiment,
                 const std::vector<std::string>& changes = {}) {
  std::filesystem::create_directories(folder.path() / "models");
  std::filesystem::create_directories(folder.path() / "configs");
  save(folder.path() / "models/small.yaml", model);
  save(folder.path() / "configs/asked.yaml", "model: small\n" + experiment);
  return load_plan(folder.path() / "configs/asked.yaml", changes, Library{EXOMET_SOURCE_DIR "/models"});
}

// What is wrong with a model, "line:column: path: what" each; nothing if it can be loaded.
inline std::vector<std::string> problems_of_model(const std::string& model,
                                                  const std::string& experiment = "duration: 1 d\n",
                                                  const std::vector<std::string>& changes = {}) {
  const Folder folder;
  std::vector<std::string> found;
  try {
    load(folder, model, experiment, changes);
  } catch (const InputError& error) {
    for (const Problem& problem : error.problems())
      found.push_back(std::filesystem::path(problem.place.file).filename().string() + ":" +
                      std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) + ": " +
                      problem.path + ": " + problem.what);
  }
  return found;
}

// A model that runs.
class ModelRun {
 public:
  explicit ModelRun(const std::string& model, const std::string& experiment = "duration: 100 d\n",
                    const std::vector<std::string>& changes = {})
      : plan(load(folder, model, experiment, changes)), simulation(plan) {}

  const Folder folder;
  const Plan plan;
  Simulation simulation;
  Observer observer{plan.model().measures.size()};

  const World& world() const { return simulation.world(); }
  const Population& cells() const { return world().cells; }
  void until(double minutes) {
    while (world().time < minutes - 1e-9) simulation.step();
  }
  double measure(const std::string& name) {
    const std::vector<double> values = observer.observe(simulation);
    for (std::size_t i = 0; i < values.size(); ++i)
      if (simulation.model().measures[i].name == name) return values[i];
    throw std::runtime_error("no measure " + name);
  }
  Vec3 anchor(CellIndex i) const {
    return {state("anchor_x")[i], state("anchor_y")[i], state("anchor_z")[i]};
  }
  std::size_t count(int type, Life life = Life::alive) const {
    std::size_t found = 0;
    for (CellIndex i = 0; i < cells().size(); ++i)
      found += cells().type[i] == type && cells().life[i] == life;
    return found;
  }
  const std::vector<double>& state(const std::string& column) const {
    for (std::size_t k = 0; k < cells().state_names.size(); ++k)
      if (cells().state_names[k] == column) return cells().state[k];
    throw std::runtime_error("no state column " + column);
  }
  std::vector<Event> events(const std::string& kind) const {  // since the start: nothing takes them
    std::vector<Event> found;
    for (const Event& event : simulation.happened().events)
      if (event.kind == kind) found.push_back(event);
    return found;
  }
};

// Whether any of the lines contains the text.
inline bool mentions(const std::vector<std::string>& lines, const std::string& text) {
  for (const std::string& line : lines)
    if (line.find(text) != std::string::npos) return true;
  return false;
}

}  // namespace exomet::test
