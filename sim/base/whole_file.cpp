#include "sim/base/whole_file.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <string>
#include <system_error>

#include "sim/base/error.hpp"

namespace exomet {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, const std::string& reason) {
  throw RunError("cannot write " + path.string() + " (" + reason +
                 "); make room or choose a folder that can be written to, then go on with the run");
}

// 0 or the errno of what failed first. Closing counts: network file systems report a full disk only there.
int write_plain(const std::filesystem::path& path, std::string_view bytes) {
  errno = 0;
  std::FILE* file = std::fopen(path.c_str(), "wb");
  if (!file) return errno;
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
  const int write_error = errno;
  const bool closed = std::fclose(file) == 0;
  const int close_error = errno;
  if (written && closed) return 0;
  const int error = written ? close_error : write_error;
  return error != 0 ? error : EIO;
}

}  // namespace

void write_whole(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::path part = path;
  part += ".part";
  std::error_code ignored, renamed;
  if (const int error = write_plain(part, bytes); error != 0) {
    std::filesystem::remove(part, ignored);
    fail(path, std::strerror(error));
  }
  std::filesystem::rename(part, path, renamed);
  if (renamed) {
    std::filesystem::remove(part, ignored);
    fail(path, renamed.message());
  }
}

void sync_folder(const std::filesystem::path& folder) {
  const int opened = open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = opened >= 0 && syncfs(opened) == 0;
  const int error = errno;
  if (opened >= 0) close(opened);
  if (!synced) fail(folder, std::strerror(error));
}

void make_folder(const std::filesystem::path& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) fail(path, error.message());
}

}  // namespace exomet
