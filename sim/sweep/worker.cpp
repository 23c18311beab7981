#include "sim/sweep/worker.hpp"

#include "sim/sweep/address.hpp"

namespace exomet {

Worker::Worker(const Sweep& sweep, RunStore store, Library library, WorkRules rules, Execution how)
    : sweep_(sweep),
      store_(std::move(store)),
      library_(std::move(library)),
      rules_(rules),
      how_(std::move(how)),
      there_(sweep, store_, rules, how_.program) {}

const PointPlan& Worker::plan_of(std::size_t point) {
  if (point_ != point) {
    plan_ = plan_point(sweep_, point, library_);
    point_ = point;
  }
  return plan_;
}

Answer Worker::work(std::size_t run, const std::function<void(const Answer&)>& starting) {
  const auto replicates = static_cast<std::size_t>(sweep_.replicates);
  const std::size_t replicate = run % replicates;
  const PointPlan& point = plan_of(run / replicates);
  Answer answer;
  answer.run = run;
  answer.seed = seed_of(sweep_, point.content, replicate, sweep_.repeat(run / replicates));
  answer.address = address_of(point.content, answer.seed);
  if (there_.find(answer) || rules_.look_only) return answer;
  starting(answer);
  Execution how = how_;
  how.series = sweep_.series;
  how.keep = sweep_.keeps(replicate) ? sweep_.keep : Keep::nothing;
  how.outputs = store_.outputs(answer.address);
  const RunRecord record = point.plan ? execute(with_seed(*point.plan, answer.seed), answer.address, how)
                                      : failure(answer.address, answer.seed, point.problem, how.program);
  store_.save(record);
  answer.status = status_of(record);
  return answer;
}

}  // namespace exomet
