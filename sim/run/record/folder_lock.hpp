// One program at a time works on a folder.
#pragma once

#include <filesystem>

namespace exomet {

// Held by one program; the system lets go of it however the program ends. It is the folder itself that is
// locked, so that nothing is left behind, whatever name the folder has by then.
class FolderLock {
 public:
  FolderLock() = default;
  ~FolderLock();
  FolderLock(const FolderLock&) = delete;
  FolderLock& operator=(const FolderLock&) = delete;
  // Locks the folder that has this name, and returns whether it still has it: else another program has
  // renamed or removed it in between. InputError, naming the run, if another program holds it; RunError if it
  // can't be opened.
  // Nothing is held then.
  bool take(const std::filesystem::path& folder, const std::filesystem::path& run);
  bool is_held() const { return folder_ >= 0; }
  void let_go();

 private:
  int folder_ = -1;
};

}  // namespace exomet
