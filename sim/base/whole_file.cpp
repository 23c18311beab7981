#include "sim/base/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>
#include <utility>

#include "sim/base/error.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const fs::path& path, const std::string& reason) {
  throw RunError("cannot write " + path.string() + " (" + reason +
                 "); make room or choose a folder that can be written to, then go on with the run");
}

// Calls until no signal interrupts; 0 or errno.
template <class Call>
int error_of(const Call& call) {
  while (call() < 0)
    if (errno != EINTR) return errno;
  return 0;
}

// A file or folder that is open. Linux closes also where close() is interrupted.
class Opened {
 public:
  Opened(const fs::path& path, int flags)
      : error_(error_of([&] { return file_ = open(path.c_str(), flags, 0666); })) {}
  ~Opened() {
    if (file_ >= 0) close(file_);
  }
  Opened(const Opened&) = delete;
  int error() const { return error_; }
  int file() const { return file_; }
  // Network file systems report a full disk only here.
  int close_now() {
    const int closed = close(std::exchange(file_, -1));
    return closed == 0 || errno == EINTR ? 0 : errno;
  }

 private:
  int file_ = -1, error_ = 0;
};

int write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t written = 0;
    if (const int error = error_of([&] { return written = write(file, bytes.data(), bytes.size()); }))
      return error;
    if (written == 0) return EIO;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return 0;
}

// 0 or the errno of what failed first.
int write_plain(const fs::path& path, std::string_view bytes, Barrier barrier) {
  Opened opened(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC);
  if (opened.error() != 0) return opened.error();
  int error = write_all(opened.file(), bytes);
  if (error == 0 && barrier == Barrier::now) error = error_of([&] { return fsync(opened.file()); });
  const int closing = opened.close_now();
  return error != 0 ? error : closing;
}

}  // namespace

void write_whole(const fs::path& path, std::string_view bytes, Barrier barrier) {
  fs::path part = path;
  part += ".part";
  std::error_code ignored, renamed;
  int error = write_plain(part, bytes, barrier);
  if (error == 0) error = error_of([&] { return std::rename(part.c_str(), path.c_str()); });
  if (error != 0) {
    fs::remove(part, ignored);
    fail(path, std::strerror(error));
  }
  if (barrier == Barrier::now) sync_names(folder_of(path));
}

std::optional<std::string> read_whole(const fs::path& path) {
  const Opened opened(path, O_RDONLY | O_CLOEXEC);
  if (opened.error() == ENOENT) return {};
  int error = opened.error();
  std::string bytes;
  constexpr std::size_t portion = 1 << 20;
  for (ssize_t read_now = 1; error == 0 && read_now > 0;) {
    const std::size_t before = bytes.size();
    bytes.resize(before + portion);
    error = error_of([&] { return read_now = read(opened.file(), bytes.data() + before, portion); });
    bytes.resize(before + static_cast<std::size_t>(std::max<ssize_t>(read_now, 0)));
  }
  if (error != 0) throw RunError("can't read '" + path.string() + "' (" + std::strerror(error) + ")");
  return bytes;
}

void rename_file(const fs::path& from, const fs::path& to) {
  if (const int error = error_of([&] { return std::rename(from.c_str(), to.c_str()); }); error != 0)
    throw RunError("can't rename '" + from.string() + "' to '" + to.string() + "' (" + std::strerror(error) +
                   ")");
}

void sync_folder(const fs::path& folder) {
  const Opened opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = opened.error();
  if (error == 0) error = error_of([&] { return syncfs(opened.file()); });
  if (error != 0) fail(folder, std::strerror(error));
}

// Some network file systems can't sync a folder and don't need it.
void sync_names(const fs::path& folder) {
  const Opened opened(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int error = opened.error();
  if (error == 0) error = error_of([&] { return fsync(opened.file()); });
  if (error != 0 && error != EINVAL) fail(folder, std::strerror(error));
}

void make_folder(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) fail(path, error.message());
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : "."; }

}  // namespace exomet
