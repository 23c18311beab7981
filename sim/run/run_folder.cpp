#include "sim/run/run_folder.hpp"

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {
fs::path beside(const fs::path& path, const char* ending) { return path.string() + ending; }
}  // namespace

RunFolder::RunFolder(fs::path path, bool replace)
    : path_(std::move(path)), partial_(beside(path_, ".partial")) {
  std::error_code error;
  if (fs::exists(path_, error) && !replace)
    throw InputError("'" + path_.string() +
                     "' is there already; give --force to replace it, or another --out");
  if (fs::exists(path_, error) && !fs::exists(path_ / "run.json", error) && !fs::is_empty(path_, error))
    throw InputError("'" + path_.string() +
                     "' is there and is no run of exomet (it has no run.json); give another --out");
  fs::remove_all(partial_, error);
  make_folder(partial_);
}

void RunFolder::finish() {
  const fs::path old = beside(path_, ".old");
  std::error_code error;
  fs::remove_all(old, error);
  if (fs::exists(path_, error)) fs::rename(path_, old, error);
  if (!error) fs::rename(partial_, path_, error);
  if (error)
    throw RunError("can't rename '" + partial_.string() + "' to '" + path_.string() +
                   "': " + error.message());
  fs::remove_all(old, error);
}

}  // namespace exomet
