#include "sim/run/record/folder_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "sim/base/error.hpp"

namespace exomet {

namespace {

int open_folder(const char* folder) {
  int opened = -1;
  do opened = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  while (opened < 0 && errno == EINTR);
  return opened;
}

bool has_name(int folder, const char* name) {
  struct stat opened {
  }, named{};
  return fstat(folder, &opened) == 0 && lstat(name, &named) == 0 && opened.st_dev == named.st_dev &&
         opened.st_ino == named.st_ino;
}

}  // namespace

// File systems that know no locks do without.
bool FolderLock::take(const std::filesystem::path& folder, const std::filesystem::path& run) {
  let_go();
  folder_ = open_folder(folder.c_str());
  if (folder_ < 0 && errno == ENOENT) return false;
  if (folder_ < 0) throw RunError("can't open '" + folder.string() + "' (" + std::strerror(errno) + ")");
  int locked = 0;
  do locked = flock(folder_, LOCK_EX | LOCK_NB);
  while (locked != 0 && errno == EINTR);
  const bool is_anothers = locked != 0 && errno == EWOULDBLOCK, named = has_name(folder_, folder.c_str());
  if (is_anothers || !named) let_go();
  if (is_anothers)
    throw InputError("another run is writing to '" + run.string() + "'; wait for it, or give another --out");
  return named;
}

FolderLock::~FolderLock() { let_go(); }

void FolderLock::let_go() {
  if (folder_ >= 0) close(std::exchange(folder_, -1));
}

}  // namespace exomet
