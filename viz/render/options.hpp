// The words of the command line.
#pragma once

#include <CLI/CLI.hpp>
#include <string>
#include <vector>

#include "viz/render/painter.hpp"

namespace exomet {

struct Asked {
  std::string run, out;
  std::vector<std::string> at;
  bool all = false;
  double per_second = 10;
  RenderOptions wish;
};

// exomet render, exomet movie: adds the verb and its options, which are written to `asked`.
CLI::App* add_render(CLI::App&, Asked&);
CLI::App* add_movie(CLI::App&, Asked&);

}  // namespace exomet
