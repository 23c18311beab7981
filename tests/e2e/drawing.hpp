// What drawing needs.
#pragma once

#include "tests/e2e/program.hpp"

namespace exomet::test {

// Pictures can't be made without Xvfb. In CI they must.
inline bool cannot_draw(const Workplace& place, const std::string& needed = "Xvfb") {
  if (place.bash("command -v " + needed).code == 0) return false;
  if (std::getenv("CI")) FAIL("no " + needed + "; ./exomet test installs it");
  WARN("no " + needed + ": nothing was tested");
  return true;
}

}  // namespace exomet::test
