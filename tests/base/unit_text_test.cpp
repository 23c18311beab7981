#include "sim/base/unit_text.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace exomet;

namespace {
// "um+ h-" for um/h.
std::string words(const std::string& text) {
  std::string list;
  for (const UnitWord& one : unit_words(plain_unit(text)))
    list += (list.empty() ? "" : " ") + one.word + (one.side > 0 ? "+" : "-");
  return list;
}
}  // namespace

TEST_CASE("a unit is read as words on both sides of the bar") {
  CHECK(words("um^3/h") == "um+ h-");
  CHECK(words("/h") == "h-");
  CHECK(words("1/h") == "h-");
  CHECK(words("per h") == "h-");
  CHECK(words("EVs per mL per h") == "EVs+ mL- h-");
  CHECK(words("h-1") == "h-");
  CHECK(words("nN min/um") == "nN+ min+ um-");
  CHECK(words("min / um * nN") == "min+ um- nN+");  // from left to right
  CHECK(words("nN/(um/min)") == "nN+ um- min+");
  CHECK(words("nN/(um min)") == "nN+ um- min-");
  CHECK(words("µm²·s⁻¹") == "um+ s-");
}

TEST_CASE("what is not built like a unit has no words") {
  for (const char* text : {"5um", "2 um", "um 2", "um22", "um^", "um^2^2", "um^0", "um//h", "um/", "*um",
                           "(um", "um)", "()", "per", "um per", "2/h", "um-", "((((um))))"})
    CHECK(words(text).empty());
}

TEST_CASE("words are read without the prefixes that they may have") {
  CHECK(without_prefix("um") == std::vector<std::string>{"m"});
  CHECK(without_prefix("h").empty());
  CHECK(without_prefix("das") == std::vector<std::string>{"s", "as"});
}
