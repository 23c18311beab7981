#include "sim/lesson/live_run.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/number_text.hpp"

namespace exomet {

namespace {

const SourceLocation on_the_page{"here", 0, 0};

Node word(const std::string& text) { return {Node::Kind::scalar, on_the_page, text, false, "", {}, {}}; }
Node empty(Node::Kind kind) { return {kind, on_the_page, "", false, "", {}, {}}; }

// The value of a key, added as an empty map or list if it isn't there.
Node& child(Node& map, const std::string& key, Node::Kind kind) {
  if (Node* there = map.find(key)) return *there;
  map.entries.push_back({key, on_the_page, empty(kind)});
  return map.entries.back().value;
}

// The last of its `set`, so that it holds whatever is written before.
void lay(Node& experiment, const std::string& path, const Node& value) {
  Node& set = child(experiment, "set", Node::Kind::map);
  std::erase_if(set.entries, [&](const Entry& entry) { return entry.key == path; });
  set.entries.push_back({path, value.place, value});
}

void set_key(Node& experiment, const std::string& key, const Node& value) {
  if (Node* there = experiment.find(key))
    *there = value;
  else
    experiment.entries.push_back({key, on_the_page, value});
}

// The list of treatments, also where one is written without brackets.
Node& treatments_of(Node& experiment) {
  Node& list = child(experiment, "treatments", Node::Kind::sequence);
  if (list.kind != Node::Kind::scalar) return list;
  Node only = list;
  list = empty(Node::Kind::sequence);
  list.items.push_back(std::move(only));
  return list;
}

void list_treatment(Node& experiment, const std::string& name) {
  Node& list = treatments_of(experiment);
  const auto same = [&](const Node& item) { return item.scalar == name; };
  if (std::none_of(list.items.begin(), list.items.end(), same)) list.items.push_back(word(name));
}

std::string time_text(double minutes) {
  const double hours = minutes / 60;
  return hours == std::floor(hours) ? number_text(hours) + " h" : number_text(minutes) + " min";
}

// A treatment that starts now and sets what was turned now, so far as there is one.
Node* turned_now(Node& experiment, const std::string& now) {
  Node* set = experiment.find("set");
  if (!set) return nullptr;
  for (Entry& entry : set->entries)
    if (const Node* from = entry.value.find("from");
        entry.key.starts_with("treatments.turned_") && from && from->scalar == now)
      return &entry.value;
  return nullptr;
}

// A name that no treatment of the experiment has.
std::string new_name(Node& experiment, const std::string& stem) {
  const Node& set = child(experiment, "set", Node::Kind::map);
  for (int number = 1;; ++number)
    if (const std::string name = stem + std::to_string(number); !set.find("treatments." + name)) return name;
}

}  // namespace

Node with_start(Node experiment, const Start& start) {
  set_key(experiment, "seed", word(std::to_string(start.seed)));
  for (const Entry& entry : start.set) lay(experiment, entry.key, entry.value);
  for (const std::string& treatment : start.treatments) list_treatment(experiment, treatment);
  return experiment;
}

LiveRun::LiveRun(Node experiment, std::filesystem::path file, Library library,
                 std::vector<Recorder*> recorders)
    : base_(std::move(experiment)),
      file_(std::move(file)),
      library_(std::move(library)),
      recorders_(std::move(recorders)) {}

void LiveRun::start(const Start& start) { open(with_start(base_, start)); }

void LiveRun::open(Node experiment) {
  auto plan = std::make_unique<const Plan>(load_plan(experiment, file_, library_));
  if (plan->duration <= 0) throw InputError("'" + file_.string() + "' has no duration: a model can't be run");
  auto run = std::make_unique<Run>(*plan, recorders_);
  run_ = std::move(run);
  plan_ = std::move(plan);
  experiment_ = std::move(experiment);
  ended_ = false;
}

// The past is the same in both plans, since they differ by treatments from now on.
void LiveRun::go_on_with(Node experiment) {
  if (run_->finished()) throw InputError("the run is at its end; start it anew");
  auto plan = std::make_unique<const Plan>(load_plan(experiment, file_, library_));
  auto run = std::make_unique<Run>(*plan, recorders_, World(run_->world()), run_->state());
  run_ = std::move(run);
  plan_ = std::move(plan);
  experiment_ = std::move(experiment);
}

void LiveRun::turn(const std::vector<Entry>& set) {
  Node next = experiment_;
  if (run_->world().tick == 0) {
    for (const Entry& entry : set) lay(next, entry.key, entry.value);
    return open(std::move(next));
  }
  const std::string now = time_text(run_->world().time);
  Node* turned = turned_now(next, now);
  if (!turned) {
    const std::string name = new_name(next, "turned_");
    Node treatment = empty(Node::Kind::map);
    treatment.entries = {{"from", on_the_page, word(now)}, {"set", on_the_page, empty(Node::Kind::map)}};
    lay(next, "treatments." + name, treatment);
    list_treatment(next, name);
    turned = turned_now(next, now);
  }
  Node& changes = child(*turned, "set", Node::Kind::map);
  for (const Entry& entry : set) {
    std::erase_if(changes.entries, [&](const Entry& other) { return other.key == entry.key; });
    changes.entries.push_back(entry);
  }
  go_on_with(std::move(next));
}

bool LiveRun::is_given(const std::string& treatment) const {
  const Node* list = experiment_.find("treatments");
  return list && (list->scalar == treatment ||
                  std::any_of(list->items.begin(), list->items.end(),
                              [&](const Node& item) { return item.scalar == treatment; }));
}

bool LiveRun::has_begun(const std::string& treatment) const {
  const auto holds = [&](const Phase& phase) {
    return phase.from < run_->world().time &&
           std::find(phase.treatments.begin(), phase.treatments.end(), treatment) != phase.treatments.end();
  };
  return std::any_of(plan_->phases.begin(), plan_->phases.end(), holds);
}

// At the start as the model has it, later from now on; anew as one like it.
std::string LiveRun::give(const std::string& treatment) {
  Node next = experiment_;
  if (run_->world().tick == 0) {
    list_treatment(next, treatment);
    return open(std::move(next)), treatment;
  }
  const Node now = word(time_text(run_->world().time));
  std::string name = treatment;
  if (!is_given(treatment)) {
    lay(next, "treatments." + treatment + ".from", now);
    list_treatment(next, treatment);
  } else {
    name = new_name(next, treatment + "_again_");
    Node again = empty(Node::Kind::map);
    again.entries = {{"like", on_the_page, word(treatment)},
                     {"from", on_the_page, now},
                     {"until", on_the_page, word("none")}};
    lay(next, "treatments." + name, again);
    list_treatment(next, name);
  }
  go_on_with(std::move(next));
  return name;
}

void LiveRun::end(const std::string& treatment) {
  Node next = experiment_;
  if (has_begun(treatment)) {
    lay(next, "treatments." + treatment + ".until", word(time_text(run_->world().time)));
    return go_on_with(std::move(next));
  }
  std::erase_if(treatments_of(next).items, [&](const Node& item) { return item.scalar == treatment; });
  if (run_->world().tick == 0) return open(std::move(next));
  go_on_with(std::move(next));
}

void LiveRun::advance(double until) {
  while (!ended_ && (run_->world().time < until || !run_->resumable())) ended_ = !run_->advance();
  // What is of the end is recorded by the call after the last step.
  if (!ended_ && run_->finished()) ended_ = !run_->advance();
}

}  // namespace exomet
