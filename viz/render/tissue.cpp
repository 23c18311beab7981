#include <vtkAlgorithm.h>
#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkCellDataToPointData.h>
#include <vtkDataArray.h>
#include <vtkDataSetSurfaceFilter.h>
#include <vtkNew.h>
#include <vtkPlane.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyDataMapper.h>
#include <vtkPolyDataNormals.h>
#include <vtkProperty.h>
#include <vtkTableBasedClipDataSet.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>
#include <cmath>

#include "viz/render/scene.hpp"

namespace exomet {
namespace {

// Shares at the corners of voxels, the mean of those around, so that the surface is smooth and ends at the
// domain's sides.
vtkSmartPointer<vtkImageData> at_corners(vtkImageData* grid, const std::string& tissue) {
  vtkNew<vtkImageData> one;
  one->CopyStructure(grid);
  one->GetCellData()->SetScalars(grid->GetCellData()->GetArray(tissue.c_str()));
  vtkNew<vtkCellDataToPointData> corners;
  corners->SetInputData(one);
  corners->Update();
  vtkSmartPointer<vtkImageData> image = vtkImageData::SafeDownCast(corners->GetOutput());
  image->GetPointData()->SetActiveScalars(tissue.c_str());
  return image;
}

// Where the scalars are a half or more, behind the cut.
vtkSmartPointer<vtkAlgorithm> solid(vtkImageData* corners, const Cut& cut) {
  auto above = vtkSmartPointer<vtkTableBasedClipDataSet>::New();
  above->SetInputData(corners);
  above->SetValue(0.5);
  if (cut.axis < 0) return above;
  Vec3 origin, normal;
  origin[cut.axis] = cut.at;
  normal[cut.axis] = cut.axis == 1 ? 1 : -1;
  vtkNew<vtkPlane> plane;
  plane->SetOrigin(origin.x, origin.y, origin.z);
  plane->SetNormal(normal.x, normal.y, normal.z);
  auto behind = vtkSmartPointer<vtkTableBasedClipDataSet>::New();
  behind->SetInputConnection(above->GetOutputPort());
  behind->SetClipFunction(plane);
  return behind;
}

}  // namespace

vtkSmartPointer<vtkActor> body(vtkImageData* grid, const std::string& tissue, const TissueLook& look,
                               const Domain& domain, const Cut& cut, const Vec3& towards) {
  vtkDataArray* shares = grid->GetCellData()->GetArray(tissue.c_str());
  if (!shares || !(shares->GetRange()[1] >= 0.5)) return nullptr;
  vtkNew<vtkDataSetSurfaceFilter> surface;
  surface->SetInputConnection(solid(at_corners(grid, tissue), cut)->GetOutputPort());
  vtkNew<vtkPolyDataNormals> normals;
  normals->SetInputConnection(surface->GetOutputPort());
  normals->SetFeatureAngle(60);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputConnection(normals->GetOutputPort());
  mapper->ScalarVisibilityOff();
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  vtkProperty* is = actor->GetProperty();
  is->SetColor(look.colour[0], look.colour[1], look.colour[2]);
  is->SetAmbient(0.48);
  is->SetDiffuse(0.6);
  is->SetSpecular(0);
  if (domain.flat >= 0 && std::abs(towards[domain.flat]) > 1 - 1e-9) {
    Vec3 behind;
    behind[domain.flat] = (towards[domain.flat] < 0 ? 1 : -1) * domain.size[domain.flat];
    actor->SetPosition(behind.x, behind.y, behind.z);
  } else {
    is->SetOpacity(look.opacity);
    is->SetBackfaceCulling(look.opacity < 1);
  }
  return actor;
}

Colour field_colour(double share, const Palette& palette) {
  const auto& steps = palette.field;
  if (!(share > steps.front().first)) return steps.front().second;
  for (std::size_t i = 1; i < steps.size(); ++i) {
    if (share > steps[i].first) continue;
    const double part = (share - steps[i - 1].first) / (steps[i].first - steps[i - 1].first);
    Colour mixed{};
    for (std::size_t c = 0; c < 3; ++c)
      mixed[c] = steps[i - 1].second[c] * (1 - part) + steps[i].second[c] * part;
    return mixed;
  }
  return steps.back().second;
}

vtkSmartPointer<vtkActor> colours_at(const Cut& cut, const std::vector<double>& amounts, double top,
                                     const Domain& domain, const Palette& palette) {
  const std::array<int, 3>& n = domain.lattice.voxels;
  const auto across = static_cast<std::size_t>(cut.axis == 0 ? 1 : 0),
             up = static_cast<std::size_t>(cut.axis == 2 ? 1 : 2);
  const auto axis = static_cast<std::size_t>(cut.axis);
  const std::array<std::size_t, 3> stride{1, static_cast<std::size_t>(n[0]),
                                          static_cast<std::size_t>(n[0]) * static_cast<std::size_t>(n[1])};
  const int layer = std::clamp(static_cast<int>(cut.at / domain.lattice.spacing[cut.axis]), 0, n[axis] - 1);
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> squares;
  vtkNew<vtkUnsignedCharArray> colours;
  colours->SetNumberOfComponents(3);
  // A bit behind the cut, so that tissues cover it.
  const double place = cut.at + (cut.axis == 1 ? 1e-3 : -1e-3) * norm(domain.size);
  // The voxels' centres and, around them, the domain's edge with the value of the nearest voxel.
  for (int j = 0; j <= n[up] + 1; ++j)
    for (int i = 0; i <= n[across] + 1; ++i) {
      const int a = std::clamp(i - 1, 0, n[across] - 1), b = std::clamp(j - 1, 0, n[up] - 1);
      Vec3 p;
      p[cut.axis] = place;
      p[static_cast<int>(across)] =
          std::clamp(i - 0.5, 0.0, 1.0 * n[across]) * domain.lattice.spacing[static_cast<int>(across)];
      p[static_cast<int>(up)] =
          std::clamp(j - 0.5, 0.0, 1.0 * n[up]) * domain.lattice.spacing[static_cast<int>(up)];
      points->InsertNextPoint(p.x, p.y, p.z);
      const double amount =
          amounts[static_cast<std::size_t>(layer) * stride[axis] +
                  static_cast<std::size_t>(a) * stride[across] + static_cast<std::size_t>(b) * stride[up]];
      for (const double part : field_colour(amount / top, palette))
        colours->InsertNextValue(static_cast<unsigned char>(255 * part + 0.5));
      if (i == 0 || j == 0) continue;
      const vtkIdType row = n[across] + 2, here = j * row + i;
      const vtkIdType corners[] = {here - row - 1, here - row, here, here - 1};
      squares->InsertNextCell(4, corners);
    }
  vtkNew<vtkPolyData> plane;
  plane->SetPoints(points);
  plane->SetPolys(squares);
  plane->GetPointData()->SetScalars(colours);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(plane);
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->GetProperty()->LightingOff();
  return actor;
}

vtkSmartPointer<vtkActor> lines(const std::vector<std::pair<Vec3, Vec3>>& all, const Colour& colour,
                                double width_px) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkCellArray> cells;
  for (const auto& [from, to] : all) {
    const vtkIdType ends[] = {points->InsertNextPoint(from.x, from.y, from.z),
                              points->InsertNextPoint(to.x, to.y, to.z)};
    cells->InsertNextCell(2, ends);
  }
  vtkNew<vtkPolyData> content;
  content->SetPoints(points);
  content->SetLines(cells);
  vtkNew<vtkPolyDataMapper> mapper;
  mapper->SetInputData(content);
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->GetProperty()->SetColor(colour[0], colour[1], colour[2]);
  actor->GetProperty()->SetLineWidth(static_cast<float>(width_px));
  actor->GetProperty()->LightingOff();
  return actor;
}

Box kept_box(const Domain& domain, const Cut& cut) {
  Box box{{}, domain.size};
  if (cut.axis >= 0) (cut.axis == 1 ? box.low : box.high)[cut.axis] = cut.at;
  return box;
}

std::vector<Vec3> corners_of(const Box& box) {
  std::vector<Vec3> corners;
  for (int corner = 0; corner < 8; ++corner)
    corners.push_back({(corner & 1 ? box.high : box.low).x, (corner & 2 ? box.high : box.low).y,
                       (corner & 4 ? box.high : box.low).z});
  return corners;
}

std::vector<std::pair<Vec3, Vec3>> edges_of(const Box& box) {
  const std::vector<Vec3> corners = corners_of(box);
  std::vector<std::pair<Vec3, Vec3>> edges;
  for (std::size_t corner = 0; corner < 8; ++corner)
    for (const std::size_t step : {1u, 2u, 4u})
      if (!(corner & step)) edges.emplace_back(corners[corner], corners[corner | step]);
  return edges;
}

}  // namespace exomet
