// A run that somebody plays with: started with changes of an experiment, changed while it goes on. What was
// done so far is, at any time, an experiment that does the same in one go, bit for bit.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/run/language/load_plan.hpp"
#include "sim/run/run.hpp"

namespace exomet {

// What a run starts with besides its experiment.
struct Start {
  std::vector<Entry> set;               // path: value, laid on the experiment's own `set`
  std::vector<std::string> treatments;  // given besides the experiment's
  std::uint64_t seed = 1;
};

// The experiment with that in it.
Node with_start(Node experiment, const Start&);

class LiveRun {
 public:
  // `file`: of the experiment, by which its model is found. Recorders outlive it.
  LiveRun(Node experiment, std::filesystem::path file, Library, std::vector<Recorder*> = {});

  // Starts anew. InputError (here and below) with the problems; all stays as it was then.
  void start(const Start&);
  // From now on these values hold, by a treatment; before the first step as from the start. RunError if it
  // hasn't started.
  void turn(const std::vector<Entry>& set);
  // From now on a treatment of the model is given; returns its name, another if it was given before.
  std::string give(const std::string& treatment);
  // From now on it isn't any more.
  void end(const std::string& treatment);

  // Goes on to the first time at or after `until` (min) at which it can be changed, or to the end. RunError
  // if it can't.
  void advance(double until);

  const Node& experiment() const { return experiment_; }  // of what was done so far
  const Plan& plan() const { return *plan_; }
  const Run& run() const { return *run_; }
  bool ended() const { return ended_; }  // and what is of the end is recorded

 private:
  void open(Node experiment);
  void go_on_with(Node experiment);
  bool is_given(const std::string& treatment) const;
  bool has_begun(const std::string& treatment) const;

  const Node base_;
  const std::filesystem::path file_;
  const Library library_;
  const std::vector<Recorder*> recorders_;
  Node experiment_;
  std::unique_ptr<const Plan> plan_;
  std::unique_ptr<Run> run_;
  bool ended_ = false;
};

}  // namespace exomet
