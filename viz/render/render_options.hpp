// What a picture should look like.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "viz/render/camera.hpp"
#include "viz/render/run_files.hpp"

namespace exomet {

// What isn't given follows from the run.
struct RenderOptions {
  int width = 0, height = 0;         // px; see choose_size
  std::optional<std::string> field;  // an array of the grid, or "none"
  std::optional<double> top;         // of a cut's colours, per voxel
  std::optional<double> per_dot;     // EVs that a dot stands for
  std::string slice;                 // x, y, z or ""
  std::vector<std::string> hidden;   // cell types
  bool legend = true;
  ViewOptions gaze;
};

// Where no size was given: 1600 x 1000, or less high for a flat domain.
void choose_size(RenderOptions&, const Domain&);

// Whether all words of a wish are known to a run. InputError, with the nearest word, if not.
void check(const RenderOptions&, const RunFiles&);

// The array of the grid that is shown; "" for none.
std::string field_of(const RenderOptions&, const Domain&);

// InputError, with an amount that is large enough, if more than a million dots were asked for in a record.
void check_dots(const RenderOptions&, const RunFiles&, const std::vector<std::size_t>& records);

}  // namespace exomet
