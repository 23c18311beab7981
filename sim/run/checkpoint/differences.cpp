#include "sim/run/checkpoint/differences.hpp"

#include <map>
#include <nlohmann/json.hpp>

namespace exomet {

namespace {

using Json = nlohmann::ordered_json;
using Values = std::map<std::string, std::string>;  // by path

bool counts(const std::string& path) {
  for (const char* own : {"experiment.model", "experiment.set", "experiment.duration"})
    if (path == own) return false;
  const std::string key = path.substr(path.rfind('.') + 1);
  return key != "about" && key != "source" && key != "prior";
}

void gather(const Json& json, const std::string& path, Values& values) {
  if (!counts(path)) return;
  if (!json.is_structured() || json.empty()) {
    values[path] = json.is_string() ? json.get<std::string>() : json.dump();
    return;
  }
  for (const auto& [key, value] : json.items()) gather(value, path.empty() ? key : path + "." + key, values);
}

// The names in a section of the model, in their order: by their places cells, cargo and EVs are known in a
// run.
std::vector<std::string> order(const Json& section) {
  std::vector<std::string> names;
  if (section.is_object())
    for (const auto& [name, value] : section.items())
      if (counts(name)) names.push_back(name);
  return names;
}

// Whether a text is nested as deep as no document is, so that going down it would end the program.
bool is_too_deep(const std::string& text) {
  constexpr int deepest = 200;
  int depth = 0;
  for (const char c : text)
    if (depth += (c == '{' || c == '[') - (c == '}' || c == ']'); depth > deepest) return true;
  return false;
}

}  // namespace

std::vector<std::string> differences(const std::string& was, const std::string& is) {
  Json old_document = is_too_deep(was) ? Json() : Json::parse(was, nullptr, false);
  const Json document = Json::parse(is);
  if (!old_document.is_object()) return {"its document isn't one of exomet"};
  Values before, now;
  gather(old_document, "", before);
  gather(document, "", now);
  std::vector<std::string> all;
  for (const auto& [path, value] : before) {
    const auto found = now.find(path);
    if (path.starts_with("inputs.") && found != now.end() && found->second != value)
      all.push_back("the content of '" + path.substr(path.find('.') + 1) + "' isn't what it was");
    else if (found == now.end())
      all.push_back(path + ": was " + value + ", isn't given any more");
    else if (found->second != value)
      all.push_back(path + ": was " + value + ", is " + found->second);
  }
  for (const auto& [path, value] : now)
    if (!before.count(path)) all.push_back(path + ": wasn't given, is " + value);
  if (!all.empty() || !document.contains("model")) return all;
  for (const auto& [section, value] : document["model"].items())
    if (order(old_document["model"][section]) != order(value))
      all.push_back("model." + section + ": the order isn't what it was");
  return all;
}

}  // namespace exomet
