#include "sim/study/sweep_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"
#include "sim/base/file_set.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

constexpr const char* mark_name = "sweep.json";

fs::path whole_path(const fs::path& file) {
  std::error_code error;
  const fs::path whole = fs::weakly_canonical(file, error);
  return error ? fs::absolute(file).lexically_normal() : whole;
}

bool is_same_folder(int open_folder, const fs::path& path) {
  struct stat a {
  }, b{};
  return fstat(open_folder, &a) == 0 && stat(path.c_str(), &b) == 0 && a.st_dev == b.st_dev &&
         a.st_ino == b.st_ino;
}

// Apart from what this program leaves when it ends before it has marked the folder.
bool holds_nothing(const fs::path& folder) {
  const auto is_ours = [](const fs::directory_entry& entry) {
    const std::string name = entry.path().filename().string();
    return name == ".set" || (name.rfind(mark_name, 0) == 0 && name != mark_name);
  };
  return std::all_of(fs::directory_iterator(folder), fs::directory_iterator(), is_ours);
}

}  // namespace

SweepFolder::SweepFolder(const fs::path& folder, const Sweep& sweep, TakeOver take_over) : path_(folder) {
  std::error_code ignored;
  if (fs::exists(path_, ignored) && !fs::is_directory(path_, ignored))
    throw InputError("'" + path_.string() + "' is there and is no folder; give another --out");
  lock();
  try {
    const fs::path mark = path_ / mark_name;
    const bool is_new = !fs::exists(mark, ignored);
    if (is_new && !holds_nothing(path_))
      throw InputError("'" + path_.string() +
                       "' is there and is no folder of a sweep (it has no sweep.json); give "
                       "another --out");
    if (!is_new && take_over == TakeOver::own) check_owner(sweep);
    FileSet tidied(path_);
    if (is_new) write_whole(mark, mark_of(sweep));
    make_folder(path_ / "runs");
    runs().tidy();
  } catch (...) {
    close(locked_);
    throw;
  }
}

SweepFolder::~SweepFolder() {
  if (locked_ >= 0) close(locked_);
}

// Until what is locked is what stands there: another program may just have put it aside.
void SweepFolder::lock() {
  do {
    if (locked_ >= 0) close(locked_);
    make_folder(path_);
    do locked_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    while (locked_ < 0 && errno == EINTR);
    if (locked_ < 0) throw RunError("can't open '" + path_.string() + "' (" + std::strerror(errno) + ")");
    if (flock(locked_, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK) continue;
    close(locked_);
    throw InputError("another sweep is writing to '" + path_.string() +
                     "'; wait for it, or give another --out");
  } while (!is_same_folder(locked_, path_));
}

void SweepFolder::check_owner(const Sweep& sweep) const {
  const fs::path owner = file_of(path_);
  if (whole_path(owner) == whole_path(sweep.file)) return;
  throw InputError("'" + path_.string() + "' holds the sweep '" + owner.string() +
                   "', whose tables would go; give another --out, or --force to take the folder over");
}

void SweepFolder::settle(const fs::path& folder) {
  std::error_code ignored;
  if (!fs::is_symlink(fs::symlink_status(folder / ".set/now", ignored))) return;
  const int locked = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (locked >= 0 && flock(locked, LOCK_EX | LOCK_NB) == 0) FileSet tidied(folder);
  if (locked >= 0) close(locked);
}

std::string SweepFolder::mark_of(const Sweep& sweep) {
  return nlohmann::json{{"sweep", fs::absolute(sweep.file).lexically_normal().string()},
                        {"about", sweep.about}}
             .dump(1, ' ', false, nlohmann::json::error_handler_t::replace) +
         "\n";
}

fs::path SweepFolder::file_of(const fs::path& folder) {
  const std::optional<std::string> text = read_whole(folder / mark_name);
  if (!text)
    throw InputError("'" + folder.string() +
                     "' is no folder of a sweep (it has no sweep.json); name the sweep's file");
  try {
    if (std::string file = nlohmann::json::parse(*text).at("sweep"); !file.empty()) return file;
  } catch (const nlohmann::json::exception&) {
  }
  throw InputError(
      "sweep.json in '" + folder.string() +
      "' is damaged, so that whose folder it is can't be seen; name the sweep's file, and another "
      "folder with --out or --force to take this one over");
}

}  // namespace exomet
