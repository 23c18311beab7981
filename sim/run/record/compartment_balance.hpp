// What became of what compartments held, by donor, whatever load it was released with.
#pragma once

#include <vector>

#include "sim/run/world.hpp"

namespace exomet {

struct CompartmentContent {
  std::size_t compartment = 0;
  std::size_t first = 0;  // the first of its donor fields
  double amount = 0;      // EVs or molecules that are there
  CompartmentBalance balance;

  // given + produced + entered + received - (there + decayed + left + passed on), relative to the first sum.
  double error() const;
};

// One a compartment, species and donor of which there ever was something, in the order of their first donor
// fields.
std::vector<CompartmentContent> compartment_contents(const World&);

}  // namespace exomet
