#include "sim/base/inherited.hpp"

#include <catch2/catch.hpp>
#include <vector>

#include "sim/base/error.hpp"

using namespace exomet;

namespace {
void check(std::vector<const char*> words) {
  words.insert(words.begin(), "exomet");
  check_command_line(static_cast<int>(words.size()), words.data());
}
}  // namespace

TEST_CASE("words of the command line are text without control characters") {
  CHECK_NOTHROW(check({"run", "caf\xc3\xa9 \xe2\x82\xac.yaml", "--set", "about=a b"}));
  for (const char* bad :
       {"caf\xe9.yaml", "a\xc0\xaf", "\xed\xa0\x80", "a\nb", "a\tb", "\x1b[2J", "a\x7f", "\xc2\x9b"}) {
    CHECK_THROWS_AS(check({"run", bad}), InputError);
    CHECK_THROWS_AS(check({"run", "e.yaml", "--out", bad}), InputError);
  }
  CHECK_THROWS_WITH(check({"run", "caf\xe9.yaml"}), Catch::StartsWith("$'caf\\351.yaml' isn't UTF-8"));
  CHECK_THROWS_WITH(check({"run", "a\nb"}), Catch::Contains("the control character U+000A"));
}

TEST_CASE("what is set may have lines but no other control characters") {
  CHECK_NOTHROW(check({"run", "e.yaml", "--set", "start.+={\n\tscatter: {}}", "--set=about=a\nb"}));
  CHECK_THROWS_AS(check({"run", "e.yaml", "--set", "about=\x1b[2J"}), InputError);
  CHECK_THROWS_AS(check({"run", "e.yaml", "--set", "about=caf\xe9"}), InputError);
}
