#include "sim/lesson/lesson_section.hpp"

#include <algorithm>
#include <functional>

#include "sim/config/schema.hpp"
#include "sim/lesson/lesson_checks.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

const std::vector<std::string> languages{"en", "ja"};

// "text", or {en: text, ja: text}; a bare text stands under "".
Text read_words(const Node& node, Reader& reader) {
  if (node.kind != Node::Kind::map) return {{"", reader.text(node)}};
  Text text;
  for (const Entry& entry : node.entries) {
    if (std::find(languages.begin(), languages.end(), entry.key) == languages.end())
      reader.problem(entry.place, "unknown language '" + entry.key + "'; " + suggest(entry.key, languages));
    text[entry.key] = reader.text(entry.value);
  }
  return text;
}

std::vector<PlacedWord> read_names(const Node& node, Reader& reader) {
  if (node.kind == Node::Kind::scalar) return {{node.scalar, node.place}};
  if (node.kind != Node::Kind::sequence) reader.problem(node, "expected a list of names, e.g. [a, b]");
  std::vector<PlacedWord> names;
  for (const Node& item : node.items) names.push_back({reader.text(item), item.place});
  return names;
}

std::vector<Entry> read_settings(const Node& node, Reader& reader) {
  if (node.kind != Node::Kind::map) reader.problem(node, "expected a map from paths to values");
  return node.entries;
}

double read_number(const Node& node, Reader& reader) {
  try {
    if (node.kind == Node::Kind::scalar) return parse_quantity(node.scalar, Dimension::number);
  } catch (const QuantityError&) {
  }
  reader.problem(
      node, "expected a number without a unit, which stands in 'unit'; found " +
                (node.kind == Node::Kind::scalar ? "'" + node.scalar + "'" : std::string(name(node.kind))));
  return 0;
}

// What shortens the sections below.
template <class T>
class Keys {
 public:
  explicit Keys(const std::string& about) : section(about) {}

  Keys& text(const std::string& key, Text T::*member, bool needed, const std::string& about) {
    return read<Text>(key, "text, or {en: text, ja: text}", member, needed, about, read_words);
  }
  Keys& texts(const std::string& key, std::vector<Text> T::*member, bool needed, const std::string& about) {
    return read<std::vector<Text>>(key, "list of texts", member, needed, about,
                                   [](const Node& node, Reader& reader) {
                                     std::vector<Text> texts;
                                     if (node.kind != Node::Kind::sequence)
                                       return std::vector<Text>{read_words(node, reader)};
                                     for (const Node& item : node.items)
                                       texts.push_back(read_words(item, reader));
                                     return texts;
                                   });
  }
  Keys& word(const std::string& key, PlacedWord T::*member, bool needed, const std::string& about) {
    return read<PlacedWord>(key, "text", member, needed, about, [](const Node& node, Reader& reader) {
      return PlacedWord{reader.text(node), node.place};
    });
  }
  // A list of maps, or one of them.
  template <class U>
  Keys& list(const std::string& key, std::vector<U> T::*member, const Section<U>& inner, bool needed,
             const std::string& about) {
    section.custom({key, "list of", about, "", needed, inner.doc_pointer(), Holds::list},
                   [=](const Node& node, T& target, Reader& reader) {
                     const auto take = [&](const Node& item, const std::string& index) {
                       const Reader::Scope scope(reader, index, item);
                       inner.read(item, (target.*member).emplace_back(), reader);
                     };
                     if (node.kind != Node::Kind::sequence) return take(node, "");
                     for (std::size_t i = 0; i < node.items.size(); ++i)
                       take(node.items[i], std::to_string(i));
                   });
    return *this;
  }
  template <class U>
  Keys& read(const std::string& key, const std::string& form, U T::*member, bool needed,
             const std::string& about, std::function<U(const Node&, Reader&)> make) {
    section.custom({key, form, about, "", needed, {}},
                   [=](const Node& node, T& target, Reader& reader) { target.*member = make(node, reader); });
    return *this;
  }

  Section<T> section;
};

Section<Knob> knob_schema() {
  Keys<Knob> keys("A number of the model that can be turned.");
  keys.section
      .custom({"path", "text", "Of the number, e.g. parameters.mmp1_load.", "", true, {}},
              [](const Node& node, Knob& knob, Reader& reader) {
                knob.path = reader.text(node);
                knob.place = node.place;
              })
      .text("unit", &Knob::unit, false, "Of range and step; none for a bare number.")
      .custom({"range", "[least, most]", "How far it can be turned.", "", true, {}},
              [](const Node& node, Knob& knob, Reader& reader) {
                if (node.items.size() != 2)
                  return reader.problem(node, "expected the least and the most value, e.g. [0, 4]");
                knob.low = read_number(node.items[0], reader);
                knob.high = read_number(node.items[1], reader);
              })
      .custom({"step", "number", "By which it turns.", "", true, {}},
              [](const Node& node, Knob& knob, Reader& reader) { knob.step = read_number(node, reader); })
      .check([](const Knob& knob, const Node& node, Reader& reader) {
        if (!(knob.low < knob.high)) reader.problem(node, "the least value has to be below the most");
        if (!(knob.step > 0 && knob.step <= knob.high - knob.low))
          reader.problem(node, "'step' has to be above 0 and at most the range");
      });
  keys.text("label", &Knob::label, true, "What it is called.")
      .text("about", &Knob::about, false, "What it does.");
  return keys.section;
}

Section<Switch> switch_schema() {
  Keys<Switch> keys("A treatment of the model that can be switched on and off.");
  keys.word("treatment", &Switch::treatment, true, "Its name in the model.")
      .text("label", &Switch::label, true, "What it is called.")
      .text("about", &Switch::about, false, "What it does.");
  return keys.section;
}

Section<LessonWorld> world_schema() {
  Keys<LessonWorld> keys("One of the worlds side by side; both have one seed.");
  keys.text("name", &LessonWorld::name, true, "What it is called.")
      .read<std::vector<Entry>>("set", "map from path to value", &LessonWorld::set, false,
                                "What it has of its own; it holds whatever is turned.", read_settings)
      .read<std::vector<PlacedWord>>("treatments", "list of names", &LessonWorld::treatments, false,
                                     "Treatments of the model that are given.", read_names);
  return keys.section;
}

Section<ShownMeasure> measure_schema() {
  Keys<ShownMeasure> keys("A chart.");
  keys.word("measure", &ShownMeasure::measure, true, "Of the model.")
      .text("label", &ShownMeasure::label, true, "What it is called.")
      .text("about", &ShownMeasure::about, false, "What it is.");
  return keys.section;
}

Section<ShownCells> cells_schema() {
  Keys<ShownCells> keys("What a cell type is called.");
  keys.word("type", &ShownCells::type, true, "In the model.")
      .text("label", &ShownCells::label, true, "On the page.");
  return keys.section;
}

Section<ShownTissue> tissue_schema() {
  Keys<ShownTissue> keys("What a tissue is called.");
  keys.word("tissue", &ShownTissue::tissue, true, "In the model.")
      .text("label", &ShownTissue::label, true, "On the page.");
  return keys.section;
}

Section<ShownCargo> cargo_schema() {
  Keys<ShownCargo> keys("Cells in the colour of how much of a cargo is in them.");
  keys.word("cargo", &ShownCargo::cargo, true, "Its name in the model.")
      .word("half", &ShownCargo::half, true,
            "Path of the dose that is marked on the scale, e.g. cells.mesothelial.dies.raised_by.MMP1.half.")
      .text("label", &ShownCargo::label, true, "What the colour is.")
      .text("half_label", &ShownCargo::half_label, true, "What happens at that dose.");
  return keys.section;
}

Section<ShownVesicles> vesicles_schema() {
  Keys<ShownVesicles> keys("EVs as dots.");
  keys.word("species", &ShownVesicles::species, true, "Their name in the model.")
      .text("label", &ShownVesicles::label, true, "What they are called.");
  keys.section.quantity("per_dot", &ShownVesicles::per_dot, Dimension::number, {false, positive},
                        "How many a dot stands for, in both worlds and at all times.");
  return keys.section;
}

const Section<Lesson>& lesson_schema() {
  static const Section<Lesson> made = [] {
    Keys<Lesson> keys("A lesson: a question to an experiment, as a page with the engine in it.");
    keys.section.choice("lang", &Lesson::lang, {{"en", std::string("en")}, {"ja", std::string("ja")}},
                        "Language in which the page opens, and of texts that don't say.");
    keys.text("title", &Lesson::title, true, "Of the page.")
        .text("story", &Lesson::story, true, "What one has to know; an empty line begins a paragraph.")
        .text("question", &Lesson::asks, true, "What is to be predicted before anything runs.")
        .texts("choices", &Lesson::choices, true, "Predictions to choose from.")
        .text("answer", &Lesson::answer, true, "What the runs say, shown when they are through.")
        .word("experiment", &Lesson::experiment, true, "Path of its file, from the lesson's folder.")
        .list("worlds", &Lesson::worlds, world_schema(), true, "Two that are run side by side with one seed.")
        .list("knobs", &Lesson::knobs, knob_schema(), false, "What can be turned.")
        .list("switches", &Lesson::switches, switch_schema(), false, "Treatments that can be switched.")
        .list("measures", &Lesson::measures, measure_schema(), true, "What is charted.")
        .list("cells", &Lesson::cells, cells_schema(), false, "What cell types are called.")
        .list("tissues", &Lesson::tissues, tissue_schema(), false, "What tissues are called.")
        .list("received", &Lesson::cargo, cargo_schema(), false, "What colours cells besides their type.")
        .list("vesicles", &Lesson::vesicles, vesicles_schema(), false, "EVs that are drawn.")
        .texts("observe", &Lesson::observe, false, "What one should have seen.")
        .texts("evidence_against", &Lesson::evidence_against, false, "What speaks against the model.")
        .texts("assumed", &Lesson::assumed, false, "What nobody has measured.")
        .texts("questions", &Lesson::questions, false, "To go on thinking.")
        .text("teacher", &Lesson::teacher, false, "For who teaches: time, what to ask, what goes wrong.");
    keys.section.integer("runs", &Lesson::runs, 2, 200, "Of the band that shows what else could happen.");
    keys.section.check([](const Lesson& lesson, const Node& node, Reader& reader) {
      if (lesson.worlds.empty() || lesson.worlds.size() > 2)
        reader.problem(*node.find("worlds"), "a lesson has one world, or two side by side");
      if (lesson.choices.size() < 2)
        reader.problem(*node.find("choices"), "a prediction needs two choices or more");
      if (lesson.cargo.size() > 1) reader.problem(*node.find("received"), "one cargo only");
    });
    return keys.section;
  }();
  return made;
}

}  // namespace

fs::path Lesson::experiment_file() const { return (file.parent_path() / experiment.word).lexically_normal(); }

bool is_lesson(const fs::path& file) {
  Problems told_later;
  const Node node = read_document(file, told_later);
  return node.find("worlds") && node.find("experiment");
}

Lesson read_lesson(const fs::path& file, const Library& library) {
  Problems problems;
  const Node node = read_document(file, problems);
  problems.throw_if_any();
  Reader reader(problems, {});
  Lesson lesson;
  lesson.file = file;
  lesson.name = file.stem().string();
  lesson_schema().read(node, lesson, reader);
  std::error_code ignored;
  if (!lesson.experiment.word.empty() && !fs::is_regular_file(lesson.experiment_file(), ignored))
    problems.add(lesson.experiment.place, "experiment",
                 "there is no file '" + lesson.experiment_file().string() +
                     "'; the path starts at the lesson's folder");
  problems.throw_if_any();
  check_lesson(lesson, library, problems);
  problems.throw_if_any();
  return lesson;
}

std::shared_ptr<const SectionDoc> lesson_doc() { return lesson_schema().doc_pointer(); }

}  // namespace exomet
