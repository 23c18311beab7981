// Documents where there is no YAML library: files of JSON (sim/config/placed_json.hpp) under the names of the
// YAML files that they were.
#include <fstream>
#include <iterator>

#include "sim/config/placed_json.hpp"

namespace exomet {

Node read_text(std::string_view json, const std::string& name, Problems&) {
  return from_placed_json(json, name);
}

Node read_document(const std::filesystem::path& file, Problems& problems) {
  std::ifstream in(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  if (in) return read_text(text, file.string(), problems);
  problems.add({file.string(), 0, 0}, "", "can't be read");
  return {};
}

}  // namespace exomet
