// The header of a MetaImage file (https://itk.org/Wiki/MetaIO/Documentation).
#pragma once

#include <array>
#include <cstdint>
#include <filesystem>

#include "sim/base/vec3.hpp"
#include "sim/run/image/scalars.hpp"

namespace exomet {

struct MetaHeader {
  std::array<int, 3> voxels{};
  Vec3 spacing;
  Scalar type = Scalar::uint8;
  bool swapped = false;  // its numbers begin with the most significant byte
  enum class Coding { binary, text, zlib } coding = Coding::binary;
  std::filesystem::path file;  // of the voxels
  std::uintmax_t from = 0;     // bytes of that file before them
  std::uintmax_t length = 0;   // bytes of them in that file

  std::uintmax_t count() const {  // voxels
    return std::uintmax_t(voxels[0]) * std::uintmax_t(voxels[1]) * std::uintmax_t(voxels[2]);
  }
};

// ImageError if the header can't be understood, or if its voxels' file isn't there, isn't whole, or can't
// hold as many.
MetaHeader read_meta_header(const std::filesystem::path& file);

}  // namespace exomet
