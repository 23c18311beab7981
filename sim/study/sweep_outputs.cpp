#include "sim/study/sweep_outputs.hpp"

#include <algorithm>
#include <system_error>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/study/sweep_folder.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

bool is_picture(const fs::path& name) { return name.extension() == ".png" || name.extension() == ".svg"; }

bool is_table(const fs::path& name) {
  for (const char* one :
       {"sweep.json", "sweep.yaml", "points.csv", "results.csv", "summary.csv", "timings.csv", "series.csv",
        "survival.csv", "survival_test.csv", "sensitivity.csv", "roc.csv", "roc_area.csv"})
    if (name == one) return true;
  return false;
}

bool is_figure(const fs::path& name) {
  if (!is_picture(name)) return false;
  const std::string stem = name.stem().string();
  for (const char* one : {"response", "heat-map", "morris", "sobol"})
    if (stem == one) return true;
  return stem.rfind("survival-", 0) == 0 || stem.rfind("roc-", 0) == 0;
}

// What other verbs make of the tables.
bool is_drawn_of_tables(const fs::path& name) {
  return name == "report.html" || (is_picture(name) && name.parent_path() == "plots" &&
                                   name.filename().string().rfind("over-time-", 0) == 0);
}

// None if there is no such folder. RunError if it can't be read: what isn't seen of a set would stay.
fs::directory_iterator entries_of(const fs::path& folder) {
  std::error_code error;
  fs::directory_iterator entries;
  do entries = fs::directory_iterator(folder, error);
  while (error == std::errc::interrupted);
  if (error && error != std::errc::no_such_file_or_directory)
    throw RunError("can't read '" + folder.string() + "' (" + error.message() + ")");
  return entries;
}

// The names in a folder, and in its plots/, that `belongs` takes.
template <class Belongs>
FileSet::Names names_in(const fs::path& folder, const Belongs& belongs) {
  FileSet::Names names;
  for (const fs::path& part : {fs::path(), fs::path("plots")})
    for (const fs::directory_entry& entry : entries_of(folder / part))
      if (const fs::path name = part / entry.path().filename(); belongs(name)) names.push_back(name.string());
  return names;
}

}  // namespace

SweepOutputs::SweepOutputs(const fs::path& folder, const Sweep& sweep)
    : folder_(folder), set_(folder), staging_(set_.begin()) {
  write_whole(staging_ / "sweep.json", SweepFolder::mark_of(sweep), Barrier::later);
  write_whole(staging_ / "sweep.yaml", sweep.text, Barrier::later);
  if (!sweep.points_text.empty()) write_whole(staging_ / "points.csv", sweep.points_text, Barrier::later);
}

void SweepOutputs::drop_figures() const {
  std::error_code ignored;
  for (const std::string& name : set_.written())
    if (!is_table(name)) fs::remove(staging_ / name, ignored);
}

void SweepOutputs::publish() {
  const FileSet::Names fresh = set_.written();
  const auto is_new = [&](const std::string& name) { return !set_.is_unchanged(name); };
  const auto is_kept = [&](const std::string& name) {
    return std::find(fresh.begin(), fresh.end(), name) != fresh.end();
  };
  const FileSet::Names tables = names_in(folder_, is_table);
  const bool changed = !std::all_of(tables.begin(), tables.end(), is_kept) ||
                       std::any_of(fresh.begin(), fresh.end(),
                                   [&](const std::string& name) { return is_table(name) && is_new(name); });
  if (changed)
    return set_.replace(names_in(folder_, [](const fs::path& name) {
      return is_table(name) || is_figure(name) || is_drawn_of_tables(name);
    }));
  if (std::any_of(fresh.begin(), fresh.end(), is_new)) set_.replace(fresh);
}

}  // namespace exomet
