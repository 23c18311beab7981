// A volume of voxels as VTK writes it, .vti.
#pragma once

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "sim/base/vec3.hpp"
#include "sim/run/image/vtk_xml_file.hpp"

namespace exomet {

class VtiFile {
 public:
  // From the bytes of a file. ImageError, here and below, for what is damaged or can't be meant.
  explicit VtiFile(std::string bytes);

  // One number a point or a cell of VTK's.
  struct Array {
    std::string name;
    bool cells = false;
    bool scalar = true;  // false: several numbers each
  };
  const std::vector<Array>& arrays() const { return arrays_; }
  // Points or cells along x, y and z. (Where there is one point, there is one cell.)
  std::array<int, 3> count(bool cells) const;
  const Vec3& spacing() const { return spacing_; }
  // The texts of <FieldData>, {} if there is no such array.
  std::vector<std::string> texts(const std::string& name) const;
  // ImageError if the numbers that the header announces can't lie in the file.
  void check_size(const Array&) const;
  // Calls set(voxel, value) for each voxel once or more often: x fastest.
  void read(const Array&, const std::function<void(std::size_t voxel, double value)>& set) const;

 private:
  using Extent = std::array<std::array<int, 2>, 3>;
  struct Piece {
    Extent extent{};
    const XmlElement* element = nullptr;
  };
  void read_pieces();
  void read_arrays();
  const XmlElement& element_of(const Piece&, const Array&) const;
  void read_piece(const Piece&, const Array&, const std::function<void(std::size_t, double)>& set) const;
  static Extent extent_of(const XmlElement&, const char* attribute);
  static std::array<int, 3> count(const Extent&, bool cells);

  VtkXmlFile file_;
  Extent whole_{};
  Vec3 spacing_;
  std::vector<Piece> pieces_;
  std::vector<Array> arrays_;
};

}  // namespace exomet
