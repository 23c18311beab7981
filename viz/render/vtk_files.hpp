// A run's records as viz/export writes them (vtk_xml.hpp), decoded and checked by ourselves: VTK's readers
// trust what a file says.
#pragma once

#include <vtkImageData.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>

#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

// A point each, with its scalars as Float64, and the texts "type_names" and "units" as field data. ImageError
// for a file that is damaged, and for cells that are nowhere, without size or of no type.
vtkSmartPointer<vtkPolyData> read_cells(const std::filesystem::path&);

// The grid with the named arrays of its voxels only, as Float64. ImageError for a file that is damaged, lacks
// one or holds what is no finite number.
struct Grid {
  vtkSmartPointer<vtkImageData> image;
  std::vector<std::string> names;  // of all arrays of voxels
  std::vector<std::string> units;  // "name [unit]"
};
Grid read_grid(const std::filesystem::path&, const std::vector<std::string>& arrays);

}  // namespace exomet
