// From where a run is looked at.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "sim/base/vec3.hpp"
#include "viz/render/run_files.hpp"

namespace exomet {

// What the user asked for; what isn't given follows from the domain.
struct ViewOptions {
  std::string from;  // x, -x, y, -y, z, -z: from that side; oblique; "" for the model's own
  std::optional<double> azimuth, elevation;  // degrees: around z from the front (-y) to the right, and up
  double zoom = 1;
  int cut = -1;  // the axis across which the domain is cut
};

struct Lens {
  Vec3 position, focus, up;  // um
  bool parallel = false;
  double height = 0;  // of what a parallel camera sees, um
  double angle = 0;   // of what another sees, from bottom to top, degrees
};

// Whether it is along an axis, and then without perspective.
bool looks_straight(const ViewOptions&, const Domain&);

// The direction in which the viewer is, of length 1.
Vec3 towards_viewer(const ViewOptions&, const Domain&);

// Flat domains and cuts across z from straight in front, cut ones towards the cut, low ones (sheets) from
// above at 36 degrees, others at 24 degrees, so that what is inside shows; always as near as shows all of the
// points. aspect: width / height of the picture. InputError for another `from`.
Lens aim(const ViewOptions&, const Domain&, const std::vector<Vec3>& points, double aspect);

// A bar of a round length along the edge of a box (the domain or what is kept of it) that is nearest to the
// viewer, and where its label goes.
struct ScaleBar {
  Vec3 from, to, label;  // um
  double length = 0;
};
ScaleBar scale_bar(const ViewOptions&, const Domain&, const Box&);

// The largest of 1, 2, 5, 10, 20, ... um that is at most a quarter of `longest`.
double bar_length(double longest);

}  // namespace exomet
