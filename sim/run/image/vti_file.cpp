#include "sim/run/image/vti_file.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

constexpr std::size_t most_pieces = 10'000;

std::size_t product(const std::array<int, 3>& count) {
  return static_cast<std::size_t>(count[0]) * static_cast<std::size_t>(count[1]) *
         static_cast<std::size_t>(count[2]);
}

bool is_flat(const std::array<int, 2>& ends) { return ends[0] == ends[1]; }

bool is_identity(const std::vector<double>& matrix) {
  for (std::size_t i = 0; i < matrix.size(); ++i)
    if (!(std::abs(matrix[i] - (i % 4 == 0)) <= 1e-6)) return false;
  return true;
}

}  // namespace

VtiFile::VtiFile(std::string bytes) : file_(std::move(bytes), "ImageData") {
  const XmlElement& image = file_.content();
  whole_ = extent_of(image, "WholeExtent");
  const std::vector<double> spacing = real_numbers(image, "Spacing", 3);
  for (int axis = 0; axis < 3; ++axis) {
    spacing_[axis] = spacing[static_cast<std::size_t>(axis)];
    if (!(spacing_[axis] > 0) || std::isinf(spacing_[axis]))
      throw ImageError("its spacing along " + std::string(1, "xyz"[axis]) + " is no positive number");
  }
  if (image.attribute("Direction") && !is_identity(real_numbers(image, "Direction", 9)))
    throw ImageError("it is turned against the axes (Direction); resample it first");
  read_pieces();
  read_arrays();
}

VtiFile::Extent VtiFile::extent_of(const XmlElement& element, const char* attribute) {
  const std::vector<long> ends = whole_numbers(element, attribute, 6);
  Extent extent{};
  for (std::size_t axis = 0; axis < 3; ++axis) {
    const long low = ends[2 * axis], high = ends[2 * axis + 1];
    if (high < low || high - low > 100'000)
      throw ImageError("its " + std::string(attribute) + " is '" + *element.attribute(attribute) +
                       "'; expected rising ends, at most 100000 voxels apart");
    extent[axis] = {static_cast<int>(low), static_cast<int>(high)};
  }
  return extent;
}

std::array<int, 3> VtiFile::count(const Extent& extent, bool cells) {
  std::array<int, 3> count{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    count[axis] = std::max(1, extent[axis][1] - extent[axis][0] + !cells);
  return count;
}

std::array<int, 3> VtiFile::count(bool cells) const { return count(whole_, cells); }

void VtiFile::read_pieces() {
  for (const XmlElement& one : file_.content().children) {
    if (one.name != "Piece") continue;
    const Piece piece{extent_of(one, "Extent"), &one};
    for (std::size_t axis = 0; axis < 3; ++axis)
      if (piece.extent[axis][0] < whole_[axis][0] || piece.extent[axis][1] > whole_[axis][1] ||
          (is_flat(piece.extent[axis]) && !is_flat(whole_[axis])))
        throw ImageError("a piece of it (" + *one.attribute("Extent") + ") is no part of its WholeExtent; " +
                         "save it again");
    pieces_.push_back(piece);
  }
  if (pieces_.empty() || pieces_.size() > most_pieces)
    throw ImageError("it has " + std::to_string(pieces_.size()) + " pieces; save it again as one");
}

void VtiFile::read_arrays() {
  for (const bool cells : {false, true}) {
    const XmlElement* of = pieces_.front().element->child(cells ? "CellData" : "PointData");
    if (!of) continue;
    for (const XmlElement& one : of->children) {
      const std::string *name = one.attribute("Name"), *components = one.attribute("NumberOfComponents");
      scalar_of(one);  // only numbers belong there
      arrays_.push_back(
          {name ? *name : "", cells, !components || whole_numbers(one, "NumberOfComponents", 1)[0] == 1});
    }
  }
}

const XmlElement& VtiFile::element_of(const Piece& piece, const Array& array) const {
  const XmlElement* of = piece.element->child(array.cells ? "CellData" : "PointData");
  const XmlElement* found = nullptr;
  for (std::size_t i = 0; of && i < of->children.size(); ++i) {
    const std::string* name = of->children[i].attribute("Name");
    if ((name ? *name : "") != array.name) continue;
    if (found)
      throw ImageError("it has several arrays '" + array.name + "'; save the one that holds the tissue");
    found = &of->children[i];
  }
  if (!found) throw ImageError("a piece of it has no array '" + array.name + "'; save it again as one");
  return *found;
}

std::vector<std::string> VtiFile::texts(const std::string& name) const {
  const XmlElement* fields = file_.content().child("FieldData");
  for (std::size_t i = 0; fields && i < fields->children.size(); ++i) {
    const XmlElement& one = fields->children[i];
    if (one.attribute("Name") && *one.attribute("Name") == name) return file_.texts(one);
  }
  return {};
}

void VtiFile::check_size(const Array& array) const {
  std::size_t held = 0;
  for (const Piece& piece : pieces_) {
    const std::size_t voxels = product(count(piece.extent, array.cells));
    file_.check_size(element_of(piece, array), voxels);
    held += voxels;
  }
  if (held < product(count(array.cells)))
    throw ImageError("its pieces don't cover its WholeExtent; save it again as one");
}

void VtiFile::read_piece(const Piece& piece, const Array& array,
                         const std::function<void(std::size_t, double)>& set) const {
  const std::array<int, 3> all = count(array.cells), here = count(piece.extent, array.cells);
  std::array<std::size_t, 3> low{};
  for (std::size_t axis = 0; axis < 3; ++axis)
    low[axis] = static_cast<std::size_t>(piece.extent[axis][0] - whole_[axis][0]);
  const std::size_t width = static_cast<std::size_t>(here[0]), rows = static_cast<std::size_t>(here[1]);
  file_.numbers(
      element_of(piece, array), product(here), [&](std::size_t first, std::span<const double> values) {
        for (std::size_t i = 0; i < values.size(); ++i) {
          const std::size_t at = first + i, row = at / width;
          const std::size_t x = low[0] + at % width, y = low[1] + row % rows, z = low[2] + row / rows;
          set(x + static_cast<std::size_t>(all[0]) * (y + static_cast<std::size_t>(all[1]) * z), values[i]);
        }
      });
}

void VtiFile::read(const Array& array, const std::function<void(std::size_t, double)>& set) const {
  check_size(array);
  const std::size_t voxels = product(count(array.cells));
  if (pieces_.size() == 1) return read_piece(pieces_.front(), array, set);
  std::vector<bool> is_set(voxels);
  for (const Piece& piece : pieces_)
    read_piece(piece, array, [&](std::size_t voxel, double value) {
      is_set[voxel] = true;
      set(voxel, value);
    });
  if (std::find(is_set.begin(), is_set.end(), false) != is_set.end())
    throw ImageError("its pieces don't cover its WholeExtent; save it again as one");
}

}  // namespace exomet
