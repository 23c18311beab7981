#include "sim/run/checkpoint/checkpoint.hpp"

#include <cmath>

#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/run/checkpoint/differences.hpp"
#include "sim/run/checkpoint/fit.hpp"
#include "sim/run/checkpoint/seal.hpp"
#include "sim/run/checkpoint/world_columns.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// Raise it when a column changes its meaning; fields that come or go are seen by their names.
constexpr int current_format = 3;

constexpr const char *latest = "checkpoint.h5", *previous = "checkpoint.previous.h5",
                     *unfinished = "checkpoint.new.h5";

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

// A file that can be used, or what is wrong with it; neither if it isn't there.
struct Found {
  std::optional<std::string> bytes;
  std::string wrong;
};

Found find(const fs::path& path) {
  try {
    Found found{read_whole(path), ""};
    const std::string wrong = found.bytes ? damage(*found.bytes) : "";
    if (!wrong.empty()) return {{}, "'" + path.string() + "' is damaged (" + wrong + ")"};
    return found;
  } catch (const RunError& unreadable) {
    return {{}, unreadable.what()};
  }
}

void write_map(Hdf5Writer& file, const std::string& path, const std::map<std::string, double>& values) {
  std::vector<std::string> names;
  std::vector<double> numbers;
  for (const auto& [name, number] : values) names.push_back(name), numbers.push_back(number);
  file.write(path + "/name", names);
  file.write(path + "/value", numbers.data(), numbers.size());
}

template <class T>
std::map<std::string, T> paired(const std::vector<std::string>& names, const std::vector<T>& values,
                                const std::string& path) {
  if (names.size() != values.size()) throw RunError("'" + path + "' has columns of several lengths");
  std::map<std::string, T> pairs;
  for (std::size_t i = 0; i < names.size(); ++i) pairs[names[i]] = values[i];
  return pairs;
}

std::map<std::string, double> read_map(const Hdf5Reader& file, const std::string& path) {
  const std::vector<std::string> names = file.read_texts(path + "/name");
  const std::vector<double> numbers = file.read<double>(path + "/value");
  return paired(names, numbers, path);
}

void write_state(Hdf5Writer& file, const RunState& state) {
  const std::uint64_t phase = state.phase;
  file.write("run/phase", &phase, 1);
  file.write("run/last_record", &state.last_record, 1);
  std::vector<std::string> names;
  std::vector<std::uint64_t> lengths;
  for (const auto& [name, length] : state.written) names.push_back(name), lengths.push_back(length);
  file.write("run/tables/name", names);
  file.write("run/tables/length", lengths.data(), lengths.size());
  file.write("run/first_measures", state.first_measures.data(), state.first_measures.size());
  file.write("run/seconds", &state.timings.seconds, 1);
  file.write("run/resumed_at", state.timings.resumed_at.data(), state.timings.resumed_at.size());
  write_map(file, "run/stage_seconds", state.timings.stage_seconds);
  write_observations(file, state);
}

RunState read_state(const Hdf5Reader& file) {
  RunState state;
  state.phase = file.read_one<std::uint64_t>("run/phase");
  state.last_record = file.read_one<double>("run/last_record");
  const std::vector<std::string> names = file.read_texts("run/tables/name");
  state.written = paired(names, file.read<std::uint64_t>("run/tables/length"), "run/tables");
  state.first_measures = file.read<double>("run/first_measures");
  state.timings = {file.read_one<double>("run/seconds"), file.read<double>("run/resumed_at"),
                   read_map(file, "run/stage_seconds")};
  read_observations(file, state);
  return state;
}

std::string only_text(const Hdf5Reader& file, const std::string& path) {
  const std::vector<std::string> texts = file.read_texts(path);
  if (texts.size() != 1) throw RunError("'" + path + "' has " + std::to_string(texts.size()) + " texts");
  return texts[0];
}

std::string first_of(const std::vector<std::string>& all) {
  constexpr std::size_t shown = 5;
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, all.size()); ++i) text += "\n  " + all[i];
  if (all.size() > shown) text += "\n  and " + std::to_string(all.size() - shown) + " more";
  return text;
}

// InputError if a whole checkpoint isn't one of this run; what there is to know about it otherwise.
std::string checked(const Hdf5Reader& file, const fs::path& path, const Plan& plan,
                    const ProgramId& program) {
  const std::string shown = "'" + path.string() + "'",
                    advice = "start anew with --force, or give another --out";
  const std::vector<std::string> made_by = file.read_texts("program");
  if (made_by.size() != 2) throw RunError("'program' isn't a version and a build");
  if (made_by[0] != program.version)
    throw InputError(shown + " is a checkpoint of exomet " + made_by[0] + ", and this is " + program.version +
                     ", which may compute something else; go on with that version, " + advice);
  const std::vector<std::string> differing = differences(only_text(file, "document"), to_json(plan.document));
  if (!differing.empty())
    throw InputError(shown + " is a checkpoint of another run, since this differs:" + first_of(differing) +
                     "\ngo on with the same files and options, " + advice);
  return made_by[1] == program.build ? ""
                                     : "the run was begun with another build of exomet, so that its last "
                                       "digits may not be those of a run "
                                       "in one go";
}

[[noreturn]] void refuse(const fs::path& path, const std::string& what) {
  throw InputError("'" + path.string() + "' doesn't fit the model: " + what +
                   " (its seal is right, so that it was made so); start anew with --force");
}

// What comes of columns that were made by somebody else is an error that says so.
Checkpoint read_columns(const std::string& bytes, const fs::path& path, const Plan& plan,
                        const ProgramId& program) {
  try {
    const Hdf5Reader file(std::string_view(bytes).substr(seal_size));
    const std::string note = checked(file, path, plan, program);
    Checkpoint checkpoint{read_state(file), read_world(file), note};
    if (digest(checkpoint.world) != file.read_one<std::uint64_t>("digest"))
      throw RunError("it doesn't give back the state that it was made from");
    return checkpoint;
  } catch (const RunError& error) {
    refuse(path, error.what());
  }
}

Checkpoint load(const fs::path& path, const std::string& bytes, const Plan& plan, const ProgramId& program) {
  if (const int found = format_of(bytes); found != current_format)
    throw InputError("'" + path.string() + "' is a checkpoint of format " + std::to_string(found) +
                     ", and this program knows format " + std::to_string(current_format) +
                     "; go on with the version that wrote it, or start anew with --force");
  Checkpoint checkpoint = read_columns(bytes, path, plan, program);
  const double reached = checkpoint.world.time;
  if (std::isfinite(reached) && reached > plan.duration * (1 + 1e-12))
    throw InputError("the run is at " + format_quantity(reached, Dimension::time) +
                     " already, and its duration is " + format_quantity(plan.duration, Dimension::time) +
                     "; give a longer one, or start anew with --force");
  if (const std::string what = misfit(checkpoint, plan); !what.empty()) refuse(path, what);
  return checkpoint;
}

}  // namespace

void save_checkpoint(const fs::path& folder, const Plan& plan, const ProgramId& program,
                     const RunState& state, const World& world) {
  Hdf5Writer file;
  file.write("program", {program.version, program.build});
  file.write("document", {to_json(plan.document)});
  const std::uint64_t hash = digest(world);
  file.write("digest", &hash, 1);
  write_state(file, state);
  write_world(file, world);
  std::string bytes = file.image(seal_size);
  seal(bytes, current_format);
  write_whole(folder / unfinished, bytes, Barrier::later);
  sync_folder(folder);
  if (is_there(folder / latest)) rename_file(folder / latest, folder / previous);
  rename_file(folder / unfinished, folder / latest);
  sync_names(folder);
}

bool has_checkpoint(const fs::path& folder) {
  return is_there(folder / latest) || is_there(folder / previous);
}

std::optional<Checkpoint> load_checkpoint(const fs::path& folder, const Plan& plan,
                                          const ProgramId& program) {
  std::string wrong;
  for (const char* name : {latest, previous}) {
    const Found found = find(folder / name);
    wrong += (wrong.empty() || found.wrong.empty() ? "" : "; ") + found.wrong;
    if (!found.bytes) continue;
    Checkpoint checkpoint = load(folder / name, *found.bytes, plan, program);
    if (!wrong.empty())
      checkpoint.note =
          wrong + ", so the one before it is used" + (checkpoint.note.empty() ? "" : "; " + checkpoint.note);
    return checkpoint;
  }
  if (!wrong.empty()) throw RunError(wrong + "; start anew with --force");
  return {};
}

void forget_previous_checkpoint(const fs::path& folder) {
  std::error_code error;
  fs::remove(folder / previous, error);
  if (error) throw RunError("can't remove '" + (folder / previous).string() + "' (" + error.message() + ")");
}

}  // namespace exomet
