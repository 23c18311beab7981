#include "sim/study/execute.hpp"

#include <optional>
#include <system_error>

#include "sim/base/number_text.hpp"
#include "sim/run/estimate/estimate.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/out_of_memory.hpp"
#include "sim/run/record/folder_recorder.hpp"
#include "sim/run/run.hpp"
#include "sim/run/run_notes.hpp"

namespace exomet {

namespace {

// What a sweep keeps of a run: the course of its measures, if it is asked for, and when it had begun.
class CourseRecorder final : public Recorder {
 public:
  CourseRecorder(bool series, RunRecord& record) : series_(series), record_(record) {}

  void begin(const Run& run) override {
    record_.series.resize(series_ ? run.plan().model().measures.size() : 0);
  }
  void record(const Record& record) override {
    if (series_ && record.measures_due) {
      record_.times.push_back(days(record.now.world.time));
      for (std::size_t i = 0; i < record.measures.size(); ++i)
        record_.series[i].push_back(in_tables(*record.now.model.measures[i].measure, record.measures[i]));
    }
    if (record.now.world.tick == 0) record_.setup_seconds = record.run.seconds();
  }

 private:
  const bool series_;
  RunRecord& record_;
};

class Course {
 public:
  Course(const Plan& plan, const Execution& how, RunRecord& record)
      : plan_(plan), how_(how), record_(record), course_(how.series, record) {
    if (how.keep == Keep::nothing) return;
    on_machine([&] {
      folder_.emplace(how.outputs, Begin::replace);
      outputs_.emplace(*folder_,
                       FolderRecorderOptions{how.version, how.threads, how.keep == Keep::everything});
    });
  }

  void go() {
    Run run(plan_, recorders());
    while ((run.world().tick == 0 || seconds_of(run) < how_.most_seconds) && run.advance()) {
    }
    record_.seconds = run.seconds();
    record_.days = days(run.world().time);
    record_.digest = hexadecimal(digest(run.world()));
    record_.notes = notes_of_run(run.simulation());
    for (std::size_t i = 0; i < run.last_measures().size(); ++i) {
      const NamedMeasure& measure = run.simulation().model().measures[i];
      record_.values.push_back({measure.name, std::string(measure.measure->unit()),
                                in_tables(*measure.measure, run.last_measures()[i])});
    }
    run.finish();
    record_.outputs = outputs_text(how_.keep, plan_);
  }

 private:
  std::vector<Recorder*> recorders() {
    std::vector<Recorder*> list;
    if (outputs_) list.push_back(&*outputs_);
    list.push_back(&course_);
    return list;
  }

  // Since its first record.
  double seconds_of(const Run& run) const { return run.seconds() - record_.setup_seconds; }

  const Plan& plan_;
  const Execution& how_;
  RunRecord& record_;
  CourseRecorder course_;
  std::optional<RunFolder> folder_;
  std::optional<FolderRecorder> outputs_;
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
  for (const std::string& format : plan.output.formats) text += " as " + format;
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
    Course(plan, how, record).go();
    return record;
  } catch (const MachineFault&) {
    throw;
  } catch (const RecordingError& error) {
    throw MachineFault(error.what());
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
