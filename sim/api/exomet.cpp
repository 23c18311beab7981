#include "sim/api/exomet.hpp"

#include <oneapi/tbb/global_control.h>

#include <algorithm>

#include "sim/api/library_place.hpp"
#include "sim/base/quantity.hpp"
#include "sim/config/document.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/record/tables.hpp"
#include "sim/run/run.hpp"

namespace exomet::api {

namespace {

// Calls what may throw the engine's errors, and throws them as those of this header.
template <class Call>
decltype(auto) translated(const Call& call) {
  try {
    return call();
  } catch (const exomet::InputError& error) {
    std::vector<Problem> problems;
    for (const exomet::Problem& one : error.problems())
      problems.push_back({one.place.file, one.place.line, one.place.column, one.path, one.what});
    throw InputError(error.what(), std::move(problems));
  } catch (const exomet::RunError& error) {
    throw RunError(error.what());
  }
}

Dimension dimension_named(const std::string& word) {
  for (int i = 0; i <= static_cast<int>(Dimension::angle); ++i)
    if (exomet::name(static_cast<Dimension>(i)) == word) return static_cast<Dimension>(i);
  throw InputError("no dimension '" + word + "'", {});
}

template <class Named>
std::vector<std::string> names_of(const std::vector<Named>& all) {
  std::vector<std::string> names;
  for (const Named& one : all) names.push_back(one.name);
  return names;
}

std::size_t place_of(const std::vector<std::string>& names, const std::string& name,
                     const std::string& what) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) throw InputError("no " + what + " '" + name + "'", {});
  return static_cast<std::size_t>(found - names.begin());
}

}  // namespace

InputError::InputError(const std::string& what, std::vector<Problem> problems)
    : std::runtime_error(what), problems_(std::move(problems)) {}

std::string version() { return EXOMET_VERSION; }

std::filesystem::path library_folder() {
  return translated([] { return place_of_library(); });
}

double quantity(const std::string& text, const std::string& dimension) {
  try {
    return parse_quantity(text, dimension_named(dimension));
  } catch (const QuantityError& error) {
    throw InputError(error.what(), {});
  }
}

void use_threads(int threads) {
  using Limit = oneapi::tbb::global_control;
  static std::unique_ptr<Limit> limit;
  limit.reset();
  if (threads > 0)
    limit = std::make_unique<Limit>(Limit::max_allowed_parallelism, static_cast<std::size_t>(threads));
}

struct Experiment::Plan {
  exomet::Plan plan;
};

Experiment::Experiment(std::shared_ptr<const Plan> plan) : plan_(std::move(plan)) {}

Experiment Experiment::load(const std::filesystem::path& file, const std::vector<std::string>& changes) {
  return translated([&] {
    return Experiment(
        std::make_shared<const Plan>(Plan{load_plan(file, changes, Library{place_of_library() / "models"})}));
  });
}

Experiment Experiment::from_text(const std::string& model, const std::string& experiment,
                                 const std::vector<std::string>& changes) {
  return translated([&] {
    return Experiment(std::make_shared<const Plan>(
        Plan{load_plan_of_text(model, experiment, changes, Library{place_of_library() / "models"})}));
  });
}

const std::string& Experiment::name() const { return plan_->plan.name; }
double Experiment::duration() const { return plan_->plan.duration; }
std::uint64_t Experiment::seed() const { return plan_->plan.seed; }

std::vector<std::string> Experiment::warnings() const {
  std::vector<std::string> told;
  for (const exomet::Problem& one : plan_->plan.warnings) told.push_back(format(one));
  return told;
}

std::string Experiment::document() const { return to_json(plan_->plan.document); }

struct Run::State {
  std::shared_ptr<const Experiment::Plan> plan;
  std::vector<std::string> cell_types, species, tissues;
  std::vector<double> times;
  std::vector<Series> series;
  std::vector<Event> events;
  std::vector<Message> ledger;
  mutable std::vector<std::uint8_t> dying;
  CallRecorder recorder{[this](const Record& record) { note(record); }};
  exomet::Run run;

  explicit State(std::shared_ptr<const Experiment::Plan> of)
      : plan(std::move(of)), run(plan->plan, std::vector<Recorder*>{&recorder}) {
    const Model& model = plan->plan.model();
    cell_types = names_of(model.cells), species = names_of(model.species), tissues = names_of(model.tissues);
    for (const NamedMeasure& one : model.measures)
      series.push_back({one.name, std::string(one.measure->unit()), {}});
  }

  void note(const Record& record) {
    const Model& model = record.run.simulation().model();
    for (const exomet::Event& e : record.happened.events)
      events.push_back({e.time,
                        e.kind,
                        model.cells[e.type].name,
                        e.cause,
                        e.cell,
                        e.other,
                        {e.position.x, e.position.y, e.position.z}});
    for (const auto& [key, amount] : record.happened.messages) {
      const DonorField& field = record.run.world().donor_fields[key.donor_field];
      ledger.push_back({record.since, record.run.world().time, model.species[field.species].name,
                        donor_name(model, field), model.cells[key.receiver].name,
                        key.cargo < 0 ? std::string() : model.cargo[key.cargo].name, amount});
    }
    if (!record.measures_due) return;
    times.push_back(record.run.world().time);
    for (std::size_t m = 0; m < series.size(); ++m)
      series[m].values.push_back(in_tables(*model.measures[m].measure, record.measures[m]));
  }
};

Run::Run(const Experiment& experiment)
    : state_(translated([&] { return std::make_unique<State>(experiment.plan_); })) {}
Run::~Run() = default;
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;

bool Run::advance_to(double time, const std::function<bool()>& watch) {
  return translated([&] {
    constexpr double rounding = 1e-9;  // min
    exomet::Run& run = state_->run;
    while (run.finished() || run.world().time < time - rounding) {
      if (!run.advance()) return false;  // at the end it records, once
      if (watch && !watch()) break;
    }
    return true;
  });
}

bool Run::finished() const { return state_->run.finished(); }
double Run::time() const { return state_->run.world().time; }
double Run::duration() const { return state_->plan->plan.duration; }
std::uint64_t Run::digest() const { return exomet::digest(state_->run.world()); }

Cells Run::cells() const {
  const Population& all = state_->run.world().cells;
  const Model& model = state_->plan->plan.model();
  state_->dying.assign(all.size(), 0);
  for (std::size_t i = 0; i < all.size(); ++i) state_->dying[i] = all.life[i] != Life::alive;
  Cells cells{all.id,   all.parent, all.type, state_->dying, all.x, all.y, all.z, all.diameter,
              all.born, {},         {}};
  for (std::size_t c = 0; c < all.cargo.size(); ++c)
    cells.cargo.emplace_back(model.cargo[c].name, all.cargo[c]);
  for (std::size_t k = 0; k < all.state.size(); ++k)
    cells.state.emplace_back(all.state_names[k], all.state[k]);
  return cells;
}

const std::vector<std::string>& Run::cell_types() const { return state_->cell_types; }
const std::vector<std::string>& Run::species() const { return state_->species; }
const std::vector<std::string>& Run::tissues() const { return state_->tissues; }

Grid Run::grid() const {
  const Geometry& grid = state_->plan->plan.model().geometry;
  return {grid.voxels, {grid.spacing.x, grid.spacing.y, grid.spacing.z}};
}

std::vector<double> Run::field(const std::string& name, const std::string& donor) const {
  const auto which = static_cast<int>(place_of(state_->species, name, "EV species or substance"));
  const Model& model = state_->plan->plan.model();
  if (!donor.empty() && donor != "dose") place_of(state_->cell_types, donor, "donor");
  std::vector<double> sum(model.geometry.size());
  for (const DonorField& field : state_->run.world().donor_fields)
    if (field.species == which && (donor.empty() || donor_name(model, field) == donor))
      for (std::size_t v = 0; v < sum.size(); ++v) sum[v] += field.counts[v];
  return sum;
}

std::span<const double> Run::tissue(const std::string& name) const {
  return state_->run.world().tissues[place_of(state_->tissues, name, "tissue")].density;
}

std::vector<Measured> Run::measures() {
  return translated([&] {
    const std::vector<double> values = state_->run.measure();
    std::vector<Measured> measured;
    for (std::size_t m = 0; m < values.size(); ++m) {
      const NamedMeasure& one = state_->plan->plan.model().measures[m];
      measured.push_back({one.name, std::string(one.measure->unit()), in_tables(*one.measure, values[m])});
    }
    return measured;
  });
}

const std::vector<double>& Run::series_times() const { return state_->times; }
const std::vector<Series>& Run::series() const { return state_->series; }
const std::vector<Event>& Run::events() const { return state_->events; }
const std::vector<Message>& Run::ledger() const { return state_->ledger; }

}  // namespace exomet::api
