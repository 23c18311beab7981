// A run of a test's model to its end whose tables are written.
#pragma once

#include "sim/run/record/tables.hpp"
#include "tests/support/model_run.hpp"

namespace exomet::test {

class RecordedRun {
 public:
  RecordedRun(const std::string& model, const std::string& experiment)
      : plan(load(source_, model, experiment)), recorder_(source_.path()), run(plan, {&recorder_}) {
    while (run.advance()) {
    }
  }

 private:
  const Folder source_;

 public:
  const Plan plan;

 private:
  TableRecorder recorder_;

 public:
  Run run;

  std::filesystem::path table(const std::string& name) const { return source_.path() / name; }
  const World& world() const { return run.world(); }
  const Population& cells() const { return world().cells; }
  double measure(const std::string& name) const {
    for (std::size_t i = 0; i < run.last_measures().size(); ++i)
      if (plan.model().measures[i].name == name) return run.last_measures()[i];
    throw std::runtime_error("no measure " + name);
  }
};

}  // namespace exomet::test
