#include "sim/sweep/execute.hpp"

#include <chrono>
#include <cmath>
#include <optional>
#include <system_error>

#include "sim/base/whole_file.hpp"
#include "sim/run/estimate/estimate.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/out_of_memory.hpp"
#include "sim/run/record/recorder.hpp"
#include "sim/run/record/run_folder.hpp"
#include "sim/run/run_notes.hpp"

namespace exomet {

namespace {

std::string hex(std::uint64_t value) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(value));
  return text;
}

// Full outputs, where they are asked for.
class Outputs {
 public:
  Outputs(const Plan& plan, const Execution& how)
      : plan_(plan), how_(how), folder_(how.outputs, Begin::replace), tables_(plan, folder_.partial()) {
    if (how.keep == Keep::everything && how.snapshots) snapshots_ = how.snapshots(folder_.partial());
  }
  std::vector<double> record(Simulation& simulation, bool snapshot) {
    const std::vector<double> values = tables_.record(simulation);
    if (snapshot && snapshots_) snapshots_(simulation);
    return values;
  }
  void finish(const Simulation& simulation, double seconds) {
    snapshots_ = {};
    const RunSummary summary{how_.version, how_.threads, timings_of(simulation, seconds),
                             sizes_of(folder_.partial())};
    write_whole(folder_.partial() / "run.json", run_json(simulation, summary), Barrier::later);
    folder_.finish();
  }

 private:
  const Plan& plan_;
  const Execution& how_;
  RunFolder folder_;
  TableRecorder tables_;
  SnapshotWriter snapshots_;
};

class Course {
 public:
  Course(const Plan& plan, const Execution& how, RunRecord& record)
      : plan_(plan), how_(how), record_(record), simulation_(plan) {
    if (how.keep != Keep::nothing) on_machine([&] { outputs_.emplace(plan, how); });
  }

  // Observed as `exomet run` does, so that the same seed gives the same digest.
  void run() {
    std::vector<double> last = observe();
    record_.setup_seconds = seconds();
    while (!simulation_.finished() && seconds() < record_.setup_seconds + how_.most_seconds) {
      simulation_.step();
      if (is_due(plan_.output.measures) || is_due(plan_.output.every)) last = observe();
    }
    record_.seconds = seconds();
    record_.days = days(simulation_.world().time);
    record_.digest = hex(digest(simulation_.world()));
    record_.notes = notes_of_run(simulation_);
    for (std::size_t i = 0; i < last.size(); ++i) {
      const NamedMeasure& measure = simulation_.model().measures[i];
      record_.values.push_back({measure.name, std::string(measure.measure->unit()), last[i]});
    }
    if (outputs_) on_machine([&] { outputs_->finish(simulation_, record_.seconds); });
    record_.outputs = outputs_text(how_.keep, plan_);
  }

 private:
  double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start_).count();
  }

  bool is_due(double interval) const {
    if (simulation_.finished()) return true;
    const auto ticks = static_cast<std::uint64_t>(std::llround(interval / plan_.tick()));
    return simulation_.world().tick % ticks == 0;
  }

  // In the units of tables.
  std::vector<double> observe() {
    std::vector<double> values;
    if (outputs_) {
      values = on_machine([&] { return outputs_->record(simulation_, is_due(plan_.output.every)); });
    } else {
      values = simulation_.measure();
      simulation_.take_events();  // nobody reads them, and they would fill the memory
      simulation_.take_messages();
    }
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = in_tables(*simulation_.model().measures[i].measure, values[i]);
    if (how_.series && is_due(plan_.output.measures)) {
      record_.times.push_back(days(simulation_.world().time));
      record_.series.resize(values.size());
      for (std::size_t i = 0; i < values.size(); ++i) record_.series[i].push_back(values[i]);
    }
    return values;
  }

  const Plan& plan_;
  const Execution& how_;
  RunRecord& record_;
  std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();  // with all that is placed
  Simulation simulation_;
  std::optional<Outputs> outputs_;
};

}  // namespace

RunRecord failure(const std::string& address, std::uint64_t seed, const std::string& message,
                  const std::string& program) {
  RunRecord record;
  record.address = address;
  record.seed = seed;
  record.failed = true;
  record.message = message;
  record.program = program;
  return record;
}

Written written(Keep keep) { return {keep != Keep::nothing, keep == Keep::everything, false}; }

std::string outputs_text(Keep keep, const Plan& plan) {
  if (keep == Keep::nothing) return {};
  if (keep == Keep::tables) return "tables";
  std::string text = "everything";
  for (const int field : plan.output.fields) text += " " + plan.model().species[field].name;
  return text;
}

RunRecord execute(const Plan& plan, const std::string& address, const Execution& how) {
  RunRecord record;
  record.address = address;
  record.seed = plan.seed;
  record.program = how.program;
  try {
    const Estimate needs = estimate(plan, written(how.keep));
    on_machine([&] {
      require_memory(needs);
      if (how.keep != Keep::nothing) require_disk(needs, how.outputs);
    });
    Course(plan, how, record).run();
    return record;
  } catch (const MachineFault&) {
    throw;
  } catch (const std::bad_alloc&) {
    throw MachineFault(
        "out of memory; use fewer workers (-j), a smaller domain, larger voxels or fewer cells");
  } catch (const std::system_error& error) {
    throw MachineFault(error.what());
  } catch (const OutOfMemory& error) {
    throw MachineFault(error.what());
  } catch (const std::exception& error) {
    return failure(address, plan.seed, error.what(), how.program);
  }
}

}  // namespace exomet
