// Where a run writes: into "<path>.partial", which takes the name <path> when all is there. A run is whole or
// absent.
#pragma once

#include <filesystem>

namespace exomet {

class RunFolder {
 public:
  // InputError if <path> exists and is not to be replaced; RunError if the folder can't be made. What an
  // interrupted run left in <path>.partial is replaced.
  RunFolder(std::filesystem::path path, bool replace);

  const std::filesystem::path& partial() const { return partial_; }
  // Gives the folder its name; an older run of that name goes only now. RunError with the reason.
  void finish();

 private:
  std::filesystem::path path_, partial_;
};

}  // namespace exomet
