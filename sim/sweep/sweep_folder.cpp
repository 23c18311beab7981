#include "sim/sweep/sweep_folder.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {

namespace fs = std::filesystem;

SweepFolder::SweepFolder(const fs::path& folder, const Sweep& sweep) : path_(folder) {
  std::error_code ignored;
  if (fs::exists(path_, ignored) && !fs::is_directory(path_, ignored))
    throw InputError("'" + path_.string() + "' is there and is no folder; give another --out");
  const fs::path mark = path_ / "sweep.json";
  if (fs::exists(path_, ignored) && !fs::is_empty(path_, ignored) && !fs::exists(mark, ignored))
    throw InputError("'" + path_.string() +
                     "' is there and is no folder of a sweep (it has no sweep.json); give "
                     "another --out");
  make_folder(path_ / "runs");
  locked_ = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (locked_ >= 0 && flock(locked_, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK) {
    close(locked_);
    throw InputError("another sweep is writing to '" + path_.string() +
                     "'; wait for it, or give another --out");
  }
  write_whole(mark, nlohmann::json{{"sweep", fs::absolute(sweep.file).lexically_normal().string()},
                                   {"about", sweep.about}}
                            .dump(1) +
                        "\n");
}

SweepFolder::~SweepFolder() {
  if (locked_ >= 0) close(locked_);
}

fs::path SweepFolder::file_of(const fs::path& folder) {
  std::ifstream in(folder / "sweep.json");
  try {
    if (in) return nlohmann::json::parse(in).at("sweep").get<std::string>();
  } catch (const nlohmann::json::exception&) {
    throw InputError("sweep.json in '" + folder.string() +
                     "' is damaged; name the sweep's file, and the folder with --out");
  }
  throw InputError("'" + folder.string() +
                   "' is no folder of a sweep (it has no sweep.json); name the sweep's file");
}

}  // namespace exomet
