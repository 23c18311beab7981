#include "sim/lesson/lesson_checks.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "sim/base/number_text.hpp"
#include "sim/base/units.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/lesson/live_run.hpp"
#include "sim/run/measure.hpp"

namespace exomet {

namespace {

Node word(const std::string& text, const SourceLocation& place) {
  return {Node::Kind::scalar, place, text, false, "", {}, {}};
}

std::string in_unit(double value, const std::string& unit) {
  return number_text(value) + (unit.empty() ? "" : " " + unit);
}

class LessonChecks {
 public:
  LessonChecks(Lesson& lesson, const Library& library, Problems& problems)
      : lesson_(lesson),
        library_(library),
        problems_(problems),
        experiment_(read_document(lesson.experiment_file(), problems)) {
    problems_.throw_if_any();
    plan_ = plan_of(experiment_);
  }

  void check() {
    if (plan_.document.find("inputs"))
      problems_.add(lesson_.experiment.place, "experiment",
                    "it reads files, which a page can't; choose one that makes up its start");
    for (std::size_t i = 0; i < lesson_.knobs.size(); ++i)
      check_knob(lesson_.knobs[i], "knobs." + std::to_string(i));
    check_names();
    for (std::size_t i = 0; i < lesson_.worlds.size(); ++i)
      check_world(lesson_.worlds[i], "worlds." + std::to_string(i));
  }

 private:
  Plan plan_of(const Node& experiment) const {
    return load_plan(experiment, lesson_.experiment_file(), library_);
  }

  // What the program says to an experiment, as problems of the lesson.
  void try_plan(const Node& experiment, const SourceLocation& place, const std::string& path) {
    try {
      plan_of(experiment);
    } catch (const InputError& error) {
      for (const Problem& one : error.problems())
        problems_.add(one.place.file == lesson_.file.string() ? one.place : place, path,
                      (one.path.empty() ? "" : one.path + ": ") + one.what);
    }
  }

  const NumberRecord* number(const std::string& path) const {
    const auto same = [&](const NumberRecord& one) { return one.path == path; };
    const auto found = std::find_if(plan_.numbers.begin(), plan_.numbers.end(), same);
    return found == plan_.numbers.end() ? nullptr : &*found;
  }
  // The path, or that of the value of a number in long form.
  const Node* parameter(const std::string& path) const {
    const Node* at = plan_.document.find("model");
    std::size_t begin = 0;
    while (at && begin <= path.size()) {
      const std::size_t end = std::min(path.find('.', begin), path.size());
      at = at->find(path.substr(begin, end - begin));
      begin = end + 1;
    }
    if (at && at->kind == Node::Kind::map) at = at->find("value");
    return at && at->kind == Node::Kind::scalar ? at : nullptr;
  }
  std::vector<std::string> known_paths() const {
    std::vector<std::string> known;
    for (const NumberRecord& one : plan_.numbers) known.push_back(one.path);
    if (const Node* parameters = plan_.document.find("model")->find("parameters"))
      for (const Entry& entry : parameters->entries) known.push_back("parameters." + entry.key);
    return known;
  }

  // The text of the number at a path; nothing after a problem.
  std::string text_at(const std::string& path, const SourceLocation& place, const std::string& where) {
    if (const NumberRecord* found = number(path)) return found->text;
    if (const Node* found = parameter(path)) return found->scalar;
    problems_.add(place, where, "the model has no number '" + path + "'; " + suggest(path, known_paths()));
    return {};
  }

  void check_knob(Knob& knob, const std::string& where) {
    const std::string text = text_at(knob.path, knob.place, where + ".path");
    if (text.empty()) return;
    char* end = nullptr;
    knob.value = std::strtod(text.c_str(), &end);
    std::string unit = end;
    unit.erase(0, std::min(unit.find_first_not_of(' '), unit.size()));
    try {
      if (unit_powers(unit) != unit_powers(knob.unit)) throw UnknownUnit{knob.unit, {}};
      knob.value = unit_scale(unit, knob.unit).to_other(knob.value);
    } catch (const UnknownUnit&) {
      return problems_.add(knob.place, where + ".unit",
                           "'" + knob.unit + "' is no unit of '" + knob.path + "', which is '" + text + "'");
    }
    const std::size_t before = problems_.size();
    for (const double value : {knob.low, knob.high}) {
      const Start start{{{knob.path, knob.place, word(in_unit(value, knob.unit), knob.place)}}, {}, 1};
      try_plan(with_start(experiment_, start), knob.place, where);
    }
    if (problems_.size() == before) knob.at_start = !can_be_turned_later(knob);
  }

  bool can_be_turned_later(const Knob& knob) const {
    Node treatment{Node::Kind::map, knob.place, "", false, "", {}, {}}, set = treatment;
    set.entries = {{knob.path, knob.place, word(in_unit(knob.low, knob.unit), knob.place)}};
    const double later = plan_.model().steps.rules;
    treatment.entries = {{"from", knob.place, word(number_text(later) + " min", knob.place)},
                         {"set", knob.place, set}};
    const Start start{{{"treatments.turned", knob.place, treatment}}, {"turned"}, 1};
    try {
      return plan_of(with_start(experiment_, start)), true;
    } catch (const InputError&) {
      return false;
    }
  }

  void check_name(const PlacedWord& word, const std::vector<std::string>& known, const std::string& kind,
                  const std::string& where) {
    if (std::find(known.begin(), known.end(), word.word) == known.end())
      problems_.add(word.place, where,
                    "no " + kind + " '" + word.word + "' in the model; " + suggest(word.word, known));
  }

  void check_names() {
    const Model& model = plan_.model();
    std::vector<std::string> measures, types, tissues, cargo, species, treatments;
    for (const NamedMeasure& one : model.measures) measures.push_back(one.name);
    for (const CellType& one : model.cells) types.push_back(one.name);
    for (const TissueKind& one : model.tissues) tissues.push_back(one.name);
    for (const Cargo& one : model.cargo) cargo.push_back(one.name);
    for (const Species& one : model.species) species.push_back(one.name);
    if (const Node* known = plan_.document.find("model")->find("treatments"))
      for (const Entry& entry : known->entries)
        if (entry.key != "source" && entry.key != "about") treatments.push_back(entry.key);
    for (ShownMeasure& shown : lesson_.measures) {
      check_name(shown.measure, measures, "measure", "measures");
      for (const NamedMeasure& one : model.measures)
        if (one.name == shown.measure.word) shown.unit = one.measure->unit();
    }
    for (const ShownCells& shown : lesson_.cells) check_name(shown.type, types, "cell type", "cells");
    for (const ShownTissue& shown : lesson_.tissues) check_name(shown.tissue, tissues, "tissue", "tissues");
    for (const ShownCargo& shown : lesson_.cargo) {
      check_name(shown.cargo, cargo, "cargo", "received.cargo");
      text_at(shown.half.word, shown.half.place, "received.half");
    }
    for (const ShownVesicles& shown : lesson_.vesicles)
      check_name(shown.species, species, "EV or substance", "vesicles.species");
    for (const Switch& one : lesson_.switches)
      check_name(one.treatment, treatments, "treatment", "switches.treatment");
    for (const LessonWorld& world : lesson_.worlds)
      for (const PlacedWord& one : world.treatments)
        check_name(one, treatments, "treatment", "worlds.treatments");
    problems_.throw_if_any();
  }

  void check_world(const LessonWorld& world, const std::string& where) {
    Start start{world.set, {}, 1};
    for (const PlacedWord& treatment : world.treatments) start.treatments.push_back(treatment.word);
    const SourceLocation& place = world.set.empty() ? lesson_.experiment.place : world.set.front().place;
    try_plan(with_start(experiment_, start), place, where);
  }

  Lesson& lesson_;
  const Library& library_;
  Problems& problems_;
  Node experiment_;
  Plan plan_;
};

}  // namespace

void check_lesson(Lesson& lesson, const Library& library, Problems& problems) {
  LessonChecks(lesson, library, problems).check();
}

}  // namespace exomet
