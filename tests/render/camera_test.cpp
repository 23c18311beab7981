// The camera sees all of a domain, as near as that allows; the scale bar is round and lies before it.
#include "viz/render/camera.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <optional>

#include "sim/base/error.hpp"
#include "viz/render/scene.hpp"

namespace exomet::test {
namespace {

Domain domain_of(Vec3 size, int flat = -1) {
  Domain domain;
  domain.size = size;
  domain.flat = flat;
  return domain;
}

Vec3 cross(const Vec3& a, const Vec3& b) {
  return {a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x};
}

// The largest distance of a point from the middle of the picture: 1 is the edge.
double reach(const Lens& lens, const std::vector<Vec3>& points, double aspect) {
  Vec3 ahead = lens.focus - lens.position;
  ahead *= 1 / norm(ahead);
  Vec3 right = cross(ahead, lens.up);
  right *= 1 / norm(right);
  const Vec3 above = cross(right, ahead);
  double farthest = 0;
  for (const Vec3& point : points) {
    const Vec3 to = point - lens.position;
    const double half =
        lens.parallel ? lens.height / 2 : dot(to, ahead) * std::tan(lens.angle / 2 * M_PI / 180);
    farthest =
        std::max({farthest, std::abs(dot(to, above)) / half, std::abs(dot(to, right)) / half / aspect});
  }
  return farthest;
}

// Whether a point is beside the picture of all others, seen from the lens.
bool beside(const Lens& lens, const Vec3& point, const std::vector<Vec3>& others) {
  Vec3 ahead = lens.focus - lens.position;
  ahead *= 1 / norm(ahead);
  const Vec3 right = cross(ahead, lens.up);
  for (int degree = 0; degree < 360; ++degree) {
    const Vec3 direction = right * std::cos(degree * M_PI / 180) + lens.up * std::sin(degree * M_PI / 180);
    const auto seen = [&](const Vec3& at) {
      const Vec3 to = at - lens.position;
      return dot(to, direction) / (lens.parallel ? 1 : dot(to, ahead));
    };
    if (std::all_of(others.begin(), others.end(), [&](const Vec3& at) { return seen(at) < seen(point); }))
      return true;
  }
  return false;
}

}  // namespace

TEST_CASE("all of a domain is in the picture and fills it from every side") {
  for (const Vec3 size : {Vec3{600, 600, 160}, Vec3{400, 400, 400}, Vec3{100, 2000, 30}})
    for (const char* from : {"", "x", "-x", "y", "-y", "z", "-z", "oblique"})
      for (const double aspect : {0.6, 1.25, 2.5}) {
        const Domain domain = domain_of(size);
        ViewOptions gaze;
        gaze.from = from;
        const auto corners = corners_of({{}, size});
        INFO(from << ", aspect " << aspect << ", " << size.x << " x " << size.y << " x " << size.z);
        const double farthest = reach(aim(gaze, domain, corners, aspect), corners, aspect);
        CHECK(farthest < 1);
        CHECK(farthest > 0.85);
      }
}

TEST_CASE("a flat domain is seen straight with up above") {
  const Lens section = aim({}, domain_of({600, 20, 160}, 1), corners_of({{}, {600, 20, 160}}), 1.5);
  CHECK(section.parallel);
  CHECK(section.position.y < 0);
  CHECK(section.up.z == Approx(1));
  CHECK(section.position.x == Approx(300));
  const Lens plan = aim({}, domain_of({600, 400, 20}, 2), corners_of({{}, {600, 400, 20}}), 1.5);
  CHECK(plan.position.z > 20);
  CHECK(plan.up.y == Approx(1));
}

TEST_CASE("angles and zoom do what they say") {
  const Domain domain = domain_of({400, 400, 400});
  const auto corners = corners_of({{}, domain.size});
  ViewOptions gaze;
  gaze.azimuth = 90;
  gaze.elevation = 0;
  const Lens right = aim(gaze, domain, corners, 1);
  CHECK(right.position.x > 400);
  CHECK(right.position.y == Approx(200));
  CHECK(right.position.z == Approx(200));
  gaze.zoom = 2;
  CHECK(std::tan(aim(gaze, domain, corners, 1).angle * M_PI / 360) ==
        Approx(std::tan(right.angle * M_PI / 360) / 2));
  gaze.from = "above";
  CHECK_THROWS_AS(aim(gaze, domain, corners, 1), InputError);
}

TEST_CASE("a scale bar is the largest round length of at most a quarter") {
  CHECK(bar_length(600) == 100);
  CHECK(bar_length(800) == 200);
  CHECK(bar_length(799) == 100);
  CHECK(bar_length(2000) == 500);
  CHECK(bar_length(10) == 2);
  CHECK(bar_length(1) == Approx(0.2));
}

TEST_CASE("seen from above or below at any angle a scale bar lies beside the domain and below it") {
  const Domain domain = domain_of({600, 400, 300});
  for (const char* from : {"", "z", "-z"})
    for (const std::optional<double> azimuth :
         {std::optional<double>(), {0.0}, {40.0}, {130.0}, {180.0}, {275.0}})
      for (const std::optional<double> steep : {std::optional<double>(), {70.0}, {-85.0}}) {
        ViewOptions gaze;
        gaze.from = from;
        gaze.cut = gaze.from.empty() ? 2 : -1;
        gaze.azimuth = azimuth;
        gaze.elevation = steep;
        const Box box{{}, {600, 400, gaze.cut == 2 ? 150.0 : 300.0}};
        const auto corners = corners_of(box);
        const ScaleBar bar = scale_bar(gaze, domain, box);
        const Lens lens = aim(gaze, domain, corners, 1.3);
        INFO("from '" << from << "', azimuth " << azimuth.value_or(-1) << ", elevation "
                      << steep.value_or(-1));
        for (const Vec3& point : {bar.from, bar.to, bar.label}) CHECK(beside(lens, point, corners));
        CHECK(dot(bar.label - domain.size * 0.5, lens.up) < 0);
      }
}

TEST_CASE("a scale bar lies outside of what is shown at the viewer's side") {
  const Domain domain = domain_of({600, 400, 160});
  const Box box{{}, domain.size};
  for (const double azimuth : {0.0, 24.0, 80.0, 150.0, 200.0, 300.0}) {
    ViewOptions gaze;
    gaze.azimuth = azimuth;
    gaze.elevation = 30;
    const ScaleBar bar = scale_bar(gaze, domain, box);
    INFO(azimuth);
    CHECK(norm(bar.to - bar.from) == Approx(100));
    const Vec3 towards{std::sin(azimuth * M_PI / 180), -std::cos(azimuth * M_PI / 180), 0};
    const double edge = std::max({dot(corners_of(box)[0], towards), dot(corners_of(box)[1], towards),
                                  dot(corners_of(box)[2], towards), dot(corners_of(box)[3], towards)});
    const Vec3 middle = (bar.from + bar.to) * 0.5;
    CHECK((middle.x < 0 || middle.x > 600 || middle.y < 0 || middle.y > 400));
    CHECK(dot(middle, towards) > edge - 600);
  }
}

}  // namespace exomet::test
