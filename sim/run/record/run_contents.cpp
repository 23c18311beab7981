#include "sim/run/record/run_contents.hpp"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/run/output_format.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

constexpr std::array records{"run.json",      "measures.csv",           "events.csv", "ledger.csv",
                             "checkpoint.h5", "checkpoint.previous.h5", ".replacing"};
constexpr std::array known_folders{"cells", "fields", "plots", "pictures"};
constexpr std::string_view part_ending = ".part";

bool is_record(std::string_view file) {
  if (std::find(records.begin(), records.end(), file) != records.end()) return true;
  for (const auto& [name, format] : OutputFormat::all())
    if (std::any_of(format.files.begin(), format.files.end(),
                    [&](const FileKind& kind) { return kind.matches(file); }))
      return true;
  return false;
}

bool is_in(std::string_view file, std::string_view folder) {
  return file.starts_with(folder) && file.find('/', folder.size()) == std::string_view::npos;
}

bool is_drawn(std::string_view file) {
  if (is_in(file, "plots/")) return file.ends_with(".png") || file.ends_with(".svg");
  if (is_in(file, "pictures/")) return file.ends_with(".png");
  if (file == "report.html" || file == "movie.mp4") return true;
  return file.find('/') == std::string_view::npos &&
         (file.ends_with("-signalling.dot") || file.ends_with("-signalling.graphml") ||
          file.ends_with("-lineage.graphml"));
}

bool is_checkpoint(const fs::path& file) { return file.extension() == ".h5"; }

bool is_known_folder(const fs::path& folder) {
  return std::find(known_folders.begin(), known_folders.end(), folder) != known_folders.end();
}

// A file, or a folder if it is empty.
void remove_one(const fs::path& path) {
  std::error_code error;
  fs::remove(path, error);
  if (error && error != std::errc::directory_not_empty)
    throw RunError("can't remove '" + path.string() + "' (" + error.message() + ")");
}

// Calls act(path in the folder, whether it is an ordinary file) for all that is in a folder and in those of
// its folders that a run may have.
template <class Act>
void for_each_file(const fs::path& folder, const Act& act) {
  std::error_code error;
  fs::recursive_directory_iterator at(folder, error), end;
  for (; !error && at != end; at.increment(error)) {
    std::error_code unknown;
    const fs::file_type type = at->symlink_status(unknown).type();
    const fs::path file = at->path().lexically_relative(folder);
    if (type == fs::file_type::directory && is_known_folder(file)) continue;
    if (type == fs::file_type::directory) at.disable_recursion_pending();
    act(file, type == fs::file_type::regular);
  }
  if (error) throw RunError("can't read the folder '" + folder.string() + "' (" + error.message() + ")");
}

}  // namespace

Origin origin_of(const fs::path& file) {
  const std::string name = file.generic_string();
  if (is_record(name)) return Origin::run;
  if (is_drawn(name)) return Origin::drawn;
  if (name == "checkpoint.new.h5") return Origin::part;
  if (name.ends_with(part_ending) &&
      origin_of(name.substr(0, name.size() - part_ending.size())) != Origin::somebody)
    return Origin::part;
  return Origin::somebody;
}

std::vector<fs::path> files_of(const fs::path& folder, std::vector<Origin> wanted) {
  std::vector<fs::path> files;
  for_each_file(folder, [&](const fs::path& file, bool ordinary) {
    const Origin origin = ordinary ? origin_of(file) : Origin::somebody;
    if (std::find(wanted.begin(), wanted.end(), origin) != wanted.end()) files.push_back(file);
  });
  std::sort(files.begin(), files.end());
  return files;
}

std::string of_somebody(const fs::path& folder) {
  constexpr std::size_t shown = 3;
  const std::vector<fs::path> files = files_of(folder, {Origin::somebody});
  std::string text;
  for (std::size_t i = 0; i < std::min(shown, files.size()); ++i)
    text += (i > 0 ? ", " : "") + files[i].string();
  if (files.size() > shown) text += " and " + std::to_string(files.size() - shown) + " more";
  return text;
}

FileSizes sizes_of(const fs::path& run) {
  FileSizes sizes;
  for (const fs::path& file : files_of(run, {Origin::run}))
    if (!is_checkpoint(file) && file != "run.json" && file != ".replacing")
      sizes[file.generic_string()] = fs::file_size(run / file);
  return sizes;
}

void remove_files(const fs::path& folder, std::vector<Origin> unwanted) {
  std::vector<fs::path> files = files_of(folder, std::move(unwanted));
  std::stable_partition(files.begin(), files.end(), is_checkpoint);
  for (const fs::path& file : files) remove_one(folder / file);
  for (const char* within : known_folders) remove_one(folder / within);
}

void remove_run(const fs::path& folder) {
  remove_files(folder, {Origin::run, Origin::drawn, Origin::part});
  remove_one(folder);
}

}  // namespace exomet
