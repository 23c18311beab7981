#include "sim/base/utf8.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

namespace {
constexpr std::size_t none = std::string_view::npos;
}

TEST_CASE("bytes that are no UTF-8 are found where they begin") {
  for (const char* text :
       {"", "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x92\x89", "\xed\x9f\xbf", "\xf4\x8f\xbf\xbf"})
    CHECK(find_invalid_utf8(text) == none);
  // Latin-1, a lone continuation, cut short, overlong, a surrogate, beyond U+10FFFF.
  for (const char* text :
       {"\xe9", "\x80", "\xe2\x82", "\xc0\xaf", "\xe0\x80\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80"}) {
    CHECK(find_invalid_utf8(text) == 0);
    CHECK(find_invalid_utf8(std::string("ab") + text) == 2);
  }
}

TEST_CASE("control characters are found and named") {
  CHECK(find_control_character("a\tb\nc\r\nd") == none);
  CHECK(find_control_character("a\rb") == 1);
  CHECK(find_control_character("ab\x7f") == 2);
  CHECK(control_character_name("a\x1b", 1) == "U+001B");
  CHECK(find_control_character("a\xc2\x9b") == 1);
  CHECK(control_character_name("a\xc2\x9b", 1) == "U+009B");
  CHECK(find_control_character("\xc2\xa0") == none);
}
