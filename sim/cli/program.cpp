#include "sim/cli/program.hpp"

#include <xxhash.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "sim/base/number_text.hpp"

namespace exomet {

std::string program_path() { return std::filesystem::read_symlink("/proc/self/exe").string(); }

std::string renderer_path() {
  return (std::filesystem::path(program_path()).parent_path() / "exomet-render").string();
}

std::string program_build() {
  std::ifstream in("/proc/self/exe", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  return hexadecimal(XXH3_64bits(bytes.data(), bytes.size()));
}

}  // namespace exomet
