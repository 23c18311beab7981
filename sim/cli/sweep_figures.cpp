// The figures of a sweep, drawn by viz/plots/sweep.py.
#include <cstdio>

#include "sim/cli/python.hpp"
#include "sim/cli/sweep.hpp"

namespace exomet {

bool draw_figures(const std::filesystem::path& tables, const std::filesystem::path& shown, bool quiet) {
  if (!python_has("matplotlib")) {
    if (!quiet) std::printf("No figures: they need Matplotlib (apt-get install python3-matplotlib)\n");
    return true;
  }
  if (!quiet) std::printf("Figures (.png and .svg) in %s:\n", shown.c_str());
  const std::string script = "plots/sweep.py";
  if (call_script(script, {tables.string()}, quiet) == 0) return true;
  std::fprintf(stderr, "note: the figures weren't drawn; to see why: %s\n",
               script_command(script, {shown.string()}).c_str());
  return false;
}

}  // namespace exomet
