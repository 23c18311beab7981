// Where a run writes: into "<path>.partial", which takes the name <path> when all is there. A run is whole or
// absent; one that was interrupted lies in its partial folder, with the checkpoint from which it goes on.
// Nothing is removed but what exomet wrote for runs (run_contents.hpp).
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "sim/run/record/folder_lock.hpp"

namespace exomet {

enum class Begin {
  fresh,    // nothing may be there
  replace,  // what is there is replaced, an interrupted run, too
  resume    // an interrupted run goes on, or a whole one is made longer; if there is none, as fresh
};

class RunFolder {
 public:
  // Looks and acts under one lock, which it holds. InputError if <path> exists or was interrupted and is not
  // to be replaced, is no run, holds what no run wrote, or another run is writing to it; RunError if the
  // folder can't be made. What programs that were killed left beside <path> is put in order; what an
  // interrupted run left in <path>.partial is removed, unless there is a checkpoint in it that is to be
  // resumed.
  RunFolder(std::filesystem::path path, Begin);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& partial() const { return partial_; }
  // The folder with the checkpoint to go on from: the partial folder of an interrupted run or <path> of a
  // whole one; nothing if there is none or a fresh start was asked for.
  const std::optional<std::filesystem::path>& resumes() const { return resumes_; }
  // Puts the records of the whole run that is to be made longer into the partial folder, without what was
  // drawn of them. The whole run itself stays as it is until finish(). RunError with path and reason.
  void reopen();
  // Gives the folder its name once all of it is on the disk; an older run of that name goes only now, and
  // stays if this fails. RunError with the reason.
  void finish();
  bool finished() const { return finished_; }  // it has its name, even if finish() failed afterwards

 private:
  void check() const;
  void take_locks();
  void open();
  void put_in_order();
  void clear();
  void give_name();
  void replace_run();
  void take_turns();

  const std::filesystem::path path_, partial_, replaced_;
  const Begin begin_;
  std::optional<std::filesystem::path> resumes_;
  bool replaces_ = false, finished_ = false;
  FolderLock lock_, lock_of_whole_;
};

}  // namespace exomet
