// The colours of the project, those of viz/palette.json, which viz/paraview/palette.py reads, too.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace exomet {

using Colour = std::array<double, 3>;  // red, green and blue, 0 to 1

struct TissueLook {
  Colour colour{};
  double opacity = 1;
};

class Palette {
 public:
  // RunError if the file can't be read or lacks a colour.
  explicit Palette(const std::filesystem::path& file);

  // One colour per cell type, in the order given: its own, that of tumour cells (by a word in the name), or
  // what is left of the palette. Where a colour is taken already, the same is taken lighter. (The same as
  // cell_colours of palette.py; tests/render compares them.)
  std::vector<Colour> cell_colours(const std::vector<std::string>& names) const;

  // number: which it is of those tissues that the palette doesn't name.
  TissueLook tissue_look(const std::string& name, std::size_t number) const;
  bool knows_tissue(const std::string& name) const { return tissues_.count(name) != 0; }

  Colour background{}, ink{}, dot{};
  double dying_size = 1, dying_light = 1;        // of a dying cell, relative to a living one
  std::vector<std::pair<double, Colour>> field;  // colours at shares of the largest value

 private:
  bool is_tumour(const std::string& name) const;

  std::vector<std::string> tumour_words_;
  Colour tumour_{};
  std::map<std::string, Colour> cells_;
  std::vector<Colour> others_;
  std::map<std::string, TissueLook> tissues_;
  std::vector<TissueLook> other_tissues_;
};

}  // namespace exomet
