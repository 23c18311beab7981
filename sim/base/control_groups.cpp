#include "sim/base/control_groups.hpp"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>
#include <string>

#include "sim/base/kernel_files.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {
constexpr double no_limit = 1e300;

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

bool lists_memory(const std::string& words) {
  const std::vector<std::string> parts = split(words, ',');
  return std::find(parts.begin(), parts.end(), "memory") != parts.end();
}

// The path of this process in the hierarchy of each version, from lines "number:controllers:path".
std::map<int, std::string> own_paths(const fs::path& root) {
  std::map<int, std::string> paths;
  std::ifstream file(root / "proc/self/cgroup");
  for (std::string line; std::getline(file, line);) {
    const std::size_t first = line.find(':'), second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controllers.empty()) paths[2] = line.substr(second + 1);
    if (lists_memory(controllers)) paths[1] = line.substr(second + 1);
  }
  return paths;
}

// Where a hierarchy can be seen: the group that is mounted, and where.
struct Mount {
  int version = 0;  // 0: no control groups of memory
  std::string group, point;
};

// A line of mountinfo: "31 23 0:28 /group /mount/point rw,... - type source options".
Mount read_mount(const std::string& line) {
  const std::size_t dash = line.find(" - ");
  if (dash == std::string::npos) return {};
  const std::vector<std::string> before = split(line.substr(0, dash), ' '),
                                 after = split(line.substr(dash + 3), ' ');
  if (before.size() < 5 || after.empty()) return {};
  if (after[0] == "cgroup2") return {2, before[3], before[4]};
  if (after[0] == "cgroup" && lists_memory(after.back())) return {1, before[3], before[4]};
  return {};
}

// A path seen from a mounted group; that group itself if the process is said to be elsewhere, as in a
// container that sees its own group only.
std::string below(const std::string& path, const std::string& group) {
  if (group == "/") return path;
  const bool inside = path.rfind(group, 0) == 0 && (path.size() == group.size() || path[group.size()] == '/');
  return inside ? path.substr(group.size()) : "";
}

void add_with_ancestors(const Mount& mount, const std::string& path, const fs::path& root,
                        std::vector<MemoryGroup>& groups) {
  fs::path folder = root / fs::path(mount.point).relative_path();
  groups.push_back({folder, mount.version});
  for (const fs::path& part : fs::path(below(path, mount.group)).relative_path()) {
    folder /= part;
    groups.push_back({folder, mount.version});
  }
}
}  // namespace

std::vector<MemoryGroup> memory_groups(const fs::path& root) {
  std::vector<MemoryGroup> groups;
  const std::map<int, std::string> paths = own_paths(root);
  std::ifstream mounts(root / "proc/self/mountinfo");
  for (std::string line; std::getline(mounts, line);) {
    const Mount mount = read_mount(line);
    if (const auto path = paths.find(mount.version); path != paths.end())
      add_with_ancestors(mount, path->second, root, groups);
  }
  return groups;
}

double free_in(const MemoryGroup& group) {
  const bool old = group.version == 1;
  const auto number = [&](const char* file) { return number_after(group.folder / file, "", no_limit); };
  const double limit =
      old ? number("memory.limit_in_bytes") : std::min(number("memory.max"), number("memory.high"));
  constexpr double unlimited = 9e18;  // version 1 says the largest number of pages
  if (limit >= unlimited) return no_limit;
  const double used = number_after(group.folder / (old ? "memory.usage_in_bytes" : "memory.current"), "", 0);
  double kept = 0;  // of files, which the system gives up when memory is asked for
  for (const char* of_files : {"inactive_file", "active_file"})
    kept += number_after(group.folder / "memory.stat", (old ? "total_" : "") + std::string(of_files), 0);
  return limit - std::max(0.0, used - kept);
}

}  // namespace exomet
