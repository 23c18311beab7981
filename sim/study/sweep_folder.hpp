// The folder of a sweep, out/<name>/: sweep.json (which sweep it belongs to, and what that is about), runs/,
// and the tables. One sweep at a time writes to it.
#pragma once

#include <filesystem>

#include "sim/study/record.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

enum class TakeOver {
  own,  // only a folder that this sweep made
  any   // that of another sweep, too
};

class SweepFolder {
 public:
  // Makes it if it isn't there. InputError if it is no folder of a sweep, belongs to another sweep, or
  // another program is writing to it.
  SweepFolder(const std::filesystem::path& folder, const Sweep&, TakeOver = TakeOver::own);
  ~SweepFolder();
  SweepFolder(const SweepFolder&) = delete;
  SweepFolder& operator=(const SweepFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  RunStore runs() const { return RunStore(path_ / "runs"); }

  // Completes, or takes back, what a sweep that was killed was replacing; for those who only read a folder,
  // which may be none of a sweep. Nothing if another program is writing to it.
  static void settle(const std::filesystem::path& folder);
  // The sweep's file that a folder belongs to. InputError if it is no folder of a sweep.
  static std::filesystem::path file_of(const std::filesystem::path& folder);
  // What sweep.json says of a sweep.
  static std::string mark_of(const Sweep&);

 private:
  void lock();
  void check_owner(const Sweep&) const;

  std::filesystem::path path_;
  int locked_ = -1;  // the folder, open and locked; the system lets go of it however the program ends
};

}  // namespace exomet
