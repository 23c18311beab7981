// Sweeps written as text in the test, read through files as a user's are.
#pragma once

#include <string>
#include <vector>

#include "sim/study/sweep_section.hpp"
#include "tests/support/model_run.hpp"

namespace exomet::test {

inline const std::string knobs =
    slab + loose +
    "parameters: {source: assumed, speed: {value: 1 um/min, range: [0 um/min, 5 um/min], about: a knob}}\n"
    "cells:\n  source: assumed\n"
    "  a: {diameter: 16 um, crawls: {speed: $speed, persistence: 1 h}, divides: {rate: 1 /d}}\n"
    "start:\n" +
    cell_at("a", 100, 100, 100) +
    "treatments: {source: assumed, slow: {set: {parameters.speed: 0 um/min}}, fast: {set: {parameters.speed: "
    "5 "
    "um/min}}}\n"
    "measures: {source: assumed, cells: {count: a}, many: {first_time: cells > 1}}\n";

// A folder with a model, an experiment and the sweep `s.yaml`.
class SweepFiles {
 public:
  explicit SweepFiles(const std::string& sweep, const std::string& experiment = "duration: 2 d\n") {
    std::filesystem::create_directories(folder.path() / "models");
    std::filesystem::create_directories(folder.path() / "configs");
    save(folder.path() / "models/small.yaml", knobs);
    save(folder.path() / "configs/e.yaml", "model: small\n" + experiment);
    rewrite(sweep);
  }
  void rewrite(const std::string& sweep) const { save(file(), "experiment: e.yaml\n" + sweep); }
  std::filesystem::path file() const { return folder.path() / "configs/s.yaml"; }
  Sweep read() const { return read_sweep(file(), library); }

  // What is wrong with it, "line:column: path: what" each.
  std::vector<std::string> problems() const {
    try {
      check_sweep(read(), library);
    } catch (const InputError& error) {
      std::vector<std::string> found;
      for (const Problem& problem : error.problems())
        found.push_back(std::filesystem::path(problem.place.file).filename().string() + ":" +
                        std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column) +
                        ": " + problem.path + ": " + problem.what);
      if (found.empty()) found.push_back(error.what());
      return found;
    }
    return {};
  }

  const Library library{EXOMET_SOURCE_DIR "/models"};
  const Folder folder;
};

inline std::vector<std::string> problems_of_sweep(const std::string& sweep) {
  return SweepFiles(sweep).problems();
}

}  // namespace exomet::test
