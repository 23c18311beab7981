// What is drawn on: a window that nobody sees, twice as fine as the picture each way, so that balls have
// smooth edges.
#pragma once

#include <vtkNew.h>
#include <vtkRenderWindow.h>
#include <vtkRenderer.h>

#include "viz/render/legend.hpp"
#include "viz/render/palette.hpp"
#include "viz/render/picture.hpp"

namespace exomet {

class Canvas {
 public:
  // Needs a display (see display.hpp). width, height: of the picture, px. title_above: the scene leaves
  // room for the line above it.
  Canvas(int width, int height, bool legend, bool title_above, const Palette&);

  vtkRenderer& space() { return *space_; }  // the scene, left of the legend
  vtkRenderer& paper() { return *paper_; }  // above it, in px of layout()
  const Layout& layout() const { return layout_; }
  double space_aspect() const { return space_aspect_; }  // width / height

  // Draws what was added. RunError if the display gives a smaller picture.
  Picture taken();

 private:
  void add_lights();

  Layout layout_;
  double space_aspect_ = 1;
  vtkNew<vtkRenderWindow> window_;
  vtkNew<vtkRenderer> ground_, space_, paper_;  // the one above the other
};

}  // namespace exomet
