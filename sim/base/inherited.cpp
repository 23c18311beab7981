#include "sim/base/inherited.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <sstream>
#include <string>

#include "sim/base/error.hpp"
#include "sim/base/shell.hpp"
#include "sim/base/utf8.hpp"

namespace exomet {

namespace {

void open_standard_streams() {
  for (int stream : {0, 1, 2})
    if (fcntl(stream, F_GETFD) < 0 && errno == EBADF && open("/dev/null", O_RDWR) != stream) std::abort();
}

std::string absolute_folders(const std::string& path) {
  std::istringstream folders(path);
  std::string kept;
  for (std::string folder; std::getline(folders, folder, ':');)
    if (folder.rfind('/', 0) == 0) kept += (kept.empty() ? "" : ":") + folder;
  return kept;
}

// What is wrong with a word, or "".
std::string fault_of(const std::string& word, bool may_break) {
  if (find_invalid_utf8(word) != std::string::npos) return "isn't UTF-8";
  std::size_t bad = find_control_character(word);
  if (bad == std::string::npos && !may_break) bad = word.find_first_of("\n\t");
  return bad == std::string::npos ? "" : "holds the control character " + control_character_name(word, bad);
}

}  // namespace

void secure_inherited() {
  open_standard_streams();
  if (const char* path = std::getenv("PATH")) setenv("PATH", absolute_folders(path).c_str(), 1);
}

void check_command_line(int argc, const char* const* argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    const bool sets = word.rfind("--set=", 0) == 0 || std::string(argv[i - 1]) == "--set";
    if (const std::string fault = fault_of(word, sets); !fault.empty())
      throw InputError(
          shell_word(word) + " " + fault +
          ", which a file's name or a setting can't have here; rename the file, or write it anew");
  }
}

}  // namespace exomet
