// The engine in a page: two functions that JavaScript calls, with JSON in and out. What runs is what `exomet
// run` runs; documents and units come from files that the page has put into memory.
#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

#include "sim/base/number_text.hpp"
#include "sim/config/placed_json.hpp"
#include "sim/config/yaml_text.hpp"
#include "sim/lesson/live_run.hpp"
#include "sim/portable/units.hpp"
#include "sim/run/measure.hpp"

namespace exomet {

namespace {

using Json = nlohmann::json;

// One of the worlds, and the measures that the page hasn't seen yet.
struct Live {
  const std::string file;
  Json rows = Json::array();
  CallRecorder recorder{[this](const Record& record) { take(record); }};
  LiveRun run;
  std::vector<float> cells, dots, tissue;
  int cargo = -1, species = -1;

  Live(Node experiment, const std::string& file)
      : file(file), run(std::move(experiment), file, {"models"}, {&recorder}) {}

  void take(const Record& record) {
    if (!record.measures_due) return;
    Json row{days(record.run.world().time)};
    const Model& model = record.run.simulation().model();
    for (std::size_t i = 0; i < record.measures.size(); ++i)
      row.push_back(in_tables(*model.measures[i].measure, record.measures[i]));
    rows.push_back(std::move(row));
  }
};

std::map<int, std::unique_ptr<Live>>& worlds() {
  static std::map<int, std::unique_ptr<Live>> all;
  return all;
}

Live& world(const Json& call) { return *worlds().at(call.at("world").get<int>()); }

// [[path, node], ...]
std::vector<Entry> entries_of(const Json& settings) {
  std::vector<Entry> entries;
  for (const Json& one : settings) {
    const Node value = from_placed_json(one.at(1).dump(), "here");
    entries.push_back({one.at(0).get<std::string>(), value.place, value});
  }
  return entries;
}

template <class Named>
int index_of(const std::vector<Named>& all, const std::string& name) {
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].name == name) return static_cast<int>(i);
  return -1;
}

template <class Named>
Json names_of(const std::vector<Named>& all) {
  Json names = Json::array();
  for (const Named& one : all) names.push_back(one.name);
  return names;
}

// The number at a path, as the model now has it; null if it isn't one.
Json number_at(const Plan& plan, const std::string& path) {
  for (const NumberRecord& number : plan.numbers) try {
      if (number.path == path) return parse_quantity(number.text, Dimension::number);
    } catch (const QuantityError&) {
    }
  return nullptr;
}

// [[name, from, until], ...] in days; what goes to the end has its end there.
Json treatments_of(const Plan& plan) {
  Json spans = Json::array();
  std::map<std::string, double> open;
  const auto close = [&](const std::string& name, double until) {
    spans.push_back({name, days(open.at(name)), days(until)});
    open.erase(name);
  };
  for (const Phase& phase : plan.phases) {
    const auto names = open;
    for (const auto& [name, from] : names)
      if (std::find(phase.treatments.begin(), phase.treatments.end(), name) == phase.treatments.end())
        close(name, phase.from);
    for (const std::string& name : phase.treatments) open.try_emplace(name, phase.from);
  }
  const auto names = open;
  for (const auto& [name, from] : names) close(name, plan.duration);
  return spans;
}

Json told(Live& live) {
  const Plan& plan = live.run.plan();
  const Model& model = plan.model();
  const Vec3 extent = model.geometry.extent();
  Json warnings = Json::array();
  for (const Problem& one : plan.warnings) warnings.push_back(format(one));
  return {{"days", days(plan.duration)},
          {"hours", model.steps.rules / 60},
          {"extent", {extent.x, extent.y, extent.z}},
          {"voxels", model.geometry.voxels},
          {"types", names_of(model.cells)},
          {"tissues", names_of(model.tissues)},
          {"measures", names_of(model.measures)},
          {"treatments", treatments_of(plan)},
          {"seed", plan.seed},
          {"warnings", warnings}};
}

// "open": a world of an experiment's file, or of what was done in another world; it hasn't started.
Json open(const Json& call) {
  if (call.contains("of")) {
    const Live& other = *worlds().at(call.at("of").get<int>());
    worlds()[call.at("world").get<int>()] = std::make_unique<Live>(other.run.experiment(), other.file);
    return Json::object();
  }
  const std::string file = call.at("file");
  Problems problems;
  Node experiment = read_document(file, problems);
  problems.throw_if_any();
  worlds()[call.at("world").get<int>()] = std::make_unique<Live>(std::move(experiment), file);
  return Json::object();
}

Json start(const Json& call) {
  Live& live = world(call);
  live.rows = Json::array();
  live.run.start({entries_of(call.at("set")), call.at("treatments").get<std::vector<std::string>>(),
                  call.at("seed").get<std::uint64_t>()});
  live.cargo = index_of(live.run.plan().model().cargo, call.value("cargo", ""));
  live.species = index_of(live.run.plan().model().species, call.value("species", ""));
  Json answer = told(live);
  answer["half"] = number_at(live.run.plan(), call.value("half", ""));
  return answer;
}

// "change": {"set": [...], "give": name, "end": name}, one or more of them; all or nothing of each.
Json change(const Json& call) {
  Live& live = world(call);
  std::string given;
  if (call.contains("set")) live.run.turn(entries_of(call.at("set")));
  if (call.contains("give")) given = live.run.give(call.at("give"));
  if (call.contains("end")) live.run.end(call.at("end"));
  Json answer = told(live);
  answer["given"] = given;
  return answer;
}

constexpr int numbers_per_cell = 8;

void draw_cells(Live& live) {
  const Population& cells = live.run.run().world().cells;
  live.cells.clear();
  live.cells.reserve(cells.size() * numbers_per_cell);
  for (CellIndex i = 0; i < cells.size(); ++i)
    for (const double value :
         {cells.x[i], cells.y[i], cells.z[i], cells.diameter[i], double(cells.type[i]), double(cells.life[i]),
          double(cells.attachment[i]), live.cargo < 0 ? 0.0 : cells.cargo[live.cargo][i]})
      live.cells.push_back(static_cast<float>(value));
}

void draw_fields(Live& live) {
  const World& world = live.run.run().world();
  const std::size_t voxels = live.run.plan().model().geometry.size();
  live.dots.assign(voxels, 0);
  for (const DonorField& field : world.donor_fields)
    if (field.species == live.species)
      for (std::size_t v = 0; v < voxels; ++v) live.dots[v] += static_cast<float>(field.counts[v]);
  live.tissue.clear();
  for (const Tissue& tissue : world.tissues)
    for (std::size_t v = 0; v < voxels; ++v) live.tissue.push_back(static_cast<float>(tissue.density[v]));
}

Json place_of(const std::vector<float>& values) {
  return {reinterpret_cast<std::uintptr_t>(values.data()), values.size()};
}

// "advance": to a time in days; answers with what is new, and where in memory the picture of now is.
Json advance(const Json& call) {
  Live& live = world(call);
  live.run.advance(call.at("days").get<double>() * minutes_per_day - 1e-9);
  Json answer{{"time", days(live.run.run().world().time)}, {"ended", live.run.ended()}};
  answer["rows"] = std::exchange(live.rows, Json::array());
  if (call.value("picture", false)) {
    draw_cells(live);
    draw_fields(live);
    answer["cells"] = place_of(live.cells);
    answer["dots"] = place_of(live.dots);
    answer["tissue"] = place_of(live.tissue);
  }
  if (live.run.ended()) answer["digest"] = hexadecimal(digest(live.run.run().world()));
  return answer;
}

// "yaml": the experiment of what was done so far.
Json yaml(const Json& call) {
  return {{"yaml", to_yaml(world(call).run.experiment(), [](const Node&) { return std::string(); })}};
}

Json answer_to(const Json& call) {
  const std::string what = call.at("do");
  if (what == "units") return read_units("units.txt"), Json::object();
  if (what == "open") return open(call);
  if (what == "close") return worlds().erase(call.at("world").get<int>()), Json::object();
  if (what == "start") return start(call);
  if (what == "change") return change(call);
  if (what == "advance") return advance(call);
  return yaml(call);
}

Json problems_of(const InputError& error) {
  Json problems = Json::array();
  for (const Problem& one : error.problems()) problems.push_back({{"path", one.path}, {"what", one.what}});
  if (problems.empty()) problems.push_back({{"path", ""}, {"what", error.what()}});
  return problems;
}

}  // namespace
}  // namespace exomet

// Answers a call; the text lives until the next. {"problems": [...]} for what the input has wrong, {"failed":
// text} where a run can't go on.
extern "C" const char* exomet_call(const char* text) {
  using exomet::Json;
  static std::string answer;
  try {
    answer = exomet::answer_to(Json::parse(text)).dump();
  } catch (const exomet::InputError& error) {
    answer = Json{{"problems", exomet::problems_of(error)}}.dump();
  } catch (const std::exception& error) {
    answer = Json{{"failed", error.what()}}.dump();
  }
  return answer.c_str();
}
