#include "sim/portable/units.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/base/units.hpp"
#include "sim/config/suggestions.hpp"

namespace exomet {

namespace {

struct Table {
  std::map<std::string, UnitPowers, std::less<>> powers;
  std::map<std::pair<std::string, std::string>, UnitScale> scales;
};

Table& table() {
  static Table read;
  return read;
}

std::vector<std::string> cut(const std::string& line, char at) {
  std::vector<std::string> parts;
  std::istringstream in(line);
  for (std::string part; std::getline(in, part, at);) parts.push_back(part);
  return parts;
}

double number(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

}  // namespace

void read_units(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw RunError("can't read '" + file.string() + "'");
  for (std::string line; std::getline(in, line);) {
    const std::vector<std::string> parts = cut(line, '\t');
    if (parts.at(0) == "scale") {
      table().scales[{parts.at(1), parts.at(2)}] = {number(parts.at(3)), number(parts.at(4)),
                                                    number(parts.at(5))};
      continue;
    }
    UnitPowers& powers = table().powers[parts.size() > 1 ? parts[1] : ""];
    for (std::size_t i = 2; i + 1 < parts.size(); i += 2) powers[parts[i]] = std::atoi(parts[i + 1].c_str());
  }
}

std::string nearest_unit(std::string_view word) {
  std::vector<std::string> known;
  for (const auto& [unit, powers] : table().powers)
    if (!unit.empty() && unit[0] != '/') known.push_back(unit);
  return nearest_word(word, known);
}

UnitPowers unit_powers(std::string_view unit) {
  const auto found = table().powers.find(unit);
  if (found == table().powers.end()) throw UnknownUnit{std::string(unit), {}};
  return found->second;
}

UnitScale unit_scale(std::string_view from, std::string_view to) {
  const auto found = table().scales.find({std::string(from), std::string(to)});
  if (found == table().scales.end()) throw UnknownUnit{std::string(from), {}};
  return found->second;
}

}  // namespace exomet
