// The folder of a sweep, out/<name>/: sweep.json (which file it belongs to, and what that is about), runs/,
// and the tables. One sweep at a time writes to it.
#pragma once

#include <filesystem>

#include "sim/sweep/record.hpp"
#include "sim/sweep/sweep.hpp"

namespace exomet {

class SweepFolder {
 public:
  // Makes it, and remembers the sweep. InputError if it is no folder of a sweep or another sweep is
  // writing.
  SweepFolder(const std::filesystem::path& folder, const Sweep&);
  ~SweepFolder();
  SweepFolder(const SweepFolder&) = delete;
  SweepFolder& operator=(const SweepFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  RunStore runs() const { return RunStore(path_ / "runs"); }

  // The sweep's file that a folder belongs to. InputError if it is no folder of a sweep.
  static std::filesystem::path file_of(const std::filesystem::path& folder);

 private:
  std::filesystem::path path_;
  int locked_ = -1;  // the folder, open and locked; the system lets go of it however the program ends
};

}  // namespace exomet
