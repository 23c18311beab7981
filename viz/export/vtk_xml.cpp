#include "viz/export/vtk_xml.hpp"

#include <vtkCellArray.h>
#include <vtkCellData.h>
#include <vtkCommand.h>
#include <vtkDoubleArray.h>
#include <vtkErrorCode.h>
#include <vtkFieldData.h>
#include <vtkFloatArray.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkPoints.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkStringArray.h>
#include <vtkTypeInt32Array.h>
#include <vtkTypeInt64Array.h>
#include <vtkXMLImageDataWriter.h>
#include <vtkXMLPolyDataWriter.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <string_view>

#include "sim/base/error.hpp"
#include "sim/base/quantity.hpp"

namespace exomet {
namespace {

// Keeps what VTK would print.
class ErrorText : public vtkCommand {
 public:
  static ErrorText* New() { return new ErrorText; }
  void Execute(vtkObject*, unsigned long, void* text) override {
    if (text) text_ += static_cast<const char*>(text);
  }
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

// VTK writes the names of arrays into the XML as they are.
void check_name(const std::string& name) {
  const bool breaks = std::any_of(name.begin(), name.end(), [](char c) {
    return std::string_view("<>&\"").find(c) != std::string_view::npos || (c >= 0 && c < ' ');
  });
  if (name.empty() || breaks)
    throw RunError(
        "cannot write a column named '" + name +
        "' (the XML of VTK doesn't hold that name); rename it in the model, with letters, digits and _");
}

void check(const std::string& name, std::size_t length, std::size_t expected) {
  check_name(name);
  if (length != expected)
    throw std::logic_error("column " + name + " has " + std::to_string(length) + " values, expected " +
                           std::to_string(expected));
}

vtkSmartPointer<vtkDataArray> real_array(const std::string& name, const std::vector<double>& values) {
  auto array = vtkSmartPointer<vtkDoubleArray>::New();
  array->SetName(name.c_str());
  array->SetNumberOfValues(static_cast<vtkIdType>(values.size()));
  for (std::size_t i = 0; i < values.size(); ++i) array->SetValue(static_cast<vtkIdType>(i), values[i]);
  return array;
}

template <class Array>
vtkSmartPointer<vtkDataArray> whole_array(const CellColumn& column, double largest) {
  using Value = typename Array::ValueType;
  auto array = vtkSmartPointer<Array>::New();
  array->SetName(column.name.c_str());
  array->SetNumberOfValues(static_cast<vtkIdType>(column.values.size()));
  for (std::size_t i = 0; i < column.values.size(); ++i) {
    const double value = column.values[i];
    if (!(std::abs(value) <= largest) || value != std::trunc(value))
      throw std::logic_error("column " + column.name + " should be whole but holds " + std::to_string(value));
    array->SetValue(static_cast<vtkIdType>(i), static_cast<Value>(value));
  }
  return array;
}

vtkSmartPointer<vtkDataArray> array_of(const CellColumn& column) {
  constexpr double largest_exact = 9007199254740992.0;  // 2^53
  constexpr double largest_int32 = 2147483647.0;
  if (!column.whole) return real_array(column.name, column.values);
  // One type for a column at all times, whatever its values: ParaView colours by type and name.
  if (!column.categories.empty()) return whole_array<vtkTypeInt32Array>(column, largest_int32);
  return whole_array<vtkTypeInt64Array>(column, largest_exact);
}

void add_strings(vtkFieldData* to, const std::string& name, const std::vector<std::string>& values) {
  vtkNew<vtkStringArray> array;
  array->SetName(name.c_str());
  for (const std::string& value : values) array->InsertNextValue(value);
  to->AddArray(array);
}

// Gathers "name [unit]" for the field data.
class Units {
 public:
  void add(const std::string& name, const std::string& unit) {
    if (!unit.empty()) list_.push_back(name + " [" + unit + "]");
  }
  const std::vector<std::string>& list() const { return list_; }

 private:
  std::vector<std::string> list_{"TimeValue [d]"};
};

void add_time(vtkFieldData* to, double minutes) { to->AddArray(real_array("TimeValue", {days(minutes)})); }

vtkSmartPointer<vtkPolyData> poly_data(const Snapshot& snapshot) {
  const auto count = static_cast<vtkIdType>(snapshot.positions.size());
  vtkNew<vtkPoints> points;
  points->SetDataType(VTK_FLOAT);
  points->SetNumberOfPoints(count);
  vtkNew<vtkCellArray> vertices;
  for (vtkIdType i = 0; i < count; ++i) {
    const Vec3& p = snapshot.positions[static_cast<std::size_t>(i)];
    points->SetPoint(i, p.x, p.y, p.z);
    vertices->InsertNextCell(1, &i);
  }
  auto cells = vtkSmartPointer<vtkPolyData>::New();
  cells->SetPoints(points);
  cells->SetVerts(vertices);
  return cells;
}

template <class Writer>
std::string written(vtkDataObject* content) {
  vtkNew<Writer> writer;
  vtkNew<ErrorText> errors;
  writer->AddObserver(vtkCommand::ErrorEvent, errors);
  writer->SetInputDataObject(content);
  writer->WriteToOutputStringOn();
  writer->SetByteOrderToLittleEndian();
  writer->SetHeaderTypeToUInt64();
  writer->SetDataModeToBinary();
  writer->SetCompressorTypeToZLib();
  writer->SetCompressionLevel(1);
  const bool done = writer->Write() == 1;
  if (!done || writer->GetErrorCode() != vtkErrorCode::NoError || !errors->text().empty())
    throw RunError("cannot write a snapshot as VTK XML (" +
                   (errors->text().empty() ? vtkErrorCode::GetStringFromErrorCode(writer->GetErrorCode())
                                           : errors->text()) +
                   "); free memory or write less often");
  return writer->GetOutputString();
}

}  // namespace

std::string cells_xml(const Snapshot& snapshot) {
  const auto cells = poly_data(snapshot);
  Units units;
  add_time(cells->GetFieldData(), snapshot.time);
  for (const CellColumn& column : snapshot.cells) {
    check(column.name, column.values.size(), snapshot.positions.size());
    cells->GetPointData()->AddArray(array_of(column));
    units.add(column.name, column.unit);
    if (!column.categories.empty())
      add_strings(cells->GetFieldData(), column.name + "_names", column.categories);
  }
  add_strings(cells->GetFieldData(), "units", units.list());
  return written<vtkXMLPolyDataWriter>(cells);
}

std::string fields_xml(const Snapshot& snapshot) {
  const Geometry& geometry = snapshot.geometry;
  vtkNew<vtkImageData> image;
  image->SetExtent(0, geometry.voxels[0], 0, geometry.voxels[1], 0, geometry.voxels[2]);
  image->SetSpacing(geometry.spacing.x, geometry.spacing.y, geometry.spacing.z);
  Units units;
  add_time(image->GetFieldData(), snapshot.time);
  for (const VoxelColumn& column : snapshot.voxels) {
    check(column.name, column.values.size(), geometry.size());
    image->GetCellData()->AddArray(real_array(column.name, column.values));
    units.add(column.name, column.unit);
  }
  add_strings(image->GetFieldData(), "units", units.list());
  return written<vtkXMLImageDataWriter>(image);
}

}  // namespace exomet
