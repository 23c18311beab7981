#include "sim/cli/session.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include "sim/base/shell.hpp"
#include "sim/cli/program.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/record/compartment_balance.hpp"
#include "sim/run/record/donor_balance.hpp"
#include "sim/run/record/run_damage.hpp"
#include "sim/run/record/table_checks.hpp"
#include "sim/run/record/tables.hpp"
#include "sim/run/run_notes.hpp"

namespace exomet {

namespace {

constexpr int interrupted_code =
    130;                             // as shells have it for Ctrl-C; for any signal, so that scripts test one
constexpr double least_share = 100;  // saving takes at most one part in so many of the time

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
  return std::chrono::duration<double>(Clock::now() - start).count();
}

std::string text_of(double time) { return format_quantity(time, Dimension::time); }

// To be read by people: a number as it is, a quantity with four digits.
std::string shown(const Measure& measure, double observed) {
  if (std::isnan(observed)) return "-";
  const Dimension dimension = measure.dimension();
  if (dimension == Dimension::number) return format_quantity(observed, dimension);
  const bool customary = measure.unit() == internal_unit(dimension);
  std::array<char, 32> text;
  std::snprintf(text.data(), text.size(), "%.4g", customary ? observed : in_tables(measure, observed));
  return customary ? format_quantity(std::strtod(text.data(), nullptr), dimension)
                   : text.data() + (" " + std::string(measure.unit()));
}

// The values of the measures at the start and at the end.
void print_results(const Run& run) {
  const World& world = run.world();
  std::printf("\n  %-28s %14s %14s\n", "measure", "start", "end");
  for (std::size_t i = 0; i < run.last_measures().size(); ++i) {
    const NamedMeasure& measure = run.simulation().model().measures[i];
    std::printf("  %-28s %14s %14s\n", measure.name.c_str(),
                shown(*measure.measure, run.first_measures()[i]).c_str(),
                shown(*measure.measure, run.last_measures()[i]).c_str());
  }
  double worst = 0;
  for (const DonorBalance& balance : donor_balances(world)) worst = std::max(worst, balance.error());
  for (const CompartmentContent& content : compartment_contents(world))
    worst = std::max(worst, content.error());
  std::printf("  %-28s %14s %14.1e\n", "EV balance, relative error", "", worst);
}

// A whole run of which something is missing can't be gone on with, and nobody should take it for a result.
void check_whole(const std::filesystem::path& run) {
  if (const std::string damage = damage_of_run(run); !damage.empty())
    throw RunError(
        "'" + run.string() + "' is damaged: " + damage +
        " (as after a failure of the power, or because it was changed); start anew with --force, or give "
        "another --out");
}

}  // namespace

Session::Session(const Plan& plan, SessionOptions options)
    : plan_(plan),
      options_(std::move(options)),
      program_{options_.version, program_build()},
      folder_(options_.out, options_.begin),
      recorder_(folder_, {options_.version, options_.threads}),
      progress_(options_.quiet) {}

int Session::run(const volatile std::sig_atomic_t& interrupted) {
  std::optional<Checkpoint> checkpoint = last_checkpoint();
  const bool is_whole = checkpoint && *folder_.resumes() == folder_.path();
  if (is_whole) check_whole(folder_.path());
  if (checkpoint) check_tables(*folder_.resumes(), plan_, *checkpoint);
  if (is_whole && checkpoint->world.tick >= plan_.ticks()) return say_it_is_through();
  try {
    if (is_whole) folder_.reopen();
    open(std::move(checkpoint));
    advance(interrupted);
    return run_->finished() ? finish() : stop();
  } catch (const RunError& error) {
    if (folder_.finished()) throw;
    const std::string go_on =
        has_checkpoint(folder_.partial())
            ? "; if its cause is gone, the run goes on with\n  " + options_.resume_command
            : "";
    throw RunError(error.what() + ("; what was recorded is in '" + folder_.partial().string() + "'") + go_on);
  }
}

std::optional<Checkpoint> Session::last_checkpoint() const {
  if (!folder_.resumes()) return {};
  std::optional<Checkpoint> last = load_checkpoint(*folder_.resumes(), plan_, program_);
  if (!last)
    throw InputError(
        "'" + folder_.path().string() +
        "' has no checkpoint from which it could go on; give --force to replace it, or another --out");
  return last;
}

int Session::say_it_is_through() const {
  if (!options_.quiet)
    std::printf("'%s' is through; to make it longer, give a longer duration\n", folder_.path().c_str());
  return 0;
}

void Session::open(std::optional<Checkpoint> checkpoint) {
  if (!checkpoint) {
    run_.emplace(plan_, std::vector<Recorder*>{&recorder_});
    return;
  }
  run_.emplace(plan_, std::vector<Recorder*>{&recorder_}, std::move(checkpoint->world),
               std::move(checkpoint->state));
  if (!checkpoint->note.empty()) std::cerr << "note: " << checkpoint->note << '\n';
  if (!options_.quiet)
    std::cerr << "going on at " << text_of(run_->world().time) << " of " << text_of(plan_.duration) << '\n';
}

// A checkpoint is of before the record of its time: a longer run may have no record there.
void Session::advance(const volatile std::sig_atomic_t& interrupted) {
  set_next_save(0);
  do {
    progress_.show(run_->simulation());
    const bool stops = run_->finished() || interrupted;
    if (run_->resumable() && (stops || Clock::now() >= next_save_)) {
      save();
      if (interrupted && !run_->finished()) return;
    }
  } while (run_->advance());
}

void Session::save() {
  const Clock::time_point start = Clock::now();
  try {
    const RunState state = run_->state();
    save_checkpoint(folder_.partial(), plan_, program_, state, run_->world());
  } catch (const RecordingError&) {
    throw;
  } catch (const RunError& error) {
    throw located(run_->world().time, "checkpoint", error);
  }
  const double cost = seconds_since(start);
  run_->add_seconds("checkpoint", cost);
  set_next_save(cost);
}

void Session::set_next_save(double cost) {
  const double seconds = std::max(60 * options_.checkpoint_every, least_share * cost);
  next_save_ = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                  std::chrono::duration<double>(std::min(seconds, 1e9)));
}

int Session::stop() {
  progress_.clear();
  std::cerr << "interrupted at " << text_of(run_->world().time) << " of " << text_of(plan_.duration)
            << "; all of it is saved in '" << folder_.partial().string() << "'. Go on with\n  "
            << options_.resume_command << '\n';
  return interrupted_code;
}

int Session::finish() {
  progress_.clear();
  run_->finish();
  if (!options_.quiet) print_end();
  for (const std::string& note : notes_of_run(run_->simulation())) std::cerr << "note: " << note << '\n';
  return 0;
}

void Session::print_end() const {
  std::printf("%s: %g d, %zu cells at the end, %s on %d threads\n", plan_.name.c_str(), days(plan_.duration),
              run_->world().cells.size(), readable_seconds(run_->seconds()).c_str(), options_.threads);
  print_results(*run_);
  std::printf("\nWritten to %s. Look at it:\n", folder_.path().c_str());
  const std::vector<std::string>& formats = plan_.output.formats;
  if (std::find(formats.begin(), formats.end(), "vtk") != formats.end())
    std::printf("  %s\n", shell_command({"./exomet", "look", folder_.path().string()}).c_str());
  std::printf("  %s\n", shell_command({"./exomet", "report", folder_.path().string()}).c_str());
}

}  // namespace exomet
