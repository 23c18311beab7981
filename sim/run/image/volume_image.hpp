// Reads a segmented volume, such as a micro-CT scan of bone, from a file of VTK or MetaImage.
#pragma once

#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/vec3.hpp"
#include "sim/run/image/image_error.hpp"

namespace exomet {

// .vti (point or cell data) or .mhd, .mha. What a file says of itself is read and compared with its size
// first, its voxels later: whether it fits where it is meant to go can be asked in between.
class VolumeImage {
 public:
  // array: its name in a .vti, "" if there is only one. ImageError, also for a file of another kind, and for
  // one that is turned against the axes.
  VolumeImage(const std::filesystem::path& path, const std::string& array);
  VolumeImage(VolumeImage&&) noexcept;
  ~VolumeImage();

  const std::array<int, 3>& voxels() const { return voxels_; }
  const Vec3& spacing() const { return spacing_; }  // in the file's unit, which it doesn't name
  std::size_t size() const;                         // voxels

  // Whether the value of each voxel, x fastest, is above the threshold. ImageError if that isn't known of
  // each: the file is damaged, or holds what is no number.
  std::vector<bool> above(double threshold) const;

 private:
  class Source;
  class Vti;
  class Meta;

  std::unique_ptr<Source> source_;
  std::array<int, 3> voxels_{};
  Vec3 spacing_;
};

}  // namespace exomet
