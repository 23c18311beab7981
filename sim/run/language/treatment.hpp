// Treatments: named changes of a model with a schedule.
#pragma once

#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/config/schema.hpp"

namespace exomet {

class Placement;

struct Treatment {
  std::string name;
  double from = 0;                                         // min
  double until = std::numeric_limits<double>::infinity();  // min
  double every = 0;                                        // min; 0: once
  double lasting = 0;                                      // min of each repetition; 0: up to `until`
  Node set;                                                // paths and values
  std::vector<std::shared_ptr<const Placement>> added;     // at each start
};

Section<Treatment> treatment_schema();

// The times in [0, duration) when something starts or ends, ascending, 0 included.
std::vector<double> change_times(const std::vector<Treatment>&, double duration);

bool in_effect(const Treatment&, double time);
bool starts_at(const Treatment&, double time);

}  // namespace exomet
