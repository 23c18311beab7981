#include "sim/run/record/run_json.hpp"

#include <nlohmann/json.hpp>

#include "sim/base/number_text.hpp"
#include "sim/run/record/compartment_balance.hpp"
#include "sim/run/record/donor_balance.hpp"
#include "sim/run/record/tables.hpp"
#include "sim/run/run_notes.hpp"
#include "sim/run/signalling.hpp"

namespace exomet {

namespace {

using Json = nlohmann::ordered_json;

// Of each donor and species, whatever was released with which load.
Json balances(const Simulation& simulation) {
  const World& world = simulation.world();
  Json list = Json::array();
  for (const DonorBalance& sum : donor_balances(world)) {
    const DonorField& donor_field = world.donor_fields[sum.first];
    const Balance& b = sum.balance;
    list.push_back({{"species", simulation.model().species[donor_field.species].name},
                    {"donor", donor_name(simulation.model(), donor_field)},
                    {"emitted", b.emitted},
                    {"dosed", b.dosed},
                    {"supplied", b.supplied},
                    {"in_flight", sum.in_flight},
                    {"taken_up", b.taken_up},
                    {"decayed", b.decayed},
                    {"left", b.left},
                    {"relative_error", sum.error()}});
  }
  return list;
}

// Of each compartment: what it holds by donor and species, and what of the body its walls stand for.
Json compartments(const Simulation& simulation) {
  const Model& model = simulation.model();
  const World& world = simulation.world();
  Json list = Json::array();
  for (std::size_t c = 0; c < model.compartments.size(); ++c) {
    Json contents = Json::array(), times = Json::array();
    for (const CompartmentContent& content : compartment_contents(world)) {
      if (content.compartment != c) continue;
      const DonorField& donor_field = world.donor_fields[content.first];
      const CompartmentBalance& b = content.balance;
      contents.push_back({{"species", model.species[donor_field.species].name},
                          {"donor", donor_name(model, donor_field)},
                          {"given", b.given},
                          {"produced", b.produced},
                          {"entered", b.entered},
                          {"received", b.received},
                          {"there", content.amount},
                          {"decayed", b.decayed},
                          {"left", b.left},
                          {"passed_on", b.passed_on},
                          {"relative_error", content.error()}});
    }
    for (const Wall& wall : model.compartments[c].exchanges) times.push_back(wall.times(model.geometry));
    list.push_back({{"name", model.compartments[c].name},
                    {"volume_mL", model.compartments[c].volume * 1e-12},
                    {"walls_represent_times", times},
                    {"contents", contents}});
  }
  return list;
}

// When which treatment is in effect, in days, and when treatments take cells out or add something.
Json treatments(const Plan& plan) {
  Json named = Json::object(), additions = Json::array(), removals = Json::array();
  for (std::size_t p = 0; p < plan.phases.size(); ++p) {
    const Phase& phase = plan.phases[p];
    const double from = days(phase.from);
    const double to = days(p + 1 < plan.phases.size() ? plan.phases[p + 1].from : plan.duration);
    if (!phase.removed.empty()) removals.push_back(from);
    if (!phase.added.empty()) additions.push_back(from);
    for (const std::string& name : phase.treatments) {
      Json& spans = named[name];
      if (!spans.empty() && spans.back()[1] == from)
        spans.back()[1] = to;
      else
        spans.push_back({from, to});
    }
  }
  return {{"in_effect_d", named}, {"removals_d", removals}, {"additions_d", additions}};
}

// Who can signal to whom, by the model without treatments; nodes are named by their place in the list.
Json signalling(const Model& model) {
  const SignallingGraph graph = signalling_graph(model);
  Json nodes = Json::array(), edges = Json::array();
  for (const SignalNode& node : graph.nodes())
    nodes.push_back({{"kind", name(node.kind)}, {"name", node.name}});
  for (const SignalEdge& edge : graph.edges())
    edges.push_back(
        {{"from", edge.from}, {"to", edge.to}, {"relation", name(edge.relation)}, {"what", edge.what}});
  return {{"nodes", nodes}, {"edges", edges}};
}

Json timings_of(const Run& run, int threads) {
  const Timings timings = run.timings();
  Json stages = Json::object();  // in the order of the stages, and then what isn't one
  for (const Stage& stage : run.simulation().stages()) stages[stage.name] = 0.0;
  for (const auto& [name, seconds] : timings.stage_seconds) stages[name] = seconds;
  return {{"threads", threads},
          {"seconds", timings.seconds},
          {"stage_seconds", stages},
          {"resumed_at_d", timings.resumed_at}};
}

}  // namespace

std::string run_json(const Run& run, const std::string& version, int threads, const FileSizes& files) {
  const Simulation& simulation = run.simulation();
  const Plan& plan = simulation.plan();
  const World& world = simulation.world();
  Json numbers = Json::array();
  for (const NumberRecord& number : plan.numbers)
    numbers.push_back({{"path", number.path}, {"value", number.text}, {"source", number.source}});
  const Json json{{"name", plan.name},
                  {"version", version},
                  {"seed", plan.seed},
                  {"duration_d", days(plan.duration)},
                  {"treatments", treatments(plan)},
                  {"digest", hexadecimal(digest(world))},
                  {"ev_balance", balances(simulation)},
                  {"compartments", compartments(simulation)},
                  {"cells", world.cells.size()},
                  {"limited_moves", world.limited_moves},
                  {"signalling", signalling(plan.model())},
                  {"notes", all_notes(simulation)},
                  {"loose_ends", plan.loose_ends},
                  {"document", Json::parse(to_json(plan.document))},
                  {"numbers", numbers},
                  {"files", files},
                  {"timings", timings_of(run, threads)}};
  return json.dump(1) + "\n";
}

}  // namespace exomet
