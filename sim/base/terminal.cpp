#include "sim/base/terminal.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string_view>

namespace exomet {

bool shows_live_lines() {
  const char* kind = std::getenv("TERM");
  return isatty(STDERR_FILENO) && kind && std::string_view(kind) != "dumb" && *kind != '\0';
}

}  // namespace exomet
