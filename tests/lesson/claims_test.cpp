// What lessons say comes out, asked of their own worlds over seeds 1 to 20 (EXOMET_LESSON_SEEDS gives another
// number).
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <cstdlib>

#include "sim/lesson/lesson_section.hpp"
#include "sim/lesson/live_run.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

const fs::path source = EXOMET_SOURCE_DIR;
const Library models{source / "models"};

int seeds(int in_ci = 20) {
  const char* given = std::getenv("EXOMET_LESSON_SEEDS");
  return given ? std::atoi(given) : std::getenv("CI") ? in_ci : 20;
}

Lesson lesson(const std::string& name) {
  return read_lesson(source / "configs/lessons" / (name + ".yaml"), models);
}

Entry setting(const std::string& path, const std::string& text) {
  Problems problems;
  return {path, {"here", 0, 0}, read_text(text, "here", problems)};
}

using Values = std::vector<double>;

// The value of a measure at the end, a seed each; NaN where it has none.
std::map<std::string, Values> ends(int count, const Lesson& lesson, const LessonWorld& world,
                                   const std::vector<Entry>& turned = {},
                                   const std::vector<std::string>& switched = {}) {
  Problems problems;
  LiveRun run(read_document(lesson.experiment_file(), problems), lesson.experiment_file(), models);
  Start start{turned, switched, 1};
  start.set.insert(start.set.end(), world.set.begin(), world.set.end());
  for (const PlacedWord& treatment : world.treatments) start.treatments.push_back(treatment.word);
  std::map<std::string, Values> values;
  for (int seed = 1; seed <= count; ++seed) {
    start.seed = static_cast<std::uint64_t>(seed);
    run.start(start);
    run.advance(run.plan().duration);
    const std::vector<NamedMeasure>& measures = run.plan().model().measures;
    for (std::size_t i = 0; i < measures.size(); ++i)
      values[measures[i].name].push_back(in_tables(*measures[i].measure, run.run().last_measures()[i]));
  }
  return values;
}

double mean(const Values& values) {
  double sum = 0;
  for (const double value : values) sum += value;
  return sum / static_cast<double>(values.size());
}

struct Interval {
  double low = 0, mean = 0, high = 0;
};

// Of the mean, 95 %, by the normal's 1.96 and a little for so few.
Interval interval(const Values& values) {
  const double centre = mean(values);
  double squares = 0;
  for (const double value : values) squares += (value - centre) * (value - centre);
  const double count = static_cast<double>(values.size());
  const double half = 2.1 * std::sqrt(squares / (count - 1) / count);
  return {centre - half, centre, centre + half};
}

Values differences(const Values& a, const Values& b) {
  Values pairs;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (!std::isnan(a[i]) && !std::isnan(b[i])) pairs.push_back(a[i] - b[i]);
  return pairs;
}

TEST_CASE("vesicle or message: empty EVs leave the sheet that full ones open") {
  const Lesson told = lesson("vesicle-or-message");
  const int count = seeds(6);
  auto full = ends(count, told, told.worlds[0]), empty = ends(count, told, told.worlds[1]);
  for (const double cover : full["mesothelial_cover"]) CHECK(cover < 0.05);
  for (const double cover : empty["mesothelial_cover"]) CHECK(cover > 0.95);
  CHECK(mean(empty["evs_in_flight"]) > 100);
  CHECK(mean(empty["implants"]) < mean(full["implants"]));
}

TEST_CASE("when must removal start: not even at once and less release does it") {
  const Lesson told = lesson("when-must-removal-start");
  const Entry at_once = setting("treatments.ev_removal.from", "0 d"),
              on_day_2 = setting("treatments.ev_removal.from", "2 d"),
              release = setting("treatments.ev_release_inhibitor.from", "0 d");
  const int count = seeds(12);
  auto alone = ends(count, told, told.worlds[0]), early = ends(count, told, told.worlds[1], {at_once}),
       later = ends(count, told, told.worlds[1], {on_day_2}),
       less = ends(count, told, told.worlds[0], {release}, {"ev_release_inhibitor"});
  CHECK(mean(early["mesothelial_cover"]) < 0.1);
  CHECK(mean(less["mesothelial_cover"]) > 0.9);
  const Interval delay = interval(differences(early["first_implant"], alone["first_implant"]));
  INFO("the first implant is " << delay.mean << " [" << delay.low << ", " << delay.high << "] min later");
  CHECK(delay.low > 0);
  CHECK(delay.mean == Approx(20 * 60).margin(8 * 60));
  CHECK(std::abs(mean(differences(later["first_implant"], alone["first_implant"]))) < 4 * 60);
}

TEST_CASE("why one run is not enough: seeds point both ways and twenty decide one question of two") {
  const Lesson told = lesson("why-one-run-is-not-enough");
  auto one = ends(seeds(), told, told.worlds[0]), weaker = ends(seeds(), told, told.worlds[1]);
  const Values cells = differences(one["tumour_cells"], weaker["tumour_cells"]);
  CHECK(std::count_if(cells.begin(), cells.end(), [](double more) { return more > 0; }) >= 3);
  CHECK(std::count_if(cells.begin(), cells.end(), [](double more) { return more < 0; }) >= 3);
  const Interval undecided = interval(cells);
  INFO("tumour cells " << undecided.mean << " [" << undecided.low << ", " << undecided.high << "]");
  if (seeds() <= 20) CHECK(undecided.low < 0);
  const Values first = differences(weaker["first_implant"], one["first_implant"]);
  for (const double later : first) CHECK(later >= 0);
  CHECK(interval(first).low > 0);
}

}  // namespace
}  // namespace exomet
