#include "sim/run/language/treatment.hpp"

#include <algorithm>
#include <cmath>

#include "sim/run/language/model_sections.hpp"

namespace exomet {

Section<Treatment> treatment_schema() {
  Section<Treatment> section("A change of the model from a time on.");
  section.inherits();
  section.quantity("from", &Treatment::from, Dimension::time, {false, not_negative}, "When it starts.")
      .quantity("until", &Treatment::until, Dimension::time, {false, positive},
                "When it ends; never unless given.")
      .quantity("every", &Treatment::every, Dimension::time, {false, not_negative},
                "Repeats it at this interval.")
      .quantity("lasting", &Treatment::lasting, Dimension::time, {false, not_negative},
                "How long each repetition lasts.")
      .custom({"set",
               "map from path to value",
               "What it changes, e.g. {vesicles.tumour_ev.half_life: 0.5 h}.",
               "",
               false,
               {},
               Holds::paths},
              [](const Node& node, Treatment& treatment, Reader& reader) {
                if (node.kind != Node::Kind::map)
                  return reader.problem(node, "expected a map from paths to values");
                treatment.set = node;
              })
      .custom({"add",
               "list of",
               "What it adds at its start (and at each repetition), written as in `start`.",
               "",
               false,
               {},
               Holds::list},
              [](const Node& node, Treatment& treatment, Reader& reader) {
                treatment.added = read_placements(node, reader);
              })
      .check([](const Treatment& treatment, const Node& node, Reader& reader) {
        if (treatment.until <= treatment.from)
          reader.problem(node, "ends before it starts: 'until' must be after 'from'");
        if (treatment.every > 0 && !(treatment.lasting > 0 && treatment.lasting < treatment.every) &&
            treatment.set.kind == Node::Kind::map)
          reader.problem(node, "a change that repeats needs 'lasting', shorter than 'every'");
      });
  return section;
}

std::shared_ptr<const SectionDoc> treatment_doc() { return treatment_schema().doc_pointer(); }

namespace {
constexpr double rounding = 1e-6;  // min: far below a second, the shortest step
}

std::vector<double> change_times(const std::vector<Treatment>& treatments, double duration) {
  std::set<double> times{0};
  for (const Treatment& treatment : treatments) {
    const double end = std::min(treatment.until, duration);
    for (long n = 0;; ++n) {
      const double start = treatment.from + n * treatment.every;
      if (start >= end) break;
      times.insert(start);
      if (treatment.lasting > 0 && start + treatment.lasting < end) times.insert(start + treatment.lasting);
      if (treatment.every <= 0) break;
    }
    if (treatment.until < duration) times.insert(treatment.until);
  }
  std::vector<double> apart;
  for (double time : times)
    if (apart.empty() || time - apart.back() > rounding) apart.push_back(time);
  return apart;
}

namespace {
// Time since the latest start at or before `time`; negative if there was none. Of times that differ by
// rounding change_times keeps one, so that `time` may be a hair before a start or an end that it stands for.
double since_start(const Treatment& treatment, double time) {
  if (time < treatment.from - rounding || time > treatment.until - rounding) return -1;
  const double since = std::max(0.0, time - treatment.from);
  if (treatment.every <= 0) return since;
  const double rest = std::fmod(since, treatment.every);
  return treatment.every - rest < rounding ? 0 : rest;
}
}  // namespace

bool in_effect(const Treatment& treatment, double time) {
  const double since = since_start(treatment, time);
  return since >= 0 && (treatment.lasting <= 0 || since < treatment.lasting - rounding);
}

bool starts_at(const Treatment& treatment, double time) {
  const double since = since_start(treatment, time);
  return since >= 0 && since < rounding;
}

}  // namespace exomet
