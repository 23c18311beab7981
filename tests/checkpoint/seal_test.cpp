#include "sim/run/checkpoint/seal.hpp"

#include <catch2/catch.hpp>

using namespace exomet;

namespace {
std::string sealed(int format = 7) {
  std::string bytes(seal_size, '\0');
  for (int i = 0; i < 2000; ++i) bytes += static_cast<char>(i * i);
  seal(bytes, format);
  return bytes;
}
}  // namespace

TEST_CASE("a sealed file is whole and tells its format") {
  CHECK(damage(sealed()).empty());
  CHECK(format_of(sealed(12)) == 12);
  CHECK(sealed().rfind("exomet checkpoint\n", 0) == 0);
}

TEST_CASE("any flipped bit breaks the seal") {
  const std::string whole = sealed();
  for (std::size_t byte = 0; byte < whole.size(); ++byte)
    for (int bit = 0; bit < 8; ++bit) {
      std::string flipped = whole;
      flipped[byte] = static_cast<char>(flipped[byte] ^ (1 << bit));
      if (damage(flipped).empty()) FAIL("bit " << bit << " of byte " << byte);
    }
}

TEST_CASE("a file that is cut short or longer breaks the seal") {
  const std::string whole = sealed();
  for (std::size_t size = 0; size < whole.size(); ++size)
    if (damage(whole.substr(0, size)).empty()) FAIL(size);
  CHECK_FALSE(damage(whole + '\0').empty());
  CHECK_FALSE(damage("").empty());
  CHECK_FALSE(damage("once upon a time").empty());
}
