#include "sim/base/file_set.hpp"

#include <algorithm>
#include <optional>
#include <system_error>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

void check(const std::error_code& error, const fs::path& path) {
  if (error) throw RunError("can't replace '" + path.string() + "' (" + error.message() + ")");
}

FileSet::Names files_below(const fs::path& folder) {
  FileSet::Names names;
  std::error_code error;
  if (!fs::exists(folder, error)) return names;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
    if (!at->is_directory(error)) names.push_back(at->path().lexically_relative(folder).string());
  check(error, folder);
  std::sort(names.begin(), names.end());
  return names;
}

void move(const fs::path& from, const fs::path& to) {
  make_folder(to.parent_path());
  rename_file(from, to);
}

// Where .set/now leads: "old", "new" or nowhere.
std::string shown_set(const fs::path& now) {
  std::error_code none;
  const fs::path target = fs::read_symlink(now, none);
  return none ? std::string() : target.string();
}

void lead(const fs::path& link, const fs::path& to, const fs::path& temporary) {
  std::error_code error;
  fs::remove(temporary, error);
  fs::create_symlink(to, temporary, error);
  check(error, link);
  move(temporary, link);
}

// Some file systems know no links.
bool knows_links(const fs::path& folder) {
  const fs::path file = folder / "file", hard = folder / "hard", soft = folder / "soft";
  write_whole(file, "");
  std::error_code error, ignored;
  fs::create_hard_link(file, hard, error);
  if (!error) fs::create_symlink("file", soft, error);
  for (const fs::path& one : {file, hard, soft}) fs::remove(one, ignored);
  const bool unknown = error == std::errc::operation_not_permitted || error == std::errc::not_supported ||
                       error == std::errc::operation_not_supported ||
                       error == std::errc::function_not_supported;
  if (!unknown) check(error, folder);
  return !unknown;
}

}  // namespace

FileSet::FileSet(fs::path folder) : folder_(std::move(folder)) { tidy(); }

void FileSet::tidy() {
  const std::string shown = shown_set(set() / "now");
  if (shown == "new") put_in_place("new", "old");
  if (shown == "old") put_in_place("old", "new");
  discard();
}

FileSet::~FileSet() {
  std::error_code ignored;
  if (shown_set(set() / "now").empty()) fs::remove_all(set(), ignored);
}

fs::path FileSet::begin() {
  make_folder(set() / "new");
  return set() / "new";
}

FileSet::Names FileSet::written() const { return files_below(set() / "new"); }

bool FileSet::is_unchanged(const std::string& name) const {
  const std::optional<std::string> there = read_whole(folder_ / name);
  return there && there == read_whole(set() / "new" / name);
}

void FileSet::replace(const Names& old) {
  const Names fresh = written();
  sync_folder(folder_);
  if (!knows_links(set())) return replace_one_by_one(old, fresh);
  try {
    exchange(old, fresh);
  } catch (const RunError&) {
    try {
      tidy();
    } catch (const RunError&) {  // the first reason says more
    }
    throw;
  }
}

void FileSet::exchange(const Names& old, const Names& fresh) {
  show_old(old, fresh);
  sync_folder(folder_);
  lead(set() / "now", "new", set() / "link");
  sync_folder(folder_);
  put_in_place("new", "old");
  discard();
}

void FileSet::replace_one_by_one(const Names& old, const Names& fresh) {
  for (const std::string& name : fresh) move(set() / "new" / name, folder_ / name);
  std::error_code ignored;
  for (const std::string& name : old)
    if (!std::binary_search(fresh.begin(), fresh.end(), name)) fs::remove(folder_ / name, ignored);
  discard();
}

void FileSet::show_old(const Names& old, const Names& fresh) {
  std::error_code error;
  Names names = fresh;
  make_folder(set() / "old");
  for (const std::string& name : old) {
    if (!fs::is_regular_file(fs::symlink_status(folder_ / name, error))) continue;
    make_folder((set() / "old" / name).parent_path());
    fs::create_hard_link(folder_ / name, set() / "old" / name, error);
    check(error, folder_ / name);
    names.push_back(name);
  }
  lead(set() / "now", "old", set() / "link");
  for (const std::string& name : names) {
    fs::path to = fs::path(".set/now") / name;
    for (auto depth = std::count(name.begin(), name.end(), '/'); depth > 0; --depth) to = ".." / to;
    lead(folder_ / name, to, set() / "link");
  }
}

// The files of the set that is shown replace their links; what is left of links belongs to the other one.
void FileSet::put_in_place(const char* shown, const char* other) {
  Names names = files_below(set() / other);
  for (const std::string& name : files_below(set() / shown)) {
    move(set() / shown / name, folder_ / name);
    std::erase(names, name);
  }
  std::error_code error;
  for (const std::string& name : names) {
    const fs::path link = folder_ / name;
    if (!fs::is_symlink(fs::symlink_status(link, error))) continue;
    if (fs::exists(link, error)) continue;
    fs::remove(link, error);
    check(error, link);
    if (link.parent_path() != folder_) fs::remove(link.parent_path(), error);  // if nothing else is in it
  }
}

void FileSet::discard() {
  std::error_code error;
  fs::remove(set() / "now", error);
  fs::remove_all(set(), error);
  check(error, set());
}

}  // namespace exomet
