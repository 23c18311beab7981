#include "sim/study/point_plan.hpp"

#include <algorithm>

#include "sim/config/edit.hpp"
#include "sim/study/address.hpp"

namespace exomet {

PointPlan plan_point(const Sweep& sweep, std::size_t point, const Library& library) {
  PointPlan made;
  const std::vector<Entry> settings = sweep.settings(point);
  try {
    made.plan = load_plan(sweep.experiment, {}, library, settings);
    made.content = content_hash(*made.plan);
    const auto sets_seed = [](const Entry& entry) { return entry.key == seed_path; };
    if (std::any_of(settings.begin(), settings.end(), sets_seed)) made.seed = made.plan->seed;
  } catch (const InputError& error) {
    made.problem = error.problems().empty() ? error.what() : format(error.problems().front());
    made.content = content_hash(settings, made.problem);
  }
  return made;
}

Answer run_of(const Sweep& sweep, const PointPlan& point, std::size_t run) {
  const auto replicates = static_cast<std::size_t>(sweep.replicates);
  Answer answer;
  answer.run = run;
  answer.seed = point.seed ? *point.seed
                           : seed_of(sweep, point.content, run % replicates, sweep.repeat(run / replicates));
  answer.address = address_of(point.content, answer.seed);
  return answer;
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
