// Where a run writes: into "<path>.partial", which takes the name <path> when all is there. A run is whole or
// absent.
#pragma once

#include <filesystem>

namespace exomet {

class RunFolder {
 public:
  // InputError if <path> exists and is not to be replaced, is no run, or another run is writing to it;
  // RunError if the folder can't be made. What an interrupted run left in <path>.partial is replaced.
  RunFolder(std::filesystem::path path, bool replace);
  ~RunFolder();
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }
  const std::filesystem::path& partial() const { return partial_; }
  // Gives the folder its name; an older run of that name goes only now, and stays if this fails. RunError
  // with the reason.
  void finish();

 private:
  void lock();

  std::filesystem::path path_, partial_;
  int locked_ = -1;  // the partial folder, open and locked; the system lets go of it however the program ends
};

}  // namespace exomet
