#include "viz/render/run_files.hpp"

#include <vtkCellData.h>
#include <vtkDataArray.h>
#include <vtkFieldData.h>
#include <vtkStringArray.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/run/image/image_error.hpp"
#include "viz/render/listed.hpp"
#include "viz/render/vtk_files.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

void check_run(const fs::path& folder) {
  std::error_code ignored;
  const std::string shown = "'" + folder.string() + "'";
  const fs::path partial = folder.parent_path() / (folder.filename().string() + ".partial");
  if (!fs::is_directory(folder, ignored)) {
    if (fs::exists(partial / "cells.pvd", ignored))
      throw InputError(shown + " isn't there (the run isn't through); what there is of it is in '" +
                       partial.string() + "'");
    throw InputError("no run " + shown +
                     " (there is no such folder); make one: ./exomet run configs/peritoneum.yaml");
  }
  for (const char* file : {"cells.pvd", "fields.pvd"}) {
    if (fs::exists(folder / file, ignored)) continue;
    if (fs::exists(folder / "run.json", ignored))
      throw InputError(shown + " keeps no " + file +
                       "; run the experiment again with 'output: {formats: [vtk]}'");
    throw InputError(shown + " is no folder of a run (it has no " + file +
                     "); make one: ./exomet run configs/peritoneum.yaml");
  }
}

[[noreturn]] void refuse(const fs::path& file) {
  throw RunError("can't read " + file.string() + " (it is damaged or gone); run the experiment again");
}

// Calls read(file); what it can't read is told with the file's name.
template <class Read>
auto read_file(const fs::path& file, const Read& read) {
  try {
    return read(file);
  } catch (const ImageError&) {
    refuse(file);
  }
}

// "tumour_ev [EVs/voxel]" -> tumour_ev: EVs/voxel
std::map<std::string, std::string> by_name(const std::vector<std::string>& units) {
  std::map<std::string, std::string> named;
  for (const std::string& entry : units)
    if (const auto bracket = entry.rfind(" ["); bracket != std::string::npos)
      named[entry.substr(0, bracket)] = entry.substr(bracket + 2, entry.size() - bracket - 3);
  return named;
}

}  // namespace

RunFiles::RunFiles(fs::path folder) : folder_(folder.lexically_normal()) {
  if (!folder_.has_filename()) folder_ = folder_.parent_path();
  check_run(folder_);
  name_ = folder_.string();
  for (const Collected& file : all_listed(folder_ / "cells.pvd")) {
    days_.push_back(file.day);
    cell_files_.push_back(file.file);
  }
  for (const Collected& file : all_listed(folder_ / "fields.pvd")) grid_files_.push_back(file.file);
  // A run that is writing has its cells a moment before its fields.
  const std::size_t both = std::min(cell_files_.size(), grid_files_.size());
  days_.resize(both);
  if (both == 0)
    throw InputError(
        "'" + name_ +
        "' has no record to show (cells.pvd or fields.pvd lists none); run the experiment again");
  read_domain();
}

void RunFiles::read_domain() {
  const Grid grid =
      read_file(folder_ / grid_files_[0], [](const fs::path& file) { return read_grid(file, {}); });
  const std::map<std::string, std::string> unit = by_name(grid.units);
  for (const std::string& array : grid.names) {
    const auto known = unit.find(array);
    if (known == unit.end() || known->second == "share") {
      domain_.tissues.push_back(array);
    } else {
      domain_.fields.push_back(array);
      domain_.counted.push_back(known->second.substr(0, known->second.find("/voxel")));
    }
  }
  int thin = 0;
  for (int axis = 0; axis < 3; ++axis) {
    const int voxels = grid.image->GetDimensions()[axis] - 1;
    domain_.lattice.voxels[static_cast<std::size_t>(axis)] = voxels;
    domain_.lattice.spacing[axis] = grid.image->GetSpacing()[axis];
    domain_.size[axis] = voxels * grid.image->GetSpacing()[axis];
    if (voxels == 1) domain_.flat = axis, ++thin;
  }
  if (thin != 1) domain_.flat = -1;
}

vtkSmartPointer<vtkPolyData> RunFiles::cells(std::size_t record) const {
  return read_file(folder_ / cell_files_.at(record), read_cells);
}

vtkSmartPointer<vtkImageData> RunFiles::grid(std::size_t record,
                                             const std::vector<std::string>& arrays) const {
  const fs::path file = folder_ / grid_files_.at(record);
  const Grid grid = read_file(file, [&](const fs::path& from) { return read_grid(from, arrays); });
  for (int axis = 0; axis < 3; ++axis)
    if (grid.image->GetDimensions()[axis] != domain_.lattice.voxels[static_cast<std::size_t>(axis)] + 1 ||
        grid.image->GetSpacing()[axis] != domain_.lattice.spacing[axis])
      refuse(file);
  return grid.image;
}

std::vector<double> RunFiles::amounts(std::size_t record, const std::string& field) const {
  const auto image = grid(record, {field});
  vtkDataArray* array = image->GetCellData()->GetArray(field.c_str());
  std::vector<double> values;
  for (vtkIdType v = 0; array && v < array->GetNumberOfTuples(); ++v)
    values.push_back(array->GetComponent(v, 0));
  return values;
}

std::vector<std::size_t> RunFiles::sampled() const {
  constexpr std::size_t enough = 40;
  const std::size_t looks = std::min(enough, days_.size());
  std::vector<std::size_t> records;
  for (std::size_t look = 0; look < looks; ++look)
    records.push_back(looks == 1 ? 0 : look * (days_.size() - 1) / (looks - 1));
  return records;
}

double RunFiles::largest_total(const std::string& field) const {
  double largest = 0;
  for (const std::size_t record : sampled()) {
    double total = 0;
    for (const double amount : amounts(record, field))
      if (std::isfinite(amount)) total += amount;
    largest = std::max(largest, total);
  }
  return largest;
}

double RunFiles::largest_amount(const std::string& field) const {
  double largest = 0;
  for (const std::size_t record : sampled())
    for (const double amount : amounts(record, field))
      if (std::isfinite(amount)) largest = std::max(largest, amount);
  return largest > 0 ? largest : 1;
}

std::vector<std::string> type_names(vtkPolyData* cells) {
  std::vector<std::string> names;
  auto* array = vtkStringArray::SafeDownCast(cells->GetFieldData()->GetAbstractArray("type_names"));
  for (vtkIdType i = 0; array && i < array->GetNumberOfValues(); ++i) names.push_back(array->GetValue(i));
  return names;
}

}  // namespace exomet
