#include "sim/run/image/volume_image.hpp"

#include <vtkCellData.h>
#include <vtkCommand.h>
#include <vtkDataArray.h>
#include <vtkExecutive.h>
#include <vtkImageData.h>
#include <vtkMatrix3x3.h>
#include <vtkMetaImageReader.h>
#include <vtkNew.h>
#include <vtkPointData.h>
#include <vtkXMLImageDataReader.h>

#include <cmath>
#include <fstream>

#include "sim/config/suggestions.hpp"
#include "sim/run/image/meta_header.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;

// Keeps what VTK complains of, which it would print otherwise.
class Complaints final : public vtkCommand {
 public:
  static Complaints* New() { return new Complaints; }
  void Execute(vtkObject*, unsigned long event, void* text) override {
    if (event != vtkCommand::ErrorEvent || !first_.empty()) return;
    first_ = text ? static_cast<const char*>(text) : "unknown error";
    if (const auto at = first_.find("): "); at != std::string::npos) first_.erase(0, at + 3);
    first_.erase(std::min(first_.size(), first_.find('\n')));
  }
  const std::string& first() const { return first_; }

 private:
  std::string first_;  // without VTK's file, line and addresses
};

void listen(vtkObject* object, Complaints* complaints) {
  object->AddObserver(vtkCommand::ErrorEvent, complaints);
  object->AddObserver(vtkCommand::WarningEvent, complaints);
}

void check_complaints(const Complaints& complaints) {
  if (!complaints.first().empty())
    throw ImageError("VTK can't read it (" + complaints.first() +
                     "); open it in ParaView and save it again, as .vti with data mode 'Binary'");
}

// VTK takes no notice if the end of appended data is missing, so that we look for the last tag.
void check_ends(const fs::path& path) {
  const std::string tag = "</VTKFile>";
  std::ifstream file(path, std::ios::binary | std::ios::ate);
  const std::streamoff size = file.tellg(), length = std::min<std::streamoff>(size, 200);
  std::string end(static_cast<std::size_t>(length), '\0');
  file.seekg(size - length);
  file.read(end.data(), length);
  if (end.find(tag) == std::string::npos)
    throw ImageError("it isn't whole, or no .vti file: it doesn't end with '" + tag +
                     "'; copy or save it again");
}

vtkSmartPointer<vtkImageData> read_vti(const fs::path& path) {
  check_ends(path);
  vtkNew<Complaints> complaints;
  vtkNew<vtkXMLImageDataReader> reader;
  listen(reader, complaints);
  listen(reader->GetExecutive(), complaints);
  reader->SetReaderErrorObserver(complaints);
  reader->SetParserErrorObserver(complaints);
  if (!reader->CanReadFile(path.c_str()))
    throw ImageError("it is no VTK image (ImageData) file; save the volume as .vti");
  reader->SetFileName(path.c_str());
  reader->Update();
  check_complaints(*complaints);
  return reader->GetOutput();
}

vtkSmartPointer<vtkImageData> read_meta(const fs::path& path) {
  check_meta_image(path);
  vtkNew<Complaints> complaints;
  vtkNew<vtkMetaImageReader> reader;
  listen(reader, complaints);
  listen(reader->GetExecutive(), complaints);
  reader->SetFileName(path.c_str());
  reader->Update();
  check_complaints(*complaints);
  return reader->GetOutput();
}

// An array of numbers, and whether there is one for each point or for each cell of VTK's image.
struct Found {
  vtkDataArray* array = nullptr;
  bool cells = false;
};

Found find_array(vtkImageData& image, const std::string& name) {
  std::vector<Found> all;
  std::vector<std::string> names;
  for (const bool cells : {false, true}) {
    vtkDataSetAttributes* arrays = image.GetPointData();
    if (cells) arrays = image.GetCellData();
    for (int i = 0; i < arrays->GetNumberOfArrays(); ++i)
      if (vtkDataArray* array = arrays->GetArray(i)) {
        all.push_back({array, cells});
        names.emplace_back(array->GetName() ? array->GetName() : "");
      }
  }
  if (all.empty()) throw ImageError("it holds no array of numbers; save the segmented volume with it");
  if (name.empty() && all.size() == 1) return all.front();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!name.empty() && names[i] == name) return all[i];
  if (name.empty())
    throw ImageError("it holds several arrays, so 'array' must name one; " + suggest("", names));
  throw ImageError("it holds no array '" + name + "'; " + suggest(name, names), true);
}

template <class T>
void mark_above(const T* values, double threshold, std::vector<bool>& inside) {
  for (std::size_t v = 0; v < inside.size(); ++v) inside[v] = static_cast<double>(values[v]) > threshold;
}

VolumeImage thresholded(vtkImageData& image, const Found& found, double threshold) {
  if (found.array->GetNumberOfComponents() != 1)
    throw ImageError("its array has several numbers a voxel; save the one that holds the tissue", true);
  if (!image.GetDirectionMatrix()->IsIdentity())
    throw ImageError("it is turned against the axes (Direction); resample it first");
  VolumeImage volume;
  std::size_t count = 1;
  for (int axis = 0; axis < 3; ++axis) {
    volume.voxels[axis] = std::max(1, image.GetDimensions()[axis] - found.cells);
    volume.spacing[axis] = image.GetSpacing()[axis];
    if (!(volume.spacing[axis] > 0) || std::isinf(volume.spacing[axis]))
      throw ImageError("its spacing along " + std::string(1, "xyz"[axis]) + " is no positive number");
    count *= static_cast<std::size_t>(volume.voxels[axis]);
  }
  if (static_cast<std::size_t>(found.array->GetNumberOfTuples()) != count)
    throw ImageError("its array has " + std::to_string(found.array->GetNumberOfTuples()) + " values for " +
                     std::to_string(count) + " voxels; save it again");
  volume.inside.resize(count);
  switch (found.array->GetDataType()) {
    vtkTemplateMacro(
        mark_above(static_cast<const VTK_TT*>(found.array->GetVoidPointer(0)), threshold, volume.inside));
    default:
      throw ImageError("its array isn't of numbers; save the segmented volume as bytes or floats");
  }
  return volume;
}

// Why nothing is there, with the nearest name of what is.
std::string missing(const fs::path& path) {
  std::error_code error;
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  if (!fs::is_directory(folder, error))
    return "no such file; the folder '" + folder.string() + "' isn't there either";
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder, error))
    for (const char* kind : {".vti", ".mhd", ".mha"})
      if (entry.path().extension() == kind) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return "no such file in '" + folder.string() + "'; " +
         (names.empty() ? "it holds no .vti, .mhd or .mha" : suggest(path.filename().string(), names));
}

}  // namespace

VolumeImage read_volume_image(const fs::path& path, const std::string& array, double threshold) {
  const std::string kind = path.extension().string();
  if (kind == ".raw")
    throw ImageError(
        "a .raw file doesn't say how many voxels it holds; name a header for it, a .mhd with the lines "
        "NDims, DimSize, ElementSpacing, ElementType and ElementDataFile");
  if (kind != ".vti" && kind != ".mhd" && kind != ".mha")
    throw ImageError("files of the kind '" + kind +
                     "' can't be read; save the volume as .vti, .mhd or .mha (ParaView, "
                     "Fiji and 3D Slicer can)");
  std::error_code error;
  if (!fs::exists(path, error)) throw ImageError(missing(path));
  if (!fs::is_regular_file(path, error))
    throw ImageError("it is no ordinary file; name a .vti, .mhd or .mha");
  if (!std::ifstream(path)) throw ImageError("it can't be read; check its permissions");
  if (kind != ".vti" && !array.empty())
    throw ImageError("a MetaImage file has a single array without a name; leave 'array' out", true);
  const vtkSmartPointer<vtkImageData> image = kind == ".vti" ? read_vti(path) : read_meta(path);
  return thresholded(*image, find_array(*image, array), threshold);
}

}  // namespace exomet
