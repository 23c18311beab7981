#include "viz/render/palette.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/base/error.hpp"

namespace exomet {
namespace {

using nlohmann::json;

Colour rgb(const std::string& text) {
  Colour colour{};
  for (std::size_t i = 0; i < 3; ++i) colour[i] = std::stoi(text.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
  return colour;
}

Colour lighter(const Colour& c) { return {0.5 + 0.5 * c[0], 0.5 + 0.5 * c[1], 0.5 + 0.5 * c[2]}; }

TissueLook look(const json& tissue) { return {rgb(tissue.at("colour")), tissue.at("opacity")}; }

bool holds(const std::vector<Colour>& colours, const Colour& colour) {
  return std::find(colours.begin(), colours.end(), colour) != colours.end();
}

}  // namespace

Palette::Palette(const std::filesystem::path& file) try {
  std::ifstream in(file);
  const json all = json::parse(in);
  tumour_words_ = all.at("tumour").at("words");
  tumour_ = rgb(all.at("tumour").at("colour"));
  for (const auto& [name, colour] : all.at("cells").items()) cells_[name] = rgb(colour);
  for (const json& colour : all.at("other_cells")) others_.push_back(rgb(colour));
  for (const auto& [name, tissue] : all.at("tissues").items()) tissues_[name] = look(tissue);
  for (const json& tissue : all.at("other_tissues")) other_tissues_.push_back(look(tissue));
  for (const json& step : all.at("field")) field.emplace_back(step.at(0), rgb(step.at(1)));
  background = rgb(all.at("background"));
  ink = rgb(all.at("ink"));
  dot = rgb(all.at("dot"));
  dying_size = all.at("dying").at("size");
  dying_light = all.at("dying").at("light");
} catch (const std::exception& error) {
  throw RunError("can't read the colours in " + file.string() + " (" + error.what() +
                 "); take the file from the source again");
}

bool Palette::is_tumour(const std::string& name) const {
  return std::any_of(tumour_words_.begin(), tumour_words_.end(),
                     [&](const std::string& word) { return name.find(word) != std::string::npos; });
}

std::vector<Colour> Palette::cell_colours(const std::vector<std::string>& names) const {
  std::vector<Colour> named, free, taken;
  for (const std::string& name : names)
    if (const auto own = cells_.find(name); own != cells_.end()) named.push_back(own->second);
  for (const Colour& colour : others_)
    if (!holds(named, colour)) free.push_back(colour);
  if (free.empty()) free = others_;
  std::size_t next = 0;
  for (const std::string& name : names) {
    const auto own = cells_.find(name);
    Colour colour{};
    if (is_tumour(name)) {
      colour = tumour_;
    } else if (own != cells_.end()) {
      colour = own->second;
    } else {
      colour = free[next++];
      free.push_back(lighter(colour));
    }
    while (holds(taken, colour) && *std::min_element(colour.begin(), colour.end()) < 0.9)
      colour = lighter(colour);
    taken.push_back(colour);
  }
  return taken;
}

TissueLook Palette::tissue_look(const std::string& name, std::size_t number) const {
  const auto own = tissues_.find(name);
  return own != tissues_.end() ? own->second : other_tissues_[number % other_tissues_.size()];
}

}  // namespace exomet
