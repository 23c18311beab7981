#include <vtkCellArray.h>
#include <vtkDataArray.h>
#include <vtkFloatArray.h>
#include <vtkNew.h>
#include <vtkOpenGLSphereMapper.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkProperty.h>
#include <vtkUnsignedCharArray.h>

#include <algorithm>

#include "viz/render/scene.hpp"

namespace exomet {

vtkSmartPointer<vtkActor> balls(const std::vector<Sphere>& all) {
  vtkNew<vtkPoints> points;
  vtkNew<vtkFloatArray> radius;
  vtkNew<vtkUnsignedCharArray> colour;
  radius->SetName("radius");
  colour->SetName("colour");
  colour->SetNumberOfComponents(3);
  vtkNew<vtkCellArray> vertices;
  for (const Sphere& ball : all) {
    const vtkIdType point = points->InsertNextPoint(ball.centre.x, ball.centre.y, ball.centre.z);
    vertices->InsertNextCell(1, &point);
    radius->InsertNextValue(static_cast<float>(ball.radius));
    for (const double part : ball.colour)
      colour->InsertNextValue(static_cast<unsigned char>(255 * part + 0.5));
  }
  vtkNew<vtkPolyData> content;
  content->SetPoints(points);
  content->SetVerts(vertices);
  content->GetPointData()->AddArray(radius);
  content->GetPointData()->SetScalars(colour);
  vtkNew<vtkOpenGLSphereMapper> mapper;
  mapper->SetInputData(content);
  mapper->SetScaleArray("radius");
  auto actor = vtkSmartPointer<vtkActor>::New();
  actor->SetMapper(mapper);
  actor->GetProperty()->SetAmbient(0.32);
  actor->GetProperty()->SetDiffuse(0.75);
  actor->GetProperty()->SetSpecular(0.12);
  actor->GetProperty()->SetSpecularPower(20);
  return actor;
}

CellsShown shown_cells(vtkPolyData* cells, const std::vector<Colour>& colours,
                       const std::vector<bool>& hidden, const Cut& cut, const Palette& palette) {
  vtkDataArray* type = cells->GetPointData()->GetArray("type");
  vtkDataArray* life = cells->GetPointData()->GetArray("life");
  vtkDataArray* diameter = cells->GetPointData()->GetArray("diameter");
  CellsShown shown{{}, std::vector<std::size_t>(colours.size()), std::vector<std::size_t>(colours.size())};
  for (vtkIdType i = 0; i < cells->GetNumberOfPoints(); ++i) {
    const auto kind =
        std::min(static_cast<std::size_t>(type ? type->GetComponent(i, 0) : 0), colours.size() - 1);
    const bool dying = life && life->GetComponent(i, 0) != 0;
    ++(dying ? shown.dying : shown.living)[kind];
    const double* p = cells->GetPoint(i);
    Sphere ball{{p[0], p[1], p[2]}, 0.5 * (diameter ? diameter->GetComponent(i, 0) : 10.0), colours[kind]};
    if (hidden[kind] || !cut.keeps(ball.centre, ball.radius)) continue;
    if (dying) {
      ball.radius *= palette.dying_size;
      for (double& part : ball.colour) part *= palette.dying_light;
    }
    shown.balls.push_back(ball);
  }
  return shown;
}

}  // namespace exomet
