// Lesson files: those of configs/lessons/ are right, and what is wrong with one is told with its place.
#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/lesson/lesson_page.hpp"
#include "sim/lesson/lesson_section.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

const fs::path source = EXOMET_SOURCE_DIR;
const Library models{source / "models"};

const std::string lesson_text = R"(title: A lesson
story: {en: A story., ja: 物語}
question: What?
choices: [This., That.]
answer: This.
experiment: EXPERIMENT
worlds:
  - name: with
  - {name: without, set: {parameters.mmp1_load: 0}, treatments: [ev_removal]}
knobs:
  - {path: parameters.ev_half_life, unit: min, range: [60, 600], step: 60, label: Half-life}
  - {path: parameters.single_cells, range: [0, 9], step: 1, label: Cells}
measures: [{measure: implants, label: Implants}]
)";

Lesson read(std::string text, const std::string& from = "", const std::string& to = "") {
  const fs::path file = fs::temp_directory_path() / "exomet-a-lesson.yaml";
  const auto replace = [&](const std::string& what, const std::string& with) {
    if (const std::size_t at = text.find(what); !what.empty() && at != text.npos)
      text.replace(at, what.size(), with);
  };
  replace(from, to);
  replace("EXPERIMENT", (source / "configs/peritoneum-2d.yaml").string());
  std::ofstream(file) << text;
  return read_lesson(file, models);
}

std::string problem(const std::string& from, const std::string& to) {
  try {
    read(lesson_text, from, to);
  } catch (const InputError& error) {
    return error.what();
  }
  return "";
}

TEST_CASE("a lesson takes from the model what it doesn't say") {
  const Lesson lesson = read(lesson_text);
  REQUIRE(lesson.knobs.size() == 2);
  CHECK(lesson.knobs[0].value == 360);  // 6 h
  CHECK_FALSE(lesson.knobs[0].at_start);
  CHECK(lesson.knobs[1].at_start);
  CHECK(lesson.story.at("ja") == "物語");
}

TEST_CASE("what is wrong with a lesson is told with its place and the nearest word") {
  using Catch::Contains;
  CHECK_THAT(problem("knobs:", "knob:"), Contains(":10:1: unknown key 'knob'; did you mean 'knobs'?"));
  CHECK_THAT(problem("{en: A", "{eng: A"),
             Contains(":2:9: story: unknown language 'eng'; did you mean 'en'?"));
  CHECK_THAT(problem("mmp1_load: 0", "mmp1_lode: 0"),
             Contains(":9:") && Contains("worlds.1") && Contains("mmp1_load"));
  CHECK_THAT(problem("single_cells", "single_cell"),
             Contains(":12:12: knobs.1.path: ") && Contains("'parameters.single_cells'"));
  CHECK_THAT(problem("unit: min", "unit: um"), Contains("knobs.0.unit: 'um' is no unit of"));
  CHECK_THAT(problem("range: [0, 9]", "range: [-1, 9]"), Contains(":12:") && Contains("out of range"));
  CHECK_THAT(problem("range: [0, 9]", "range: [9, 0]"), Contains("below the most"));
  CHECK_THAT(problem("range: [60, 600]", "range: [60 s, 600]"),
             Contains(":11:") && Contains("without a unit"));
  CHECK_THAT(problem("measure: implants", "measure: implant"),
             Contains("no measure 'implant' in the model; did you mean 'implants'?"));
  CHECK_THAT(problem("[ev_removal]", "[ev_remuval]"), Contains("did you mean 'ev_removal'?"));
  CHECK_THAT(problem("[This., That.]", "[This.]"), Contains(":4:") && Contains("two choices"));
  CHECK_THAT(problem("question: What?\n", ""), Contains("needs the key 'question'"));
  CHECK_THAT(problem("EXPERIMENT", "nowhere.yaml"), Contains(":6:13: experiment: there is no file"));
}

TEST_CASE("what stands in a lesson can't leave its place in the page") {
  const std::string json =
      lesson_json(read(lesson_text, "A story.", "'</script><script>alert(1)</script>'"), models, "1");
  CHECK(json.find('<') == std::string::npos);
  CHECK(nlohmann::json::parse(json).at("story").at("en") == "</script><script>alert(1)</script>");
}

TEST_CASE("the lessons that come along are right and in both languages") {
  std::size_t count = 0;
  for (const auto& entry : fs::directory_iterator(source / "configs/lessons")) {
    INFO(entry.path());
    const Lesson lesson = read_lesson(entry.path(), models);
    std::vector<Text> texts{lesson.title, lesson.story, lesson.asks, lesson.answer, lesson.teacher};
    for (const auto* list :
         {&lesson.choices, &lesson.observe, &lesson.evidence_against, &lesson.assumed, &lesson.questions}) {
      CHECK_FALSE(list->empty());
      texts.insert(texts.end(), list->begin(), list->end());
    }
    for (const Knob& knob : lesson.knobs) texts.insert(texts.end(), {knob.label, knob.about});
    for (const ShownMeasure& shown : lesson.measures) texts.push_back(shown.label);
    for (const LessonWorld& world : lesson.worlds) texts.push_back(world.name);
    for (const Text& text : texts) CHECK((text.contains("en") && text.contains("ja")));
    ++count;
  }
  CHECK(count >= 3);
}

}  // namespace
}  // namespace exomet
