#include "sim/run/language/treatment.hpp"

#include <algorithm>
#include <cmath>

#include "sim/config/path_text.hpp"
#include "sim/run/language/model_sections.hpp"

namespace exomet {

namespace {

// What is set of the start does something only where it is in effect at time 0, what is set of treatments
// never.
void check_set(const Treatment& treatment, Reader& reader) {
  for (const Entry& entry : treatment.set.entries)
    if (leads_into(entry.key, "treatments"))
      reader.problem(entry.place,
                     "'" + entry.key +
                         "' is of a treatment, which can't be changed while the model runs; set it in the "
                         "experiment's 'set'");
    else if (leads_into(entry.key, "start") && !in_effect(treatment, 0))
      reader.problem(entry.place,
                     "'" + entry.key +
                         "' is of the start, which is over when the treatment begins; place things "
                         "with its 'add', or change the start in the experiment's 'set'");
}

void check_schedule(const Treatment& treatment, const Node& node, Reader& reader) {
  const bool sets = !treatment.set.entries.empty() || !treatment.neutralises.empty(),
             acts = !treatment.added.empty() || !treatment.removed.empty();
  if (!sets && !acts)
    reader.problem(
        node,
        "changes nothing and adds nothing; give it 'set', 'neutralises', 'add' or 'remove', or leave "
        "it out");
  if (treatment.until <= treatment.from)
    reader.problem(node, "ends before it starts: 'until' must be after 'from'");
  if (sets && repeats(treatment) && !(treatment.lasting < treatment.every))
    reader.problem(node, "a change that repeats needs 'lasting', shorter than 'every'");
  for (const char* key : {"lasting", "until"})
    if (const Node* end = node.find(key); end && acts && !sets && (key[0] == 'l' || !repeats(treatment)))
      reader.problem(
          *end, std::string("'") + key + "' ends what is set, and this only adds or removes, at once" +
                    (repeats(treatment) ? "" : "; give 'every' to repeat it") + "; or remove '" + key + "'");
  check_set(treatment, reader);
}

}  // namespace

bool repeats(const Treatment& treatment) { return std::isfinite(treatment.every); }

namespace {
Section<Neutralised> neutralised_schema() {
  Section<Neutralised> section("How much of a cargo does nothing.");
  section.shorthand("share").quantity(
      "share", &Neutralised::share, Dimension::number, {true, share},
      "Of what EVs that are taken up meanwhile bring of it; of two treatments the later in the experiment's "
      "list holds.");
  return section;
}
}  // namespace

Section<Treatment> treatment_schema() {
  Section<Treatment> section("A change of the model from a time on.");
  section.inherits();
  section.quantity("from", &Treatment::from, Dimension::time, {false, not_negative}, "When it starts.")
      .quantity("until", &Treatment::until, Dimension::time, {false, positive},
                "When it ends; never unless given.")
      .quantity("every", &Treatment::every, Dimension::time, {false, positive},
                "Repeats it at this interval; once unless given.")
      .quantity("lasting", &Treatment::lasting, Dimension::time, {false, not_negative},
                "How long what it sets holds, each time; until the end unless given, never if 0.")
      .custom({"set",
               "map from path to value",
               "What it changes, e.g. {vesicles.tumour_ev.half_life: 0.5 h}; of two treatments that set the "
               "same, "
               "the later in the experiment's list holds. The start is over by then, unless it is in effect "
               "from 0 on.",
               "",
               false,
               {},
               Holds::paths},
              [](const Node& node, Treatment& treatment, Reader& reader) {
                if (node.kind != Node::Kind::map)
                  return reader.problem(node, "expected a map from paths to values");
                treatment.set = node;
              })
      .each("neutralises", &Treatment::neutralises, "cargo", neutralised_schema(), false,
            "What it makes ineffective on EVs in flight, as an antibody or an antagomir does, e.g. {MMP1: 90 "
            "%}. "
            "(A change of `carries` changes EVs released from then on.)")
      .custom({"remove", "map, or a list of them",
               "Cells that it takes out at once at its start (and at each repetition), as surgery does, e.g. "
               "{of: tumour, within: {x: [0 um, 100 um]}}; what they hold is lost. Before anything is added.",
               "", false, removal_doc()},
              [](const Node& node, Treatment& treatment, Reader& reader) {
                treatment.removed = read_removals(node, reader);
              })
      .custom({"add",
               "list of",
               "What it adds at its start (and at each repetition), written as in `start`.",
               "",
               false,
               {},
               Holds::list},
              [](const Node& node, Treatment& treatment, Reader& reader) {
                treatment.add = node;
                treatment.added = read_placements(node, reader);
              })
      .check(check_schedule);
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
      const double start = treatment.from + (n > 0 ? n * treatment.every : 0);
      if (start >= end) break;
      times.insert(start);
      if (start + treatment.lasting < end) times.insert(start + treatment.lasting);
      if (!repeats(treatment)) break;
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
  if (!repeats(treatment)) return since;
  const double rest = std::fmod(since, treatment.every);
  return treatment.every - rest < rounding ? 0 : rest;
}
}  // namespace

bool in_effect(const Treatment& treatment, double time) {
  const double since = since_start(treatment, time);
  return since >= 0 && since < treatment.lasting - rounding;
}

bool starts_at(const Treatment& treatment, double time) {
  const double since = since_start(treatment, time);
  return since >= 0 && since < rounding;
}

}  // namespace exomet
