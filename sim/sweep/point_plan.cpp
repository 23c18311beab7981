#include "sim/sweep/point_plan.hpp"

#include "sim/config/edit.hpp"
#include "sim/sweep/address.hpp"

namespace exomet {

PointPlan plan_point(const Sweep& sweep, std::size_t point, const Library& library) {
  PointPlan made;
  const std::vector<Entry> settings = sweep.settings(point);
  try {
    made.plan = load_plan(sweep.experiment, {}, library, settings);
    made.content = content_hash(*made.plan);
  } catch (const InputError& error) {
    made.problem = error.problems().empty() ? error.what() : format(error.problems().front());
    made.content = content_hash(settings);
  }
  return made;
}

Plan with_seed(const Plan& plan, std::uint64_t seed) {
  Plan one = plan;
  one.seed = seed;
  Problems none;
  const Node value{Node::Kind::scalar, {}, std::to_string(seed), false, "", {}, {}};
  set_path(one.document, "experiment.seed", value, {}, none);
  return one;
}

}  // namespace exomet
