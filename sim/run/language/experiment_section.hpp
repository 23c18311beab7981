// The schema of configs/*.yaml: what is asked of a model.
#pragma once

#include <string>
#include <vector>

#include "sim/config/schema.hpp"
#include "sim/run/plan.hpp"

namespace exomet {

struct Experiment {
  std::string model;  // name or path
  std::string about;
  long seed = 1;
  double duration = 0;  // min
  Node set;             // path -> value
  std::vector<std::pair<std::string, SourceLocation>> treatments;
  double every = 360, measures = 60;  // min
  std::vector<std::pair<std::string, SourceLocation>> fields;
  bool all_fields = true;
  std::vector<std::string> formats = Output{}.formats;
};

const Section<Experiment>& experiment_schema();

}  // namespace exomet
