#include "viz/render/vtk_files.hpp"

#include <vtkCellData.h>
#include <vtkDoubleArray.h>
#include <vtkFieldData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkStringArray.h>

#include <algorithm>
#include <cmath>

#include "sim/run/image/vti_file.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const std::string& what) { throw ImageError(what); }

const XmlElement& child_of(const XmlElement& parent, const char* name) {
  const XmlElement* found = parent.child(name);
  if (!found) refuse("it has no " + std::string(name));
  return *found;
}

vtkSmartPointer<vtkDoubleArray> empty_array(const std::string& name, std::size_t count) {
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  array->SetName(name.c_str());
  array->SetNumberOfValues(static_cast<vtkIdType>(count));
  return array;
}

std::vector<double> all_numbers(const VtkXmlFile& file, const XmlElement& array, std::size_t count) {
  file.check_size(array, count);
  std::vector<double> all(count);
  file.numbers(array, count, [&](std::size_t first, std::span<const double> values) {
    std::copy(values.begin(), values.end(), all.begin() + static_cast<long>(first));
  });
  return all;
}

bool all_finite(const std::vector<double>& values) {
  return std::all_of(values.begin(), values.end(), [](double value) { return std::isfinite(value); });
}

vtkSmartPointer<vtkPoints> points_of(const VtkXmlFile& file, const XmlElement& piece, std::size_t count) {
  const std::vector<double> at =
      all_numbers(file, child_of(child_of(piece, "Points"), "DataArray"), 3 * count);
  if (!all_finite(at)) refuse("a cell is nowhere");
  auto points = vtkSmartPointer<vtkPoints>::New();
  points->SetDataType(VTK_FLOAT);
  points->SetNumberOfPoints(static_cast<vtkIdType>(count));
  for (std::size_t i = 0; i < count; ++i)
    points->SetPoint(static_cast<vtkIdType>(i), at[3 * i], at[3 * i + 1], at[3 * i + 2]);
  return points;
}

void add_texts(const VtkXmlFile& file, vtkFieldData* to) {
  const XmlElement* fields = file.content().child("FieldData");
  for (std::size_t i = 0; fields && i < fields->children.size(); ++i) {
    const XmlElement& one = fields->children[i];
    const std::string *name = one.attribute("Name"), *type = one.attribute("type");
    if (!name || !type || *type != "String") continue;
    vtkNew<vtkStringArray> array;
    array->SetName(name->c_str());
    for (const std::string& text : file.texts(one)) array->InsertNextValue(text);
    to->AddArray(array);
  }
}

// What is drawn of cells is what they can have.
void check_column(const std::string& name, const std::vector<double>& values, vtkIdType types) {
  for (const double value : values) {
    if (name == "diameter" && !(value > 0 && std::isfinite(value))) refuse("a cell has no size");
    if (name == "type" && !(value >= 0 && value < static_cast<double>(types) && value == std::trunc(value)))
      refuse("a cell has no type");
  }
}

void add_columns(const VtkXmlFile& file, const XmlElement& piece, std::size_t count, vtkPolyData* cells) {
  const auto* names = vtkStringArray::SafeDownCast(cells->GetFieldData()->GetAbstractArray("type_names"));
  for (const XmlElement& one : child_of(piece, "PointData").children) {
    const std::string* name = one.attribute("Name");
    if (!name) refuse("an array has no name");
    if (one.attribute("NumberOfComponents") && whole_numbers(one, "NumberOfComponents", 1)[0] != 1)
      refuse("an array isn't of single numbers");
    const std::vector<double> values = all_numbers(file, one, count);
    check_column(*name, values, names ? names->GetNumberOfValues() : 0);
    const auto array = empty_array(*name, count);
    std::copy(values.begin(), values.end(), array->GetPointer(0));
    cells->GetPointData()->AddArray(array);
  }
}

void add_array(const VtiFile& file, const std::string& name, vtkImageData* image) {
  for (const VtiFile::Array& one : file.arrays()) {
    if (!one.cells || one.name != name) continue;
    if (!one.scalar) refuse("an array isn't of single numbers");
    file.check_size(one);
    const auto array = empty_array(name, static_cast<std::size_t>(image->GetNumberOfCells()));
    file.read(one, [&](std::size_t voxel, double value) {
      if (!std::isfinite(value)) refuse("a voxel holds no finite number");
      array->SetValue(static_cast<vtkIdType>(voxel), value);
    });
    image->GetCellData()->AddArray(array);
    return;
  }
  refuse("it has no array '" + name + "'");
}

}  // namespace

vtkSmartPointer<vtkPolyData> read_cells(const fs::path& path) {
  const VtkXmlFile file(file_bytes(path.string()), "PolyData");
  auto cells = vtkSmartPointer<vtkPolyData>::New();
  add_texts(file, cells->GetFieldData());
  if (!file.content().child("Piece")) return cells;  // there were none
  const XmlElement& piece = child_of(file.content(), "Piece");
  const long points = whole_numbers(piece, "NumberOfPoints", 1)[0];
  if (points < 0) refuse("it has fewer than no cells");
  const auto count = static_cast<std::size_t>(points);
  cells->SetPoints(points_of(file, piece, count));
  add_columns(file, piece, count, cells);
  return cells;
}

Grid read_grid(const fs::path& path, const std::vector<std::string>& arrays) {
  const VtiFile file(file_bytes(path.string()));
  Grid grid{vtkSmartPointer<vtkImageData>::New(), {}, file.texts("units")};
  const std::array<int, 3> voxels = file.count(true);
  grid.image->SetDimensions(voxels[0] + 1, voxels[1] + 1, voxels[2] + 1);
  grid.image->SetSpacing(file.spacing().x, file.spacing().y, file.spacing().z);
  for (const VtiFile::Array& one : file.arrays())
    if (one.cells) grid.names.push_back(one.name);
  for (const std::string& name : arrays) add_array(file, name, grid.image);
  return grid;
}

}  // namespace exomet
