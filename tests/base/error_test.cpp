#include "sim/base/error.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

TEST_CASE("a problem is written with its place and path") {
  CHECK(format({{"a.yaml", 3, 5}, "cells.tumour", "needs a unit"}) ==
        "a.yaml:3:5: cells.tumour: needs a unit");
  CHECK(format({{"a.yaml", 0, 0}, "", "is empty"}) == "a.yaml: is empty");
  CHECK(format({{}, "", "no such verb"}) == "no such verb");
}

TEST_CASE("no problems throw nothing") { CHECK_NOTHROW(Problems().throw_if_any()); }

TEST_CASE("all problems are thrown at once in the order of the file") {
  Problems problems;
  problems.add({"b.yaml", 1, 1}, "", "fifth");
  problems.add({"a.yaml", 10, 1}, "", "fourth");
  problems.add({"a.yaml", 2, 9}, "", "second");
  problems.add({"a.yaml", 2, 3}, "", "first");
  problems.add({"a.yaml", 2, 9}, "", "third");
  try {
    problems.throw_if_any();
    FAIL("nothing was thrown");
  } catch (const InputError& error) {
    REQUIRE(error.problems().size() == 5);
    CHECK(std::string(error.what()) ==
          "a.yaml:2:3: first\na.yaml:2:9: second\na.yaml:2:9: third\na.yaml:10:1: fourth\nb.yaml:1:1: fifth");
  }
}
