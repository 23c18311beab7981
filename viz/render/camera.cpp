#include "viz/render/camera.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/error.hpp"
#include "viz/render/scene.hpp"

namespace exomet {
namespace {

constexpr double angle_of_view = 24;  // degrees; narrow, so that near and far cells differ little in size
constexpr double filled = 0.94;       // share of the picture's width and height
constexpr double degree = std::numbers::pi / 180;

struct Angles {
  double azimuth = 0, elevation = 0;
};

struct Axes {
  Vec3 right, above, towards;  // the viewer
};

Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

Angles side(const std::string& from) {
  if (from == "-y") return {0, 0};
  if (from == "y") return {180, 0};
  if (from == "x") return {90, 0};
  if (from == "-x") return {-90, 0};
  if (from == "z") return {0, 90};
  if (from == "-z") return {0, -90};
  throw InputError("--from " + from + ": no side of the domain; use x, -x, y, -y, z, -z or oblique");
}

Angles own_angles(const ViewOptions& gaze, const Domain& domain) {
  constexpr Angles oblique{-28, 24}, onto_a_sheet{24, 36};
  if (gaze.from.empty() && domain.flat >= 0)
    return side(domain.flat == 0 ? "x" : domain.flat == 1 ? "-y" : "z");
  if (gaze.cut == 0) return {62, 28};
  if (gaze.cut == 2 && gaze.from.empty()) return side("z");
  const bool low = domain.size.z < 0.5 * std::min(domain.size.x, domain.size.y);
  return low ? onto_a_sheet : oblique;
}

Axes axes_of(const Angles& angles) {
  const double a = angles.azimuth * degree, e = angles.elevation * degree;
  const Vec3 right{std::cos(a), std::sin(a), 0};
  const Vec3 towards{std::cos(e) * std::sin(a), -std::cos(e) * std::cos(a), std::sin(e)};
  return {right, cross(towards, right), towards};
}

// Edges of the points' picture, as seen from `from`: left, right, bottom, top, as tangents (or um if
// parallel).
struct Frame {
  double left = 1e300, right = -1e300, bottom = 1e300, top = -1e300;
};

Frame frame_of(const std::vector<Vec3>& points, const Vec3& from, const Axes& axes, bool parallel) {
  Frame frame;
  for (const Vec3& point : points) {
    const Vec3 to = point - from;
    const double depth = parallel ? 1 : std::max(1e-9, -dot(to, axes.towards));
    const double x = dot(to, axes.right) / depth, y = dot(to, axes.above) / depth;
    frame.left = std::min(frame.left, x), frame.right = std::max(frame.right, x);
    frame.bottom = std::min(frame.bottom, y), frame.top = std::max(frame.top, y);
  }
  return frame;
}

// Height of the picture that holds the frame.
double height_of(const Frame& frame, double aspect) {
  return std::max(frame.top - frame.bottom, (frame.right - frame.left) / aspect) / filled;
}

Vec3 shift(const Frame& frame, const Axes& axes) {
  return axes.right * (0.5 * (frame.left + frame.right)) + axes.above * (0.5 * (frame.bottom + frame.top));
}

Lens aim_parallel(const Domain& domain, const std::vector<Vec3>& points, const Axes& axes, double aspect) {
  const Vec3 centre = domain.size * 0.5;
  const Frame frame = frame_of(points, centre, axes, true);
  Lens lens;
  lens.focus = centre + shift(frame, axes);
  lens.position = lens.focus + axes.towards * (2 * norm(domain.size));
  lens.up = axes.above;
  lens.parallel = true;
  lens.height = height_of(frame, aspect);
  return lens;
}

// The distance by bisection: farther away everything is smaller. At each the camera is moved to the middle.
Lens aim_perspective(const Domain& domain, const std::vector<Vec3>& points, const Axes& axes, double aspect) {
  const double slope = 2 * std::tan(angle_of_view / 2 * degree);
  Vec3 focus = domain.size * 0.5;
  double near = 0.5 * norm(domain.size), far = 20 * norm(domain.size);
  for (int step = 0; step < 60; ++step) {
    const double distance = 0.5 * (near + far);
    Frame frame;
    for (int centring = 0; centring < 3; ++centring) {
      frame = frame_of(points, focus + axes.towards * distance, axes, false);
      focus += shift(frame, axes) * distance;
    }
    (height_of(frame, aspect) > slope ? near : far) = distance;
  }
  Lens lens;
  lens.focus = focus;
  lens.position = focus + axes.towards * far;
  lens.up = axes.above;
  lens.angle = angle_of_view;
  return lens;
}

}  // namespace

bool looks_straight(const ViewOptions& gaze, const Domain& domain) {
  if (gaze.azimuth || gaze.elevation || gaze.from == "oblique") return false;
  return !gaze.from.empty() || domain.flat >= 0 || gaze.cut == 2;
}

namespace {
Axes axes_for(const ViewOptions& gaze, const Domain& domain) {
  const bool sided = !gaze.from.empty() && gaze.from != "oblique";
  Angles angles = sided ? side(gaze.from) : own_angles(gaze, domain);
  angles.azimuth = gaze.azimuth.value_or(angles.azimuth);
  angles.elevation = std::clamp(gaze.elevation.value_or(angles.elevation), -90.0, 90.0);
  return axes_of(angles);
}
}  // namespace

Vec3 towards_viewer(const ViewOptions& gaze, const Domain& domain) { return axes_for(gaze, domain).towards; }

Lens aim(const ViewOptions& gaze, const Domain& domain, const std::vector<Vec3>& points, double aspect) {
  const Axes axes = axes_for(gaze, domain);
  Lens lens = looks_straight(gaze, domain) ? aim_parallel(domain, points, axes, aspect)
                                           : aim_perspective(domain, points, axes, aspect);
  lens.height /= gaze.zoom;
  lens.angle = 2 / degree * std::atan(std::tan(lens.angle * degree / 2) / gaze.zoom);
  return lens;
}

namespace {

// At which of two heights a bar is farther outside in the picture: from above, with perspective, the domain's
// upper edges can hide the lower ones.
double outer_height(const Lens& lens, const Axes& axes, Vec3 place, const Vec3& outwards, const Box& box) {
  const Vec3 direction = axes.right * dot(outwards, axes.right) + axes.above * dot(outwards, axes.above);
  const auto reach = [&](double z) {
    place.z = z;
    const Vec3 to = place - lens.position;
    return dot(to, direction) / -dot(to, axes.towards);
  };
  return reach(box.high.z) > reach(box.low.z) ? box.high.z : box.low.z;
}

}  // namespace

ScaleBar scale_bar(const ViewOptions& gaze, const Domain& domain, const Box& box) {
  const double largest = std::max({domain.size.x, domain.size.y, domain.size.z});
  const Axes axes = axes_for(gaze, domain);
  const bool vertical = std::abs(axes.towards.z) > 0.9, level = std::abs(axes.towards.z) < 0.1;
  const Vec3 near = vertical ? axes.above * -1.0 : axes.towards;  // what is lower in the picture
  const int along = std::abs(near.x) > std::abs(near.y) ? 1 : 0, off = level ? 2 : 1 - along;
  const bool far_side = off != 2 && near[off] > 0;
  const double gap = (far_side ? 1 : -1) * 0.035 * largest;
  ScaleBar bar;
  bar.length = bar_length(largest);
  bar.from = box.low;
  bar.from[off] = (far_side ? box.high : box.low)[off] + gap;
  if (level && near[1 - along] > 0) bar.from[1 - along] = box.high[1 - along];
  if (axes.right[along] < -1e-9) bar.from[along] = box.high[along] - bar.length;  // at the left
  if (vertical && !looks_straight(gaze, domain)) {
    Vec3 outwards;
    outwards[off] = gap;
    bar.from.z = outer_height(aim(gaze, domain, corners_of(box), 1), axes, bar.from, outwards, box);
  }
  bar.to = bar.from;
  bar.to[along] += bar.length;
  bar.label = (bar.from + bar.to) * 0.5;
  bar.label[off] += 1.2 * gap;
  return bar;
}

double bar_length(double longest) {
  double best = 0;
  for (int power = -6; power < 9; ++power)
    for (const double step : {1.0, 2.0, 5.0})
      if (step * std::pow(10, power) <= longest / 4 * (1 + 1e-12)) best = step * std::pow(10, power);
  return best;
}

}  // namespace exomet
