#include "sim/run/record/run_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"

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

void check_replaceable(const fs::path& path, bool replace) {
  std::error_code error;
  const fs::file_status status = fs::symlink_status(path, error);
  if (!fs::exists(status)) return;
  const std::string shown = "'" + path.string() + "'";
  if (!fs::is_directory(status))
    throw InputError(shown + " is there already and is no folder; give another --out");
  if (!fs::exists(path / "run.json", error) && !fs::is_empty(path, error))
    throw InputError(shown + " is there and is no run of exomet (it has no run.json); give another --out");
  if (!replace) throw InputError(shown + " is there already; give --force to replace it, or another --out");
}

}  // namespace

RunFolder::RunFolder(fs::path path, bool replace) : path_(normal(path)), partial_(beside(path_, ".partial")) {
  check_replaceable(path_, replace);
  make_folder(partial_);
  lock();
  std::error_code error;
  for (const fs::directory_entry& left : fs::directory_iterator(partial_, error)) fs::remove_all(left, error);
  if (error) throw RunError("can't clear '" + partial_.string() + "': " + error.message());
}

RunFolder::~RunFolder() {
  if (locked_ >= 0) close(locked_);
}

// File systems that know no locks do without.
void RunFolder::lock() {
  locked_ = open(partial_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (locked_ >= 0 && flock(locked_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
    throw InputError("another run is writing to '" + path_.string() +
                     "'; wait for it, or give another --out");
}

void RunFolder::finish() {
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
  fs::remove_all(old, ignored);
}

}  // namespace exomet
