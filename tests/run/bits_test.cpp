#include "sim/run/bits.hpp"

#include <sstream>

#include "tests/support/model_run.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {
const std::string wanderers =
    closed_box + loose +
    "cells: {source: assumed, wanderer: {diameter: 10 um, crawls: {speed: 1 um/min, persistence: 5 min}}}\n"
    "measures: {wanderers: {count: wanderer}}\n"
    "start:\n" +
    cell_at("wanderer", 100, 100, 100);

Bits bits_of(const std::string& experiment) {
  const Folder folder;
  return bits_of_first_day(load(folder, wanderers, experiment));
}
}  // namespace

TEST_CASE("the bits of a first day are those of a run of a day") {
  const Bits day = bits_of("duration: 1 d\n");
  CHECK(bits_of("duration: 9 d\n") == day);
  CHECK(bits_of("duration: 1 d\nseed: 2\n").state != day.state);
  CHECK(bits_of("duration: 23 h\n").state != day.state);
  ModelRun run(wanderers, "duration: 1 d\n");
  while (!run.simulation.finished()) run.simulation.step();
  CHECK(digest(run.world()) == day.state);
}

TEST_CASE("published bits are read as they were written") {
  const PublishedBits published{{"a", {1, 0xfedcba9876543210}}, {"b-2", {0, 7}}};
  std::stringstream text;
  write_bits(text, published);
  CHECK((read_bits(text) == published));
}

TEST_CASE("lines that are no published bits are refused") {
  for (const std::string line :
       {"a 0123456789abcdef", "a 0123456789abcdef 012345678", "a x b", "a 0123456789ABCDEF 0123456789abcdef",
        "a 0123456789abcdef 0123456789abcdef 0"}) {
    INFO(line);
    std::istringstream text("# a remark\n\n" + line + "\n");
    CHECK_THROWS_AS(read_bits(text), RunError);
  }
}

TEST_CASE("bits that are published twice are refused") {
  std::istringstream text("a 0123456789abcdef 0123456789abcdef\na 0123456789abcdef 0123456789abcdef\n");
  CHECK_THROWS_WITH(read_bits(text), Catch::Contains("'a' is there twice"));
}

TEST_CASE("a build says by which compiler it was made") {
  const std::string said = compiled_by();
  CHECK((said.rfind("GCC ", 0) == 0 || said.rfind("Clang ", 0) == 0));
}
