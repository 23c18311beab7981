#include "sim/base/kernel_files.hpp"

#include <fstream>

namespace exomet {

double number_after(const std::filesystem::path& path, const std::string& word, double otherwise) {
  std::ifstream file(path);
  double number = 0;
  if (word.empty()) return file >> number ? number : otherwise;
  for (std::string read; file >> read;)
    if (read == word) return file >> number ? number : otherwise;
  return otherwise;
}

}  // namespace exomet
