// Treatments: named changes of a model with a schedule.
#pragma once

#include <limits>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "sim/config/schema.hpp"
#include "sim/run/removal.hpp"

namespace exomet {

class Placement;

// Of the cargo on EVs in flight the share that does nothing.
struct Neutralised {
  int index = -1;  // cargo
  double share = 0;
};

struct Treatment {
  std::string name;
  double from = 0;                                         // min
  double until = std::numeric_limits<double>::infinity();  // min
  double every = std::numeric_limits<double>::infinity();  // min; infinite: once
  double lasting =
      std::numeric_limits<double>::infinity();  // min of each repetition; infinite: up to `until`
  Node set;                                     // paths and values
  std::vector<Neutralised> neutralises;
  std::vector<Removal> removed;                         // at each start, before anything is added
  Node add;                                             // a list of placements
  std::vector<std::shared_ptr<const Placement>> added;  // at each start
};

Section<Treatment> treatment_schema();

// The times in [0, duration) when something starts or ends, ascending, 0 included.
std::vector<double> change_times(const std::vector<Treatment>&, double duration);

bool repeats(const Treatment&);
bool in_effect(const Treatment&, double time);
bool starts_at(const Treatment&, double time);

}  // namespace exomet
