// What the fuzzers share: each reads what libFuzzer made as the program would read a file of it.
#pragma once

#include <unistd.h>

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace exomet::test {

// A folder of this process that goes with it.
class Scratch {
 public:
  Scratch() : path_(std::filesystem::temp_directory_path() / ("exomet-fuzz-" + std::to_string(getpid()))) {
    std::filesystem::create_directories(path_);
  }
  ~Scratch() { std::filesystem::remove_all(path_); }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::filesystem::path write(const std::string& name, std::string_view bytes) const {
    std::ofstream(path_ / name, std::ios::binary)
        .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return path_ / name;
  }

 private:
  std::filesystem::path path_;
};

inline const Scratch& scratch() {
  static const Scratch folder;
  return folder;
}

inline void require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "%s\n", what);
  std::abort();
}

// The two parts of an input, before and after a line of "=" signs.
inline std::pair<std::string_view, std::string_view> halves(std::string_view input) {
  constexpr std::string_view line = "\n====\n";
  const std::size_t at = input.find(line);
  if (at == input.npos) return {input, {}};
  return {input.substr(0, at + 1), input.substr(at + line.size())};
}

}  // namespace exomet::test
