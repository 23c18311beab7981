// The legend at the right of a picture and the time at its left, in pixels from the lower left.
#pragma once

#include <vtkRenderer.h>

#include <algorithm>
#include <string>
#include <vector>

#include "viz/render/palette.hpp"

namespace exomet {

struct LegendRow {
  enum class Mark { none, ball, dot, patch, colours, none_beside };  // colours: of a field, five rows high
  Mark mark = Mark::none;
  Colour colour{};
  double size = 1;  // of the mark
  std::string text, count;
  bool pale = false;     // there is none of it now
  double gap_above = 0;  // in rows
};

// Sizes of a picture of this many pixels: text takes the same share of all.
struct Layout {
  double width = 0, height = 0;  // px
  double unit() const { return std::min(width / 1600, height / 560); }
  double panel() const { return 350 * unit(); }  // width of the legend's part
  double scene_share() const { return 1 - panel() / width; }
};

// Adds rows to a renderer that covers the picture in pixels (see look_flat). More than nine rows are set
// closer.
void add_legend(vtkRenderer*, const Layout&, const std::vector<LegendRow>&, const Palette&);
enum class Align { left, centre, right };
void add_text(vtkRenderer*, double x, double y, const std::string&, double size_px, const Colour&, Align,
              bool bold = false);

// One unit of length a pixel, (0, 0) at the lower left.
void look_flat(vtkRenderer*, const Layout&);

// A name of the model as people write it: "tumour_ev" -> "tumour EV", "miR_5112" -> "miR-5112".
std::string spoken_name(const std::string&);
// 12345 -> "12,345"
std::string grouped(double whole);

}  // namespace exomet
