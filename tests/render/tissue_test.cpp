// Where tissues stand.
#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkNew.h>

#include <catch2/catch.hpp>

#include "viz/render/camera.hpp"
#include "viz/render/scene.hpp"

namespace exomet::test {
namespace {

// 6 x 1 x 4 voxels of 10 um, the lower half of which is matrix.
vtkSmartPointer<vtkImageData> section() {
  auto grid = vtkSmartPointer<vtkImageData>::New();
  grid->SetDimensions(7, 2, 5);
  grid->SetSpacing(10, 10, 10);
  vtkNew<vtkDoubleArray> shares;
  shares->SetName("matrix");
  for (int voxel = 0; voxel < 24; ++voxel) shares->InsertNextValue(voxel < 12 ? 1 : 0);
  grid->GetCellData()->AddArray(shares);
  return grid;
}

Domain flat_domain() {
  Domain domain;
  domain.lattice = {{6, 1, 4}, {10, 10, 10}};
  domain.size = {60, 10, 40};
  domain.flat = 1;
  return domain;
}

// Least and largest y of the matrix, looked at from a side.
std::pair<double, double> depth(const std::string& from, std::optional<double> azimuth = {}) {
  ViewOptions gaze;
  gaze.from = from;
  gaze.azimuth = azimuth;
  const Domain domain = flat_domain();
  const auto actor = body(section(), "matrix", {{1, 0, 0}, 0.5}, domain, {}, towards_viewer(gaze, domain));
  REQUIRE(actor);
  const double* bounds = actor->GetBounds();
  CHECK(bounds[0] == Approx(0).margin(1e-6));
  CHECK(bounds[1] == Approx(60));
  CHECK(bounds[4] == Approx(0).margin(1e-6));
  return {bounds[2], bounds[3]};
}

}  // namespace

TEST_CASE("the tissue of a section is behind its cells and from other sides where it is") {
  using Range = std::pair<double, double>;
  CHECK(depth("") == Range{10, 20});
  CHECK(depth("-y") == Range{10, 20});
  CHECK(depth("y") == Range{-10, 0});
  for (const char* from : {"z", "-z", "x", "-x"}) CHECK(depth(from) == Range{0, 10});
  CHECK(depth("", 30) == Range{0, 10});
}

}  // namespace exomet::test
