// The figures of a sweep, drawn by viz/plots/sweep.py.
#include <cstdio>

#include "sim/cli/python.hpp"
#include "sim/cli/sweep.hpp"

namespace exomet {

void draw_figures(const std::filesystem::path& folder, bool quiet) {
  if (!python_has("matplotlib")) {
    if (!quiet) std::printf("No figures: they need Matplotlib (apt-get install python3-matplotlib)\n");
    return;
  }
  if (!quiet) std::printf("Figures (.png and .svg) in %s:\n", folder.c_str());
  const std::string script = "plots/sweep.py";
  if (call_script(script, {folder.string()}, quiet) != 0)
    std::fprintf(stderr, "note: the figures weren't drawn; to see why: %s\n",
                 script_command(script, {folder.string()}).c_str());
}

}  // namespace exomet
