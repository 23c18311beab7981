#include "sim/run/image/volume_image.hpp"

#include <algorithm>
#include <fstream>
#include <functional>

#include "sim/config/suggestions.hpp"
#include "sim/run/image/meta_voxels.hpp"
#include "sim/run/image/vti_file.hpp"

namespace exomet {

namespace fs = std::filesystem;

class VolumeImage::Source {
 public:
  using Set = std::function<void(std::size_t, double)>;
  virtual ~Source() = default;
  virtual std::array<int, 3> voxels() const = 0;
  virtual Vec3 spacing() const = 0;
  virtual void read(const Set&) const = 0;
};

class VolumeImage::Vti final : public Source {
 public:
  Vti(const fs::path& path, const std::string& array) : file_(file_bytes(path)), array_(chosen(array)) {
    if (!array_.scalar)
      throw ImageError("its array has several numbers a voxel; save the one that holds the tissue", true);
    file_.check_size(array_);
  }

  std::array<int, 3> voxels() const override { return file_.count(array_.cells); }
  Vec3 spacing() const override { return file_.spacing(); }
  void read(const Set& set) const override { file_.read(array_, set); }

 private:
  VtiFile::Array chosen(const std::string& name) const {
    const std::vector<VtiFile::Array>& all = file_.arrays();
    std::vector<std::string> names;
    for (const VtiFile::Array& one : all) names.push_back(one.name);
    if (all.empty()) throw ImageError("it holds no array of numbers; save the segmented volume with it");
    if (name.empty() && all.size() == 1) return all.front();
    const auto found = std::find(names.begin(), names.end(), name);
    if (!name.empty() && found != names.end()) return all[static_cast<std::size_t>(found - names.begin())];
    if (name.empty())
      throw ImageError("it holds several arrays, so 'array' must name one; " + suggest("", names));
    throw ImageError("it holds no array '" + name + "'; " + suggest(name, names), true);
  }

  VtiFile file_;
  VtiFile::Array array_;
};

class VolumeImage::Meta final : public Source {
 public:
  explicit Meta(const fs::path& path) : header_(read_meta_header(path)) {}

  std::array<int, 3> voxels() const override { return header_.voxels; }
  Vec3 spacing() const override { return header_.spacing; }
  void read(const Set& set) const override { read_meta_voxels(header_, set); }

 private:
  MetaHeader header_;
};

namespace {

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

void check_file(const fs::path& path, const std::string& kind) {
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
}

}  // namespace

VolumeImage::VolumeImage(const fs::path& path, const std::string& array) {
  const std::string kind = path.extension().string();
  check_file(path, kind);
  if (kind != ".vti" && !array.empty())
    throw ImageError("a MetaImage file has a single array without a name; leave 'array' out", true);
  if (kind == ".vti")
    source_ = std::make_unique<Vti>(path, array);
  else
    source_ = std::make_unique<Meta>(path);
  voxels_ = source_->voxels();
  spacing_ = source_->spacing();
}

VolumeImage::VolumeImage(VolumeImage&&) noexcept = default;
VolumeImage::~VolumeImage() = default;

std::size_t VolumeImage::size() const {
  return static_cast<std::size_t>(voxels_[0]) * static_cast<std::size_t>(voxels_[1]) *
         static_cast<std::size_t>(voxels_[2]);
}

std::vector<bool> VolumeImage::above(double threshold) const {
  std::vector<bool> inside(size());
  source_->read([&](std::size_t voxel, double value) { inside[voxel] = value > threshold; });
  return inside;
}

}  // namespace exomet
