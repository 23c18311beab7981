// exomet validate --work: a process of a validation.
#include <algorithm>

#include "sim/cli/program.hpp"
#include "sim/cli/threads.hpp"
#include "sim/cli/validate.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/study/process_pool.hpp"

namespace exomet {

int work(const Validation& validation, const ValidateOptions& options) {
  if (options.text != text_hash(validation))
    throw InputError(
        "'" + validation.evidence.file.string() +
        "' or the priors of its model were changed while the validation went on; give its command again");
  Execution how;
  how.program = program_build();
  how.version = EXOMET_VERSION;
  how.threads = std::max(1, options.threads);
  WorkRules rules;
  rules.only_own = options.fresh;
  return on_threads(how.threads, [&] {
    ValidationWorker worker(validation, RunStore(std::filesystem::path(options.out) / "runs"), library(),
                            rules, how);
    run_worker_loop([&](std::size_t run, const auto& may_start) { return worker.work(run, may_start); },
                    options.parent);
    return 0;
  });
}

}  // namespace exomet
