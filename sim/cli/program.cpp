#include "sim/cli/program.hpp"

#include <xxhash.h>

#include <filesystem>
#include <fstream>
#include <iterator>

namespace exomet {

std::string program_path() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

std::string renderer_path() {
  return (std::filesystem::path(program_path()).parent_path() / "exomet-render").string();
}

std::string program_build() {
  std::ifstream in("/proc/self/exe", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  char text[17];
  std::snprintf(text, sizeof text, "%016llx",
                static_cast<unsigned long long>(XXH3_64bits(bytes.data(), bytes.size())));
  return text;
}

}  // namespace exomet
