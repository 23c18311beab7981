#include "sim/lesson/lesson_page.hpp"

#include <nlohmann/json.hpp>

#include "sim/base/whole_file.hpp"
#include "sim/config/placed_json.hpp"
#include "sim/config/unit_table.hpp"
#include "sim/run/language/evidence_names.hpp"
#include "sim/run/language/sources.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::ordered_json;

// By language; a bare text is in the lesson's.
Json words(const Text& text, const Lesson& lesson) {
  Json by_language = Json::object();
  for (const auto& [language, said] : text) by_language[language.empty() ? lesson.lang : language] = said;
  return by_language;
}

Json all_words(const std::vector<Text>& texts, const Lesson& lesson) {
  Json list = Json::array();
  for (const Text& text : texts) list.push_back(words(text, lesson));
  return list;
}

template <class T, class Make>
Json list_of(const std::vector<T>& all, const Make& make) {
  Json list = Json::array();
  for (const T& one : all) list.push_back(make(one));
  return list;
}

Json names_of(const std::vector<PlacedWord>& all) {
  return list_of(all, [](const PlacedWord& one) { return one.word; });
}

Json settings_of(const std::vector<Entry>& set) {
  return list_of(set, [](const Entry& entry) {
    return Json{entry.key, Json::parse(to_placed_json(entry.value))};
  });
}

Json shown_of(const Lesson& lesson) {
  const auto said = [&](const Text& text) { return words(text, lesson); };
  Json json;
  json["knobs"] = list_of(lesson.knobs, [&](const Knob& knob) {
    return Json{{"path", knob.path},         {"unit", knob.unit},         {"low", knob.low},
                {"high", knob.high},         {"step", knob.step},         {"value", knob.value},
                {"at_start", knob.at_start}, {"label", said(knob.label)}, {"about", said(knob.about)}};
  });
  json["switches"] = list_of(lesson.switches, [&](const Switch& one) {
    return Json{{"treatment", one.treatment.word}, {"label", said(one.label)}, {"about", said(one.about)}};
  });
  json["worlds"] = list_of(lesson.worlds, [&](const LessonWorld& world) {
    return Json{{"name", said(world.name)},
                {"set", settings_of(world.set)},
                {"treatments", names_of(world.treatments)}};
  });
  json["measures"] = list_of(lesson.measures, [&](const ShownMeasure& shown) {
    return Json{{"measure", shown.measure.word},
                {"unit", shown.unit},
                {"label", said(shown.label)},
                {"about", said(shown.about)}};
  });
  json["cells"] = list_of(lesson.cells, [&](const ShownCells& shown) {
    return Json{{"type", shown.type.word}, {"label", said(shown.label)}};
  });
  json["tissues"] = list_of(lesson.tissues, [&](const ShownTissue& shown) {
    return Json{{"tissue", shown.tissue.word}, {"label", said(shown.label)}};
  });
  json["received"] = list_of(lesson.cargo, [&](const ShownCargo& shown) {
    return Json{{"cargo", shown.cargo.word},
                {"half", shown.half.word},
                {"label", said(shown.label)},
                {"half_label", said(shown.half_label)}};
  });
  json["vesicles"] = list_of(lesson.vesicles, [&](const ShownVesicles& shown) {
    return Json{{"species", shown.species.word}, {"per_dot", shown.per_dot}, {"label", said(shown.label)}};
  });
  return json;
}

// The files that the engine reads, by the names under which it looks for them.
class Files {
 public:
  void add(const fs::path& file, const std::string& name) {
    Problems problems;
    add(read_document(file, problems), name);
    problems.throw_if_any();
  }
  void add(const Node& document, const std::string& name) {
    add_units(document, units_);
    json_[name] = to_placed_json(document);
  }
  void add_text(const fs::path& file, const std::string& name) {
    const std::optional<std::string> text = read_whole(file);
    if (!text) throw RunError("'" + file.string() + "' isn't there");
    json_[name] = *text;
  }
  Json finish() {
    json_["units.txt"] = unit_table(units_);
    return json_;
  }

 private:
  std::set<std::string> units_ = common_units();
  Json json_ = Json::object();
};

Json files_of(const Lesson& lesson, const Library& library) {
  Problems problems;
  const Sources sources = read_sources(lesson.experiment_file(), {}, {}, library, problems);
  problems.throw_if_any();
  const fs::path model = sources.model_file;
  Files files;
  Node experiment = sources.experiment;
  if (Node* output = experiment.find("output"))  // which the page doesn't write
    std::erase_if(output->entries, [](const Entry& entry) { return entry.key == "formats"; });
  files.add(experiment, "configs/" + lesson.experiment_file().filename().string());
  const fs::path named = experiment.find("model")->scalar;
  files.add(model, named.extension() == ".yaml" ? ("configs" / named).lexically_normal().string()
                                                : "models/" + named.string() + ".yaml");
  files.add_text(library.models / "references.bib", "models/references.bib");
  std::error_code ignored;
  if (const fs::path evidence = evidence_file(library, model); fs::is_regular_file(evidence, ignored))
    files.add(evidence, "models/evidence/" + evidence.filename().string());
  return files.finish();
}

std::string without_tags(std::string text) {
  std::string out;
  for (const char c : text) out += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return out;
}

}  // namespace

std::string lesson_json(const Lesson& lesson, const Library& library, const std::string& version) {
  Json json = shown_of(lesson);
  json["name"] = lesson.name;
  json["version"] = version;
  json["lang"] = lesson.lang;
  json["runs"] = lesson.runs;
  json["experiment"] = "configs/" + lesson.experiment_file().filename().string();
  json["title"] = words(lesson.title, lesson);
  json["story"] = words(lesson.story, lesson);
  json["question"] = words(lesson.asks, lesson);
  json["choices"] = all_words(lesson.choices, lesson);
  json["answer"] = words(lesson.answer, lesson);
  json["observe"] = all_words(lesson.observe, lesson);
  json["evidence_against"] = all_words(lesson.evidence_against, lesson);
  json["assumed"] = all_words(lesson.assumed, lesson);
  json["questions"] = all_words(lesson.questions, lesson);
  json["teacher"] = words(lesson.teacher, lesson);
  json["files"] = files_of(lesson, library);
  return without_tags(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

}  // namespace exomet
