#include "sim/base/free_space.hpp"

#include <sys/resource.h>

#include <algorithm>
#include <string>

#include "sim/base/control_groups.hpp"
#include "sim/base/kernel_files.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {
constexpr double no_limit = 1e300, kilobyte = 1024;

// What a limit of the process leaves of what it has already.
double left_of(int resource, const fs::path& root, const std::string& used) {
  rlimit limit{};
  if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY) return no_limit;
  return static_cast<double>(limit.rlim_cur) - kilobyte * number_after(root / "proc/self/status", used, 0);
}
}  // namespace

double free_memory(const fs::path& root) {
  double free = kilobyte * number_after(root / "proc/meminfo", "MemAvailable:", no_limit / kilobyte);
  for (const MemoryGroup& group : memory_groups(root)) free = std::min(free, free_in(group));
  free = std::min(free, left_of(RLIMIT_AS, root, "VmSize:"));
  free = std::min(free, left_of(RLIMIT_DATA, root, "VmData:"));
  return std::max(free, 0.0);
}

double free_disk(const fs::path& path) {
  std::error_code error;
  fs::path there = fs::absolute(path, error);
  while (!error && !fs::exists(there, error) && there != there.parent_path()) there = there.parent_path();
  const fs::space_info space = fs::space(there, error);
  const bool says_nothing = error || space.capacity == 0;
  return says_nothing ? no_limit : static_cast<double>(space.available);
}

}  // namespace exomet
