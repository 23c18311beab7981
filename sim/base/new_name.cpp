#include "sim/base/new_name.hpp"

#include <fcntl.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "sim/base/error.hpp"

namespace exomet {

namespace {

// 0 or errno.
int rename_with(unsigned flags, const std::filesystem::path& from, const std::filesystem::path& to) {
  return renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), flags) == 0 ? 0 : errno;
}

bool is_unknown(int error) { return error == EINVAL || error == ENOSYS || error == ENOTSUP; }

[[noreturn]] void fail(const std::filesystem::path& from, const std::filesystem::path& to, int error) {
  throw RunError("can't rename '" + from.string() + "' to '" + to.string() + "' (" + std::strerror(error) +
                 ")");
}

}  // namespace

// A plain rename does so, too, but for a folder in the place of an empty one.
bool take_new_name(const std::filesystem::path& from, const std::filesystem::path& to) {
  int error = rename_with(RENAME_NOREPLACE, from, to);
  if (is_unknown(error)) error = rename_with(0, from, to);
  if (error == EEXIST || error == ENOTEMPTY || error == ENOTDIR) return false;
  if (error != 0) fail(from, to, error);
  return true;
}

bool exchange_names(const std::filesystem::path& a, const std::filesystem::path& b) {
  const int error = rename_with(RENAME_EXCHANGE, a, b);
  if (error != 0 && !is_unknown(error)) fail(a, b, error);
  return error == 0;
}

}  // namespace exomet
