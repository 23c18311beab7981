// What registers itself is linked: a library that drops an object file would lose a mechanism in silence.
#include <catch2/catch.hpp>
#include <fstream>
#include <regex>
#include <set>

#include "sim/base/random.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/placement.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;

namespace {
// The keys under which the files of folders register, each file one, but for those that have a header.
std::set<std::string> keys_in(const std::vector<std::string>& folders) {
  static const std::regex entry(R"(Entry<\w+> entry\{"(\w+)\"\})");
  std::set<std::string> keys;
  std::vector<std::filesystem::directory_entry> files;
  for (const std::string& folder : folders)
    for (const auto& file : std::filesystem::directory_iterator(EXOMET_SOURCE_DIR "/" + folder))
      files.push_back(file);
  for (const auto& file : files) {
    if (file.path().extension() != ".cpp") continue;
    if (exists(std::filesystem::path(file.path()).replace_extension(".hpp"))) continue;
    const std::string text = test::bytes_of(file.path());
    std::smatch match;
    INFO(file.path());
    REQUIRE(std::regex_search(text, match, entry));
    CHECK(keys.insert(match[1]).second);
  }
  return keys;
}

template <class Base>
void check_registry(const std::vector<std::string>& folders) {
  std::vector<std::string> keys = Registry<Base>::keys();
  std::erase_if(keys, [](const std::string& key) { return key.starts_with("test_"); });  // other tests'
  CHECK(std::set<std::string>(keys.begin(), keys.end()) == keys_in(folders));
  for (const auto& [key, kind] : Registry<Base>::kinds()) CHECK_FALSE(kind.doc()->about.empty());
}
}  // namespace

TEST_CASE("every file of a mechanism or measure or placement registers what it holds") {
  check_registry<Mechanism>({"models/mechanisms"});
  check_registry<Measure>({"sim/run/measures", "models/measures"});
  check_registry<Placement>({"sim/run/placements", "models/placements"});
}

TEST_CASE("no two purposes of random numbers are the same number") {
  // Draws of one cell at one step would be equal.
  static const std::regex use(R"re(purpose\("(\w+)"\))re");
  std::map<std::uint16_t, std::string> known;
  for (const char* folder : {"/models", "/sim"})
    for (const auto& file :
         std::filesystem::recursive_directory_iterator(EXOMET_SOURCE_DIR + std::string(folder))) {
      if (file.path().extension() != ".cpp") continue;
      const std::string text = test::bytes_of(file.path());
      for (std::sregex_iterator at(text.begin(), text.end(), use), end; at != end; ++at) {
        const std::string name = (*at)[1];
        const auto [found, added] = known.emplace(purpose(name), name);
        INFO(name << " and " << found->second);
        CHECK(found->second == name);
      }
    }
  CHECK(known.size() >= 8);
}
