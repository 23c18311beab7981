#include "sim/study/worker.hpp"

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

Answer Worker::work(std::size_t run, const std::function<bool(const Answer&)>& may_start) {
  const auto replicates = static_cast<std::size_t>(sweep_.replicates);
  const PointPlan& point = plan_of(run / replicates);
  const Plan* plan = point.plan ? &*point.plan : nullptr;
  Answer answer = run_of(sweep_, point, run);
  const auto is_there = [&] { return on_machine([&] { return there_.find(answer, plan); }); };
  if (is_there() || rules_.look_only) return answer;
  // Its twin may have been done meanwhile.
  if (!may_start(answer) || is_there()) return answer;
  const RunRecord record =
      plan ? execute(with_seed(*plan, answer.seed), answer.address, how(run % replicates, answer.address))
           : failure(answer.address, answer.seed, point.problem, how_.program);
  on_machine([&] { store_.save(record); });
  answer.status = status_of(record);
  return answer;
}

Execution Worker::how(std::size_t replicate, const std::string& address) const {
  Execution how = how_;
  how.series = sweep_.series;
  how.keep = sweep_.keeps(replicate) ? sweep_.keep : Keep::nothing;
  how.outputs = store_.outputs(address);
  return how;
}

}  // namespace exomet
