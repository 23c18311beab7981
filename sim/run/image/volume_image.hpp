// Reads a segmented volume, such as a micro-CT scan of bone, from a file of VTK or MetaImage. The only place
// of the engine that sees VTK's readers.
#pragma once

#include <array>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "sim/base/vec3.hpp"

namespace exomet {

struct VolumeImage {
  std::array<int, 3> voxels{};
  Vec3 spacing;              // in the file's unit, which it doesn't name
  std::vector<bool> inside;  // per voxel, x fastest: its value is above the threshold
};

// What is wrong with a file, and what to do instead; whether it is about the array's name.
class ImageError : public std::runtime_error {
 public:
  explicit ImageError(const std::string& what, bool array = false)
      : std::runtime_error(what), about_array(array) {}
  bool about_array = false;
};

// .vti (point or cell data, in any form that VTK reads) or .mhd, .mha. array: its name in a .vti, "" if there
// is only one. Values that are no numbers are outside. Errors: ImageError if the file isn't there, isn't
// whole, isn't of these kinds, holds no such array, one with several components, or is turned against the
// axes.
VolumeImage read_volume_image(const std::filesystem::path&, const std::string& array, double threshold);

}  // namespace exomet
