#include "sim/config/suggestions.hpp"

#include <catch2/catch.hpp>

using exomet::nearest_word;
using exomet::suggest;

TEST_CASE("a mistyped word brings the nearest known one") {
  const std::vector<std::string> cells{"mesothelial", "tumour", "macrophage"};
  CHECK(nearest_word("tumor", cells) == "tumour");
  CHECK(nearest_word("Macrophage", cells) == "macrophage");
  CHECK(nearest_word("neuron", cells).empty());
  CHECK(nearest_word("", cells).empty());
  CHECK(suggest("mesotelial", cells) == "did you mean 'mesothelial'?");
}

TEST_CASE("a word near to none brings the known ones in their order") {
  CHECK(suggest("neuron", {"mesothelial", "tumour", "macrophage"}) ==
        "known are: mesothelial, tumour, macrophage");
  CHECK(suggest("", {"a", "b"}) == "known are: a, b");
  CHECK(suggest("neuron", {}) == "none are known");
}

TEST_CASE("at most twelve known words are listed") {
  std::vector<std::string> known;
  for (int i = 0; i < 12; ++i) known.push_back("type_" + std::to_string(i));
  CHECK(suggest("x", known).find("...") == std::string::npos);
  CHECK(suggest("x", known).find("type_11") != std::string::npos);
  known.push_back("type_12");
  const std::string text = suggest("x", known);
  CHECK(text.find("type_12") == std::string::npos);
  CHECK(text.substr(text.size() - 5) == ", ...");
}

TEST_CASE("a word that was renamed is told its new name where that is known") {
  CHECK(suggest("settles", {"divides", "sediments"}) == "it is called 'sediments' now");
  CHECK(suggest("settles", {"divides", "dies"}) == "known are: divides, dies");
}
