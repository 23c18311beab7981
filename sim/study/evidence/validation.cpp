#include "sim/study/evidence/validation.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "sim/base/units.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/study/address.hpp"
#include "sim/study/prior_axes.hpp"

namespace exomet {

namespace {

constexpr long first_seed = 1;  // of all draws, so that entries share their runs

Sweep common_sweep(const Evidence& evidence, const EvidenceEntry& entry, Size size) {
  Sweep sweep;
  sweep.file = evidence.file;
  sweep.experiment = entry.experiment;
  sweep.experiment_place = entry.place;
  sweep.name = entry.name;
  sweep.set = entry.at(size).shared;
  for (const std::vector<Entry>* own : {&entry.set, &entry.at(size).set})
    sweep.set.insert(sweep.set.end(), own->begin(), own->end());
  sweep.seed = first_seed;
  sweep.paired = true;
  sweep.series = true;
  std::set<std::string> told;
  const auto add = [&](const Word& word) {
    if (told.insert(word.first).second) sweep.measures.push_back(word);
  };
  add(entry.reads.measure);
  if (entry.reads.minus) add(*entry.reads.minus);
  for (const Word& word : entry.reads.per) add(word);
  return sweep;
}

Axis empty_axis(const EvidenceEntry& entry) {
  Axis axis;
  axis.name = "arm";
  axis.place = entry.place;
  axis.columns = {{"arm", "", false}};
  axis.is_alternatives = true;
  return axis;
}

Sweep seeds_sweep(const Evidence& evidence, const EvidenceEntry& entry, Size size) {
  Sweep sweep = common_sweep(evidence, entry, size);
  sweep.replicates = entry.at(size).seeds;
  Axis axis = empty_axis(entry);
  for (const Arm& arm : entry.arms) axis.values.push_back({arm.set, {arm.name}});
  sweep.axes.push_back(std::move(axis));
  return sweep;
}

// What a draw sets: its numbers, and a seed that all arms and entries share.
std::vector<Entry> settings_of_draw(const std::vector<Axis>& axes, const std::vector<double>& point,
                                    std::size_t draw, const Sweep& sweep) {
  std::vector<Entry> settings;
  for (std::size_t a = 0; a < axes.size(); ++a)
    for (const Entry& entry : axes[a].at(point[a]).settings) settings.push_back(entry);
  const Node seed{Node::Kind::scalar, {}, std::to_string(seed_of(sweep, 0, draw)), false, "", {}, {}};
  settings.push_back({seed_path, {}, seed});
  return settings;
}

// Of the quick version: what is asked is how much follows from the numbers, not how exact it is.
Sweep draws_sweep(const Evidence& evidence, const EvidenceEntry& entry, long draws, const Library& library) {
  Sweep sweep = common_sweep(evidence, entry, Size::quick);
  sweep.axes.push_back(empty_axis(entry));
  if (draws == 0) return sweep;
  PriorChoice choice;
  choice.all = true;
  Problems no_priors;
  const std::vector<Axis> axes =
      prior_axes(choice, load_plan(entry.experiment, {}, library, sweep.set), {}, no_priors);
  std::vector<std::string> names;
  for (const Axis& axis : axes) {
    names.push_back(axis.name);
    sweep.priors_text += "\n" + axis.name + ": " + text_of(Prior{*axis.spread, false});
  }
  if (axes.empty()) return sweep;
  const Cube cube =
      random_cube(static_cast<std::size_t>(draws), names, static_cast<std::uint64_t>(first_seed));
  for (std::size_t draw = 0; draw < cube.size(); ++draw) {
    const std::vector<Entry> drawn = settings_of_draw(axes, cube[draw], draw, sweep);
    for (const Arm& arm : entry.arms) {
      AxisValue value{drawn, {std::to_string(draw) + " " + arm.name}};
      value.settings.insert(value.settings.end(), arm.set.begin(), arm.set.end());
      sweep.axes.front().values.push_back(std::move(value));
    }
  }
  return sweep;
}

std::vector<EvidenceEntry> chosen_entries(const Evidence& evidence, const std::vector<std::string>& only) {
  std::vector<std::string> known;
  for (const EvidenceEntry& entry : evidence.entries) known.push_back(entry.name);
  for (const std::string& word : only)
    if (std::find(known.begin(), known.end(), word) == known.end())
      throw InputError("'" + evidence.file.string() + "' has no entry '" + word + "'; " +
                       suggest(word, known));
  std::vector<EvidenceEntry> chosen;
  for (const EvidenceEntry& entry : evidence.entries)
    if (only.empty() || std::find(only.begin(), only.end(), entry.name) != only.end())
      chosen.push_back(entry);
  return chosen;
}

void include(SweepNeeds& all, const SweepNeeds& one, double runs, double& weight) {
  all.cells = std::max(all.cells, one.cells);
  all.memory = std::max(all.memory, one.memory);
  all.days = std::max(all.days, one.days);
  all.disk += one.disk;
  all.mean_seconds = (weight * all.mean_seconds + runs * one.mean_seconds) / std::max(1.0, weight + runs);
  weight += runs;
  for (const std::string& note : one.notes)
    if (std::find(all.notes.begin(), all.notes.end(), note) == all.notes.end()) all.notes.push_back(note);
}

std::string unit_in(const SweepNeeds& needs, const std::string& measure) {
  for (const MeasureColumn& column : needs.measures)
    if (column.name == measure) return column.unit;
  return {};
}

// Of what is read out.
std::string unit_read(const Readout& reads, const SweepNeeds& needs) {
  const std::string unit = unit_of(reads, unit_in(needs, reads.measure.first));
  if (reads.per.empty()) return unit;
  const std::string per = unit_of(reads, unit_in(needs, reads.per.front().first));
  if (per.empty()) return unit;
  return per == unit ? "" : unit + "/(" + per + ")";
}

void set_shown(EntryRuns& runs, const SweepNeeds& needs, Problems& problems) {
  try {
    runs.shown = shown_in(runs.entry.expect, unit_read(runs.entry.reads, needs));
    runs.region = region_of(runs.entry.expect, runs.shown.unit);
  } catch (const QuantityError& error) {
    problems.add(runs.entry.expect.place, "entries." + runs.entry.name + ".expect", error.what());
  }
}

}  // namespace

Shown shown_in(const Expectation& expect, const std::string& unit) {
  const bool is_relative = expect.kind == Expectation::Kind::relative;
  Shown shown{unit_of(expect, unit), unit, 1, 1};
  const std::string written = expect.low ? expect.low->unit : expect.high->unit;
  if (written.empty() || written == shown.unit) return shown;
  try {
    shown.scale = number_in({1, shown.unit}, written);
  } catch (const UnknownUnit&) {  // of what is divided by something else
    throw QuantityError("what is read out is in '" + shown.unit + "', so that '" + written +
                        "' can't be its unit; leave the unit away");
  }
  shown.unit = written;
  if (!is_relative) {
    shown.arm_unit = written;
    shown.arm_scale = shown.scale;
  }
  return shown;
}

std::vector<const Sweep*> Validation::sweeps() const {
  std::vector<const Sweep*> all;
  for (const EntryRuns& one : entries) all.push_back(&one.seeds);
  for (const EntryRuns& one : entries) all.push_back(&one.draws);
  return all;
}

std::size_t Validation::runs() const {
  std::size_t count = 0;
  for (const Sweep* sweep : sweeps()) count += sweep->runs();
  return count;
}

Validation plan_validation(const Evidence& evidence, const ValidationRules& rules, const Library& library) {
  Validation validation{evidence, rules, {}};
  for (const EvidenceEntry& entry : chosen_entries(evidence, rules.only))
    validation.entries.push_back({entry,
                                  seeds_sweep(evidence, entry, rules.size),
                                  draws_sweep(evidence, entry, rules.draws, library),
                                  {},
                                  {}});
  return validation;
}

SweepNeeds check_validation(Validation& validation, const Library& library) {
  SweepNeeds all;
  double weight = 0;
  Problems problems;
  for (EntryRuns& runs : validation.entries) try {
      const SweepNeeds needs = check_sweep(runs.seeds, library);
      include(all, needs, static_cast<double>(runs.seeds.runs()), weight);
      set_shown(runs, needs, problems);
    } catch (const InputError& error) {
      if (error.problems().empty()) throw;
      for (const Problem& one : error.problems()) problems.add(one.place, one.path, one.what);
    }
  problems.throw_if_any();
  return all;
}

std::string text_hash(const Validation& validation) {
  Sweep all;
  all.text = validation.evidence.text;
  for (const EntryRuns& one : validation.entries) all.priors_text += one.draws.priors_text;
  return text_hash(all);
}

RunPlace place_of(const Validation& validation, std::size_t run) {
  RunPlace place;
  for (const Sweep* sweep : validation.sweeps()) {
    if (run < sweep->runs()) return {place.sweep, run};
    run -= sweep->runs();
    ++place.sweep;
  }
  throw std::out_of_range("no such run of the validation");
}

ValidationWorker::ValidationWorker(const Validation& validation, const RunStore& store,
                                   const Library& library, WorkRules rules, const Execution& how)
    : validation_(validation) {
  for (const Sweep* sweep : validation.sweeps())
    workers_.push_back(std::make_unique<Worker>(*sweep, store, library, rules, how));
}

Answer ValidationWorker::work(std::size_t run, const std::function<bool(const Answer&)>& may_start) {
  const RunPlace place = place_of(validation_, run);
  Answer answer = workers_[place.sweep]->work(place.run, [&](const Answer& starting) {
    Answer told = starting;
    told.run = run;
    return may_start(told);
  });
  answer.run = run;
  return answer;
}

}  // namespace exomet
