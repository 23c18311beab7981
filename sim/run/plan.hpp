// A Plan is what a run will do: the model at each time (treatments change it), for how long, what is
// recorded.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/config/reader.hpp"
#include "sim/run/model.hpp"
#include "sim/run/removal.hpp"

namespace exomet {

// From `from` on, this model holds; at that time, cells are removed, and then things are added.
struct Phase {
  double from = 0;  // min
  std::shared_ptr<const Model> model;
  std::vector<Removal> removed{};
  std::vector<std::shared_ptr<const Placement>> added{};
  std::vector<std::string> treatments{};  // in effect
};

struct Output {
  double every = 360;                       // min, between records of cells and fields
  double measures = 60;                     // min, between records of the measures
  std::vector<int> fields;                  // species to write
  std::vector<std::string> formats{"vtk"};  // of cells and fields (sim/run/output_format.hpp)
};

struct Plan {
  std::string name;  // the experiment's file without folder and ending
  std::vector<Phase> phases;
  double duration = 0;  // min
  std::uint64_t seed = 1;
  Output output;
  Node document;  // everything resolved: {experiment: ..., model: ...}
  std::vector<NumberRecord> numbers;
  std::vector<Problem> warnings;        // what can be run and is hardly meant
  std::vector<std::string> loose_ends;  // of the signalling graph
  std::vector<std::string> merged;      // maps that hold more than what was written into them

  const Model& model() const { return *phases.front().model; }
  double tick() const;          // min: the greatest common divisor of the steps
  std::uint64_t ticks() const;  // of the whole duration
};

}  // namespace exomet
