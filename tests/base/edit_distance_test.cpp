#include "sim/base/edit_distance.hpp"

#include <catch2/catch.hpp>

using exomet::edit_distance;
using exomet::nearest;

TEST_CASE("the edit distance counts insertions and deletions and substitutions and swaps") {
  CHECK(edit_distance("", "") == 0);
  CHECK(edit_distance("tumour", "tumour") == 0);
  CHECK(edit_distance("", "abc") == 3);
  CHECK(edit_distance("tumor", "tumour") == 1);
  CHECK(edit_distance("tumour", "tumor") == 1);
  CHECK(edit_distance("tumaur", "tumour") == 1);
  CHECK(edit_distance("tumuor", "tumour") == 1);
  CHECK(edit_distance("kitten", "sitting") == 3);
  CHECK(edit_distance("ca", "abc") == 3);  // optimal string alignment: no edit between the swapped letters
}

TEST_CASE("letter case counts half") {
  CHECK(edit_distance("Tumour", "tumour") == 0.5);
  CHECK(edit_distance("ALK", "alk") == 1.5);
}

TEST_CASE("the edit distance is symmetric") {
  const std::vector<std::string> words{"",          "a",          "osteoclast", "osteoblast",
                                       "Osteocyte", "obsteolast", "um",         "mu"};
  for (const std::string& a : words)
    for (const std::string& b : words) CHECK(edit_distance(a, b) == edit_distance(b, a));
}

TEST_CASE("the nearest word is the first of the closest within the limit") {
  const std::vector<std::string> words{"macrophage", "osteoblast", "osteoclast", "hour", "hours"};
  REQUIRE(nearest("osteocast", words));
  CHECK(*nearest("osteocast", words) == "osteoclast");
  CHECK(*nearest("hous", words) == "hour");
  CHECK_FALSE(nearest("fibroblast", {"tumour"}));
  CHECK_FALSE(nearest("tumour", {}));
  CHECK_FALSE(nearest("", {"a"}));
}

TEST_CASE("the limit is a third of the word's length plus one") {
  CHECK(nearest("abcdef", {"abcxyz"}));        // distance 3, limit 3
  CHECK_FALSE(nearest("abcdef", {"abwxyz"}));  // distance 4
  CHECK(nearest("abc", {"axy"}));              // distance 2, limit 2
  CHECK_FALSE(nearest("ab", {"xy"}));          // distance 2, limit 5/3
}

TEST_CASE("a word that nobody mistypes isn't searched for") {
  const std::string endless(1'000'000, 'x');
  CHECK_FALSE(nearest(endless, {endless}));
  CHECK_FALSE(nearest("tumour", {endless}));
}
