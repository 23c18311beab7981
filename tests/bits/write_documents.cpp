// exomet-bits-documents FOLDER: the experiments, models and units of this source tree for exomet-bits, which
// reads neither YAML nor the database of units.
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <set>

#include "sim/base/quantity.hpp"
#include "sim/base/units.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/config/document.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

const fs::path source = EXOMET_SOURCE_DIR;

// What stands behind the number of every scalar; most are units.
void add_units(const Node& node, std::set<std::string>& units) {
  char* end = nullptr;
  std::strtod(node.scalar.c_str(), &end);
  const std::string rest = end;
  if (const std::size_t begin = rest.find_first_not_of(' '); begin != std::string::npos)
    units.insert(rest.substr(begin));
  for (const Node& item : node.items) add_units(item, units);
  for (const Entry& entry : node.entries) add_units(entry.value, units);
}

Json json_of(const Node& node) {
  if (node.kind == Node::Kind::null) return nullptr;
  if (node.kind == Node::Kind::scalar) return (node.quoted ? "\"" : "=") + node.scalar;
  if (node.kind == Node::Kind::sequence) {
    Json list = Json::array();
    for (const Node& item : node.items) list.push_back(json_of(item));
    return list;
  }
  Json map = Json::object();
  for (const Entry& entry : node.entries) map[entry.key] = json_of(entry.value);
  return map;
}

void write_folder(const std::string& name, const fs::path& into, std::set<std::string>& units) {
  make_folder(into / name);
  for (const auto& entry : fs::directory_iterator(source / name)) {
    if (entry.path().extension() != ".yaml") continue;
    Problems problems;
    const Node document = read_document(entry.path(), problems);
    problems.throw_if_any();
    add_units(document, units);
    write_whole(into / name / entry.path().filename(), json_of(document).dump(1));
  }
}

bool is_unit(const std::string& text) {
  try {
    return unit_powers(text), true;
  } catch (const UnknownUnit&) {
    return false;
  }
}

std::string hexadecimal(double value) {
  char text[40];
  std::snprintf(text, sizeof text, "%a", value);
  return text;
}

std::string table_of(const std::set<std::string>& units) {
  std::string table;
  for (const std::string& unit : units) {
    table += "powers\t" + unit;
    for (const auto& [base, power] : unit_powers(unit)) table += "\t" + base + "\t" + std::to_string(power);
    table += "\n";
    for (const std::string& other : units) {
      if (unit_powers(other) != unit_powers(unit)) continue;
      const UnitScale scale = unit_scale(unit, other);
      table += "scale\t" + unit + "\t" + other + "\t" + hexadecimal(scale.multiply) + "\t" +
               hexadecimal(scale.divide) + "\t" + hexadecimal(scale.offset) + "\n";
    }
  }
  return table;
}

void write_documents(const fs::path& into) {
  std::set<std::string> found{""};
  for (int d = 0; d <= static_cast<int>(Dimension::angle); ++d) {
    const auto dimension = static_cast<Dimension>(d);
    found.insert(std::string(internal_unit(dimension)));
    for (const std::string_view unit : customary_units(dimension)) found.insert(std::string(unit));
  }
  write_folder("models", into, found);
  write_folder("configs", into, found);
  fs::copy_file(source / "models/references.bib", into / "models/references.bib",
                fs::copy_options::overwrite_existing);
  std::erase_if(found, [](const std::string& text) { return !is_unit(text); });
  write_whole(into / "units.txt", table_of(found));
}

}  // namespace
}  // namespace exomet

int main(int argc, char** argv) try {
  if (argc != 2) throw exomet::RunError("name one folder to write to");
  exomet::write_documents(argv[1]);
  return 0;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
