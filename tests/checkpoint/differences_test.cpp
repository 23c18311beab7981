#include "sim/run/checkpoint/differences.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

TEST_CASE("an input whose content is another is told by its name") {
  const std::string was = R"({"model": {}, "inputs": {"../scans/bone.v2.vti": "01ab", "same.vti": "7"}})",
                    is = R"({"model": {}, "inputs": {"../scans/bone.v2.vti": "23cd", "same.vti": "7"}})";
  CHECK(differences(was, was).empty());
  CHECK(differences(was, is) ==
        std::vector<std::string>{"the content of '../scans/bone.v2.vti' isn't what it was"});
}

TEST_CASE("an input that is there only before or only now is a difference") {
  const std::string none = R"({"model": {}})", one = R"({"model": {}, "inputs": {"bone.vti": "01ab"}})";
  CHECK(differences(none, one).size() == 1);
  CHECK(differences(one, none).size() == 1);
}
