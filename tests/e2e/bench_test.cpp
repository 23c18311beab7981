// exomet bench runs everything that it measures; how fast that is is no matter of a test.
#include <sstream>

#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

// What was measured, by what was done.
std::map<std::string, double> rows(const std::string& table) {
  constexpr std::size_t width = 42;
  std::map<std::string, double> found;
  std::istringstream lines(table);
  std::string line;
  std::getline(lines, line);  // the head
  while (std::getline(lines, line) && !line.empty()) {
    const std::string work = line.substr(0, width);
    found[work.substr(0, work.find_last_not_of(' ') + 1)] = std::stod(line.substr(width));
  }
  return found;
}

}  // namespace

TEST_CASE("bench measures each kernel and a whole run and prints a row for each") {
  Workplace place;
  const Said said = place.exomet("bench --quick");
  REQUIRE(said.code == 0);
  CHECK(said.err.empty());
  const auto measured = rows(said.out);
  for (const std::string work :
       {"read and write, all cores", "pairs by rows, 10^3 cells, all cores", "diffusion, 16^3, 8 species",
        "diffusion, 16^3, 1 species, by voxel", "contact, 10^3 cells", "contact, 10^3 cells, 2 cores",
        "exchange, 10^3 cells", "run, 10^3 cells, 10,648 voxels, 2 cores", "run, 8 rules, 4 species",
        "memory, packed cells, 4 cargoes", "births and deaths, 10^4 cells", "sorting by place, 10^3 cells",
        "lists of neighbours, 10^4 cells"}) {
    INFO(work);
    REQUIRE(measured.count(work));
    if (memory_is_plain || !work.starts_with("memory")) CHECK(measured.at(work) > 0);
  }
  if (!memory_is_plain) return;
  // Memory is the same on every machine: a double a voxel is the least that a species can take.
  for (const double species : {1, 8}) {
    const double bytes = measured.at("memory, " + std::to_string(int(species)) + " species");
    CHECK(bytes >= 8 * species);
    CHECK(bytes < 24 * species + 70);
  }
}

TEST_CASE("bench measures only what is asked for") {
  Workplace place;
  const Said said = place.exomet("bench exchange --quick");
  REQUIRE(said.code == 0);
  CHECK(rows(said.out).size() == 1);
  CHECK(place.exomet("bench exchanges").code == 2);
}

}  // namespace exomet::test
