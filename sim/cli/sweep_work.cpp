// exomet sweep work: a process of a sweep.
#include <memory>

#include "sim/cli/program.hpp"
#include "sim/cli/sweep.hpp"
#include "sim/cli/threads.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/study/address.hpp"
#include "sim/study/process_pool.hpp"

namespace exomet {

int work(const SweepTask& task, const SweepOptions& options) {
  if (!options.text.empty() && options.text != text_hash(task.sweep))
    throw InputError("'" + task.sweep.file.string() +
                     "' was changed while the sweep went on; give its command again");
  Execution how;
  how.program = program_build();
  how.version = EXOMET_VERSION;
  how.threads = std::max(1, options.threads);
  return on_threads(how.threads, [&] {
    Worker worker(task.sweep, RunStore(task.folder / "runs"), library(), task.rules, how);
    run_worker_loop([&](std::size_t run, const auto& may_start) { return worker.work(run, may_start); },
                    options.parent);
    return 0;
  });
}

}  // namespace exomet
