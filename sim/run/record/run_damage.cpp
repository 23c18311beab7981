#include "sim/run/record/run_damage.hpp"

#include <nlohmann/json.hpp>

#include "sim/base/whole_file.hpp"
#include "sim/run/record/run_contents.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

using Json = nlohmann::json;

// "discarded" if it is no JSON.
Json run_json_of(const fs::path& folder) {
  return Json::parse(read_whole(folder / "run.json").value_or(""), nullptr, false);
}

std::string with_size(const FileSizes& sizes, const std::string& file) {
  const auto found = sizes.find(file);
  return found == sizes.end() ? file + " is gone" : file + " has " + std::to_string(found->second) + " bytes";
}

}  // namespace

bool is_ours(const fs::path& folder) {
  const Json json = run_json_of(folder);
  if (json.is_discarded()) return fs::exists(folder / "measures.csv");
  return json.is_object() && json.contains("digest") && json.contains("document");
}

std::string damage_of_run(const fs::path& folder) {
  const Json json = run_json_of(folder);
  if (json.is_discarded()) return "run.json is cut short or changed";
  if (!json.is_object() || !json.contains("files") || !json["files"].is_object())
    return "run.json lists no files";
  const FileSizes sizes = sizes_of(folder);
  std::string damage;
  for (const auto& [file, size] : json["files"].items()) {
    const auto found = sizes.find(file);
    if (found != sizes.end() && size == found->second) continue;
    damage += (damage.empty() ? "" : "; ") + with_size(sizes, file) +
              (found == sizes.end() ? "" : " and not " + size.dump());
  }
  return damage;
}

}  // namespace exomet
