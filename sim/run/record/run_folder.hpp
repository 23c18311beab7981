// Where a run writes: into "<path>.partial", which takes the name <path> when all is there. A run is whole or
// absent; one that was interrupted lies in its partial folder, with the checkpoint from which it goes on.
#pragma once

#include <filesystem>
#include <optional>

namespace exomet {

enum class Begin {
  fresh,    // nothing may be there
  replace,  // what is there is replaced, an interrupted run, too
  resume    // an interrupted run goes on, or a whole one is made longer; if there is none, as fresh
};

// Held by one program at a time; the system lets go of it however the program ends.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  // InputError, naming the run, if another one holds it.
  void take(const std::filesystem::path& folder, const std::filesystem::path& run);

 private:
  int folder_ = -1;
};

class RunFolder {
 public:
  // InputError if <path> exists or was interrupted and is not to be replaced, is no run, or another run is
  // writing to it; RunError if the folder can't be made. What an interrupted run left in <path>.partial is
  // removed, unless there is a checkpoint in it that is to be resumed.
  RunFolder(std::filesystem::path path, Begin);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& partial() const { return partial_; }
  // The folder with the checkpoint to go on from: the partial folder of an interrupted run or <path> of a
  // whole one; nothing if there is none or a fresh start was asked for.
  const std::optional<std::filesystem::path>& resumes() const { return resumes_; }
  // Puts all of the whole run that is to be made longer into the partial folder. The whole run itself stays
  // as it is until finish(). RunError with path and reason.
  void reopen();
  // Gives the folder its name; an older run of that name goes only now, and stays if this fails. RunError
  // with the reason.
  void finish();

 private:
  void clear();
  void clear_half_written();

  std::filesystem::path path_, partial_;
  std::optional<std::filesystem::path> resumes_;
  bool finished_ = false;
  FolderLock lock_;  // of the partial folder
};

}  // namespace exomet
