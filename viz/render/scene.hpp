// What stands on the stage: cells as balls, tissues as bodies, EVs as dots or, in a cut, as colours.
#pragma once

#include <vtkActor.h>
#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <limits>
#include <string>
#include <vector>

#include "sim/base/vec3.hpp"
#include "viz/render/palette.hpp"
#include "viz/render/run_files.hpp"

namespace exomet {

// A cut through the middle of the domain, what is in front of it being hidden; axis -1: none.
struct Cut {
  int axis = -1;
  double at = 0;  // um

  // What is behind it: lower x, higher y or lower z, since a domain is looked at from the front, right and
  // above. A ball that it touches is kept.
  bool keeps(const Vec3& p, double radius = 0) const {
    return axis < 0 || (axis == 1 ? p[axis] + radius >= at : p[axis] - radius <= at);
  }
};

// Of the domain, what is behind a cut.
Box kept_box(const Domain&, const Cut&);
std::vector<Vec3> corners_of(const Box&);
std::vector<std::pair<Vec3, Vec3>> edges_of(const Box&);

struct Sphere {
  Vec3 centre;  // um
  double radius = 0;
  Colour colour{};
};

// Lit balls, each a square on which the graphics draw a ball exactly, as near or far as it is: as quick as
// dots.
vtkSmartPointer<vtkActor> balls(const std::vector<Sphere>&);

struct CellsShown {
  std::vector<Sphere> balls;               // dying ones smaller and darker
  std::vector<std::size_t> living, dying;  // by type; of the whole domain, whatever is cut or hidden
};

// Cells of the types that aren't hidden (a flag each). Cells without a type have type 0, without a diameter
// 10 um.
CellsShown shown_cells(vtkPolyData* cells, const std::vector<Colour>& colours,
                       const std::vector<bool>& hidden, const Cut&, const Palette&);

// The smooth surface of where a tissue holds at least half of a voxel, closed at cuts and at the domain's
// sides; null if there is none. In a flat domain that is seen along its thin axis it is behind the cells.
// towards: where the viewer is (see towards_viewer).
vtkSmartPointer<vtkActor> body(vtkImageData* grid, const std::string& tissue, const TissueLook&,
                               const Domain&, const Cut&, const Vec3& towards);

// A field's values at the cut, 0 to `top` in the palette's colours.
vtkSmartPointer<vtkActor> colours_at(const Cut&, const std::vector<double>& amounts, double top,
                                     const Domain&, const Palette&);
Colour field_colour(double share, const Palette&);

// Straight lines, each from its first point to its second.
vtkSmartPointer<vtkActor> lines(const std::vector<std::pair<Vec3, Vec3>>&, const Colour&, double width_px);

}  // namespace exomet
