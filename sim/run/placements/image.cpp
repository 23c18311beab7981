// A tissue as it was scanned: a segmented micro-CT volume.
#include <xxhash.h>

#include <cmath>
#include <memory>
#include <optional>
#include <sstream>

#include "sim/base/free_space.hpp"
#include "sim/base/mathematics.hpp"
#include "sim/base/parallel.hpp"
#include "sim/run/image/volume_image.hpp"
#include "sim/run/placement.hpp"
#include "sim/run/placements/length_unit.hpp"

namespace exomet {
namespace {

// The image's voxels along an axis that make up one of the grid's: those with their middles in it, or else
// the nearest.
std::vector<std::vector<int>> members(int voxels, double spacing, int image_voxels, double image_spacing) {
  std::vector<std::vector<int>> made(voxels);
  for (int i = 0; i < image_voxels; ++i)
    if (const auto in = static_cast<int>(std::floor((i + 0.5) * image_spacing / spacing)); in < voxels)
      made[in].push_back(i);
  for (int v = 0; v < voxels; ++v)
    if (made[v].empty())
      made[v].push_back(
          std::clamp(static_cast<int>((v + 0.5) * spacing / image_spacing), 0, image_voxels - 1));
  return made;
}

class Image final : public Placement {
 public:
  static Section<Image> schema() {
    Section<Image> section("Tissue from a segmented micro-CT volume, which fills the whole domain.");
    section.reference("of", &Image::tissue_, "tissue", true, "The tissue.")
        .text("file", &Image::file_, true,
              "A .vti (VTK), or a .mhd or .mha (MetaImage); relative to the file that names it.")
        .custom(
            {"unit", "unit of length, e.g. mm", "Of the file's spacing, which doesn't say it.", "", true, {}},
            [](const Node& node, Image& image, Reader& reader) {
              image.unit_ = read_length_unit(node, "the scanner's software", reader);
            })
        .quantity("threshold", &Image::threshold_, Dimension::number, {false, any_number},
                  "Image voxels with a value above it are tissue.")
        .text("array", &Image::array_, false, "Which of a .vti's arrays; needed if there are several.")
        .check([](const Image& image, const Node& node, Reader& reader) { image.read_file(node, reader); });
    return section;
  }

  Placed placed(const Model&) const override { return {-1, 0, 0, -1, tissue_}; }
  std::string fault(const Model& model) const override {
    const Geometry& grid = model.geometry;
    bool fits = true;
    if (!volume_->image) return {};  // couldn't be read, which was said
    for (int axis = 0; axis < 3; ++axis)
      if (!(grid.flat(axis) && volume_->image->voxels()[axis] == 1))
        fits &= std::abs(size()[axis] - grid.extent()[axis]) <= 0.5 * grid.spacing[axis];
    return fits ? std::string{} : misfit(grid);
  }

  // Voxels are read once it is known that they fit into the domain.
  std::string file_fault() const override {
    if (!volume_->image) return {};
    const double bytes = static_cast<double>(volume_->image->size()) / 8;
    if (bytes > free_memory())
      return "'" + file_ + "' has " + std::to_string(volume_->image->size()) +
             " voxels, more than there is memory for; resample it, a few to a voxel of the domain are enough";
    try {
      volume_->inside = volume_->image->above(threshold_);
    } catch (const ImageError& error) {
      return "'" + file_ + "': " + error.what();
    }
    return {};
  }
  std::vector<InputFile> inputs() const override { return {{file_, content()}}; }

  void place(const Model& model, World& world, Happenings&, std::uint64_t) const override {
    add_tissue(model.geometry, shares(model.geometry), world.tissues[tissue_]);
  }

 private:
  void read_file(const Node& node, Reader& reader) const {
    const Node &named = *node.find("file"), *array = node.find("array");
    const std::filesystem::path given = file_, beside = std::filesystem::path(named.place.file).parent_path();
    try {
      volume_->image.emplace(beside / given, array_);
    } catch (const ImageError& error) {
      const bool about_array = error.about_array && array;
      const Reader::Scope scope(reader, about_array ? "array" : "file", about_array ? *array : named);
      reader.problem(about_array ? *array : named, "'" + file_ + "': " + error.what());
    }
  }

  std::uint64_t content() const {
    std::ostringstream bytes;
    bytes.precision(17);
    for (int axis = 0; axis < 3; ++axis)
      bytes << volume_->image->voxels()[axis] << ' ' << volume_->image->spacing()[axis] << ' ';
    for (const bool inside : volume_->inside) bytes.put(inside ? '1' : '0');
    const std::string text = std::move(bytes).str();
    return XXH3_64bits(text.data(), text.size());
  }

  Vec3 spacing() const { return unit_ * volume_->image->spacing(); }  // um
  Vec3 size() const {
    return {volume_->image->voxels()[0] * spacing().x, volume_->image->voxels()[1] * spacing().y,
            volume_->image->voxels()[2] * spacing().z};
  }

  std::string misfit(const Geometry& grid) const {
    const auto length = [](double um) { return format_quantity(um, Dimension::length); };
    const auto product = [&](const Vec3& v) {
      return length(v.x) + " x " + length(v.y) + " x " + length(v.z);
    };
    std::string voxels, needed;
    const char* separator = "";
    bool thousandfold = true;
    for (int axis = 0; axis < 3; ++axis, separator = ", ") {
      const double whole = std::max(1.0, std::round(size()[axis] / grid.spacing[axis])) * grid.spacing[axis];
      voxels += (axis ? " x " : "") + std::to_string(volume_->image->voxels()[axis]);
      needed += separator + length(whole);
      const double ratio = grid.extent()[axis] / size()[axis];
      thousandfold &= std::abs(std::abs(maths::log10(ratio)) - 3) < 0.05;
    }
    return "'" + file_ + "' measures " + product(size()) + " (" + voxels + " voxels of " +
           product(spacing()) + "), the domain " + product(grid.extent()) + "; " +
           (thousandfold ? "is its unit another one, um or mm? Otherwise write" : "write") + " 'size: [" +
           needed + "]' for the domain, or crop the image";
  }

  std::vector<double> shares(const Geometry& grid) const {
    const auto along = [&](int axis) {
      return members(
          grid.voxels[axis], grid.spacing[axis], volume_->image->voxels()[axis],
          grid.flat(axis) && volume_->image->voxels()[axis] == 1 ? grid.spacing[axis] : spacing()[axis]);
    };
    const auto x = along(0), y = along(1), z = along(2);
    const std::size_t width = volume_->image->voxels()[0], layer = width * volume_->image->voxels()[1];
    std::vector<double> share(grid.size());
    parallel_chunks(grid.size() / grid.voxels[0], 16, [&](std::size_t begin, std::size_t end) {
      for (std::size_t row = begin; row < end; ++row)
        for (int i = 0; i < grid.voxels[0]; ++i) {
          const auto &rows = y[row % grid.voxels[1]], &layers = z[row / grid.voxels[1]];
          std::size_t hits = 0;
          for (int k : layers)
            for (int j : rows)
              for (int n : x[i]) hits += volume_->inside[n + width * j + layer * k];
          share[row * grid.voxels[0] + i] =
              static_cast<double>(hits) / static_cast<double>(layers.size() * rows.size() * x[i].size());
        }
    });
    return share;
  }

  int tissue_ = -1;
  std::string file_, array_;
  double unit_ = 1;  // um
  double threshold_ = 0.5;
  // Read once all keys are known, and once it fits.
  struct Volume {
    std::optional<VolumeImage> image;
    std::vector<bool> inside;  // per voxel of the image
  };
  std::shared_ptr<Volume> volume_ = std::make_shared<Volume>();
};

const Registry<Placement>::Entry<Image> entry{"image"};

}  // namespace
}  // namespace exomet
