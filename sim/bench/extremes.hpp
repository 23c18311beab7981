// Small models that each have much of one thing, to compare what runs take with what was estimated.
#pragma once

#include <string>
#include <vector>

namespace exomet::bench {

struct Extreme {
  std::string name;        // "types, 2,000 that adhere"
  std::string model;       // YAML
  std::string experiment;  // YAML, all but its `model:`
};

std::vector<Extreme> extremes();

}  // namespace exomet::bench
