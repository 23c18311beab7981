#include "sim/run/record/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/run/checkpoint/checkpoint.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

fs::path beside(const fs::path& path, const char* ending) { return path.string() + ending; }

// Without a slash at the end or dots on the way, so that another name can be put beside it.
fs::path normal(const fs::path& path) {
  fs::path whole = path.lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  if (path.empty() || !whole.has_filename() || whole.filename() == "." || whole.filename() == "..")
    throw InputError("'" + path.string() +
                     "' can't be the folder of a run; give a name, for example --out out/first");
  return whole;
}

void check_is_run(const fs::path& path) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return;
  const std::string shown = "'" + path.string() + "'";
  if (!fs::is_directory(status))
    throw InputError(shown + " is there already and is no folder; give another --out");
  if (!fs::exists(path / "run.json", error) && !fs::is_empty(path, error))
    throw InputError(shown + " is there and is no run of exomet (it has no run.json); give another --out");
}

void check_absent(const fs::path& path) {
  std::error_code ignored;
  if (fs::exists(path, ignored))
    throw InputError(
        "'" + path.string() +
        "' is there already; give --force to replace it, --resume to make it longer, or another --out");
}

void check_not_begun(const fs::path& path, const fs::path& partial) {
  if (has_checkpoint(partial))
    throw InputError("'" + path.string() + "' was begun and isn't through (what there is of it is in '" +
                     partial.string() + "'); give --resume to go on with it, or --force to start anew");
}

// What is never written to in place is shared by both names; the tables are.
void take_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (from.extension() != ".csv") fs::create_hard_link(from, to, error);
  if (from.extension() == ".csv" || error) fs::copy_file(from, to, error);
  if (error)
    throw RunError("can't copy '" + from.string() + "' to '" + to.string() + "': " + error.message());
}

bool is_half_written(const fs::path& path) {
  return path.extension() == ".part" || path.filename() == "checkpoint.new.h5";
}

}  // namespace

RunFolder::RunFolder(fs::path path, Begin begin) : path_(normal(path)), partial_(beside(path_, ".partial")) {
  check_is_run(path_);
  if (begin == Begin::fresh) check_absent(path_);
  make_folder(partial_);
  lock_.take(partial_, path_);
  if (begin == Begin::fresh) check_not_begun(path_, partial_);
  std::error_code ignored;
  if (begin == Begin::resume && has_checkpoint(partial_))
    resumes_ = partial_;
  else if (begin == Begin::resume && fs::exists(path_ / "run.json", ignored))
    resumes_ = path_;
  resumes_ == partial_ ? clear_half_written() : clear();
}

RunFolder::~RunFolder() {
  std::error_code not_empty;
  if (!finished_) fs::remove(partial_, not_empty);
}

void RunFolder::clear_half_written() {
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(partial_))
    if (is_half_written(entry.path())) found.push_back(entry.path());
  std::error_code ignored;
  for (const fs::path& file : found) fs::remove(file, ignored);
}

void RunFolder::clear() {
  std::error_code error;
  for (const fs::directory_entry& left : fs::directory_iterator(partial_, error)) fs::remove_all(left, error);
  if (error) throw RunError("can't clear '" + partial_.string() + "': " + error.message());
}

// The checkpoint comes last: without it, nothing of this counts.
void RunFolder::reopen() {
  const auto is_checkpoint = [](const fs::path& file) { return file.extension() == ".h5"; };
  for (bool checkpoints : {false, true})
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path_)) {
      const fs::path to = partial_ / entry.path().lexically_relative(path_);
      if (entry.is_directory())
        make_folder(to);
      else if (is_checkpoint(entry.path()) == checkpoints && !is_half_written(entry.path()))
        take_file(entry.path(), to);
    }
}

// File systems that know no locks do without.
void FolderLock::take(const fs::path& folder, const fs::path& run) {
  folder_ = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder_ >= 0 && flock(folder_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw InputError("another run is writing to '" + run.string() + "'; wait for it, or give another --out");
}

FolderLock::~FolderLock() {
  if (folder_ >= 0) close(folder_);
}

void RunFolder::finish() {
  forget_previous_checkpoint(partial_);
  const fs::path old = beside(path_, ".replaced");
  std::error_code error, ignored;
  fs::remove_all(old, ignored);
  const bool replaces = fs::exists(path_, ignored);
  if (replaces) fs::rename(path_, old, error);
  if (!error) {
    fs::rename(partial_, path_, error);
    if (error && replaces) fs::rename(old, path_, ignored);
  }
  if (error)
    throw RunError("can't rename '" + partial_.string() + "' to '" + path_.string() +
                   "': " + error.message());
  finished_ = true;
  fs::remove_all(old, ignored);
}

}  // namespace exomet
