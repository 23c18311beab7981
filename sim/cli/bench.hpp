// What the parts of the verb `bench` share.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/bench/figure.hpp"

namespace exomet {

// A folder for models and experiments, gone afterwards.
class BenchFolder {
 public:
  BenchFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "exomet-bench-XXXXXX").string();
    if (!mkdtemp(name.data()))
      throw RunError("can't make a folder in " + std::filesystem::temp_directory_path().string());
    path_ = name;
    std::filesystem::create_directories(path_ / "models");
    std::filesystem::create_directories(path_ / "configs");
  }
  ~BenchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    std::ofstream(path_ / name) << text;
    return path_ / name;
  }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// What runs of extreme models take as a multiple of what was estimated: time on one core, memory beyond the
// program's own, bytes of the folder.
std::vector<bench::Figure> estimates(bench::Effort);

}  // namespace exomet
