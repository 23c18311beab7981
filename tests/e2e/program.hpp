// Runs the real program in a folder of its own.
#pragma once

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/export/folder.hpp"

namespace exomet::test {

inline const std::string program = EXOMET_PROGRAM;
inline const std::string small_model = EXOMET_SOURCE_DIR "/tests/e2e/small.yaml";
inline const std::string configs = EXOMET_SOURCE_DIR "/configs/";

// Or else a sanitizer takes the place of malloc, doesn't say how much is in use, and needs terabytes of
// addresses.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
inline constexpr bool memory_is_plain = false;
#else
inline constexpr bool memory_is_plain = true;
#endif

// How much longer than else a command may take.
inline const std::string patience = std::to_string(EXOMET_PATIENCE);

struct Said {
  int code = 0;  // as a shell has it: 128 and the signal's number if one ended it, 124 if it took too long
  std::string out, err;
};

// A folder with small.yaml's experiment e.yaml, where commands are run.
class Workplace {
 public:
  explicit Workplace(const std::string& more = "duration: 12 h\noutput: {every: 6 h, measures: 1 h}\n") {
    save(path() / "e.yaml", "model: " + small_model + "\n" + more);
  }
  std::filesystem::path path() const { return folder_.path(); }
  std::filesystem::path operator/(const std::string& file) const { return path() / file; }
  bool has(const std::string& file) const { return std::filesystem::exists(path() / file); }

  // A command of bash, in which "$exomet" is the program.
  Said bash(const std::string& command) const {
    const std::string script = "cd '" + path().string() + "'\nexport LC_ALL=C patience=" + patience +
                               " exomet='" + program + "'\n" + command + "\n";
    save(path() / ".script", script);
    const std::string place = path().string();
    const int status = std::system(("timeout $((200 * " + patience + ")) bash '" + place + "/.script' >'" +
                                    place + "/.out' 2>'" + place + "/.err'")
                                       .c_str());
    return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status), bytes_of(path() / ".out"),
            bytes_of(path() / ".err")};
  }
  Said exomet(const std::string& words) const { return bash("exec \"$exomet\" " + words); }

  // Every file below a folder, by its path in it.
  std::map<std::string, std::string> files(const std::string& below) const {
    std::map<std::string, std::string> all;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(path() / below))
      if (entry.is_regular_file())
        all[entry.path().lexically_relative(path() / below).string()] = bytes_of(entry.path());
    return all;
  }

 private:
  Folder folder_;
};

// small.yaml with a treatment, for what is drawn of it.
inline const std::string treated =
    "duration: 12 h\ntreatments: [removal]\n"
    "set: {treatments.removal: {from: 3 h, lasting: 6 h, set: {vesicles.tumour_ev.half_life: 0.1 h}}}\n"
    "output: {every: 6 h, measures: 1 h}\n";

// Whether figures can't be drawn here. In CI they must.
inline bool no_matplotlib(const Workplace& place) {
  if (place.bash("/usr/bin/python3 -c 'import matplotlib'").code == 0) return false;
  if (std::getenv("CI")) FAIL("no Matplotlib; ./exomet test installs it");
  WARN("no Matplotlib: nothing was tested");
  return true;
}

// All that a run wrote, apart from timings. A checkpoint holds timings, too; its world is in the digest.
inline std::map<std::string, std::string> results(const Workplace& place, const std::string& run) {
  auto files = place.files(run);
  REQUIRE(files.erase("checkpoint.h5") == 1);
  nlohmann::json json = nlohmann::json::parse(files.at("run.json"));
  REQUIRE(json.erase("timings") == 1);
  files.at("run.json") = json.dump();
  return files;
}

}  // namespace exomet::test
