// From a point of a sweep to what its runs do.
#pragma once

#include <optional>
#include <string>

#include "sim/run/language/load_plan.hpp"
#include "sim/study/done_runs.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

struct PointPlan {
  std::optional<Plan> plan;
  std::string problem;  // why there is none: values that are right one by one but not together
  std::uint64_t content = 0;
  std::optional<std::uint64_t> seed;  // if the sweep sets it
};

// Never throws InputError.
PointPlan plan_point(const Sweep&, std::size_t point, const Library&);

// The number, seed and address of one of a point's runs.
Answer run_of(const Sweep&, const PointPlan&, std::size_t run);

// The plan of one of its runs.
Plan with_seed(const Plan&, std::uint64_t seed);

}  // namespace exomet
