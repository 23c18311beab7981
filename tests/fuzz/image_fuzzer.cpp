// A volume image: the first letter says of which kind. Every voxel is set, and to the same value each time,
// whatever was in memory before.
#include <cmath>
#include <limits>
#include <vector>

#include "sim/run/image/meta_voxels.hpp"
#include "sim/run/image/volume_image.hpp"
#include "sim/run/image/vti_file.hpp"
#include "tests/fuzz/target.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

constexpr std::size_t most_voxels = 1 << 22;  // so that memory and time stay small

// What read(set) sets in memory that was filled before.
template <class Read>
std::vector<double> filled(std::size_t voxels, double fill, const Read& read) {
  std::vector<double> values(voxels, fill);
  std::vector<bool> is_set(voxels);
  read([&](std::size_t voxel, double value) {
    require(voxel < voxels, "a voxel beyond the last");
    values[voxel] = value;
    is_set[voxel] = true;
  });
  for (const bool set : is_set) require(set, "a voxel that was never set");
  return values;
}

template <class Read>
void read_twice(std::size_t voxels, const Read& read) {
  const std::vector<double> once = filled(voxels, 3, read), again = filled(voxels, -7, read);
  for (std::size_t v = 0; v < voxels; ++v)
    require(once[v] == again[v] || (std::isnan(once[v]) && std::isnan(again[v])), "another value each time");
}

std::size_t product(const std::array<int, 3>& count) {
  return static_cast<std::size_t>(count[0]) * static_cast<std::size_t>(count[1]) *
         static_cast<std::size_t>(count[2]);
}

void read_vti(std::string bytes) {
  const VtiFile file(std::move(bytes));
  for (const VtiFile::Array& array : file.arrays()) {
    file.check_size(array);
    const std::size_t voxels = product(file.count(array.cells));
    if (array.scalar && voxels <= most_voxels)
      read_twice(voxels, [&](const auto& set) { file.read(array, set); });
  }
}

void read_meta(const std::string& name, std::string_view bytes) {
  const MetaHeader header = read_meta_header(scratch().write(name, bytes));
  if (header.count() <= most_voxels)
    read_twice(header.count(), [&](const auto& set) { read_meta_voxels(header, set); });
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  try {
    if (bytes[0] == 'm')
      read_meta("image.mha", input);
    else
      read_vti(std::string(input));
  } catch (const ImageError& error) {
    require(*error.what() != '\0', "an error that says nothing");
  }
  return 0;
}
