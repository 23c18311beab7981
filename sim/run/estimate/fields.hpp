// The fields of counts that a run will have, and how much of them repeats itself from voxel to voxel, which
// says how small they become when they are compressed.
#pragma once

#include <vector>

#include "sim/run/placement.hpp"
#include "sim/run/plan.hpp"

namespace exomet {

// empty: nothing is in it. varied: no value like another.
enum class Content { empty, varied };

struct Field {
  int species = -1, donor = -1;  // cell type; -1: from outside
  Content content = Content::empty;
};

// A species from one donor each, in an order of its own.
std::vector<Field> fields_of(const Plan&);

// Of each species, all donors together.
std::vector<Content> contents(const Plan&, const std::vector<Field>&);

// Tissues whose surface is everywhere.
double sponges(const Plan&);

// Calls use(Placed, from) for all that is placed, at the start and by treatments; from: min.
template <class Use>
void for_each_placed(const Plan& plan, const Use& use) {
  for (const auto& placement : plan.model().start) use(placement->placed(plan.model()), 0.0);
  for (const Phase& phase : plan.phases)
    for (const auto& placement : phase.added) use(placement->placed(*phase.model), phase.from);
}

}  // namespace exomet
