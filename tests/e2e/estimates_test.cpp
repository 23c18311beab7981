// What is estimated of runs and sweeps beside what they take, and what is refused because of it.
#include <sstream>

#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

// "memory, types, 3,000" and the multiple of the estimate that was measured.
std::vector<std::pair<std::string, double>> multiples(const std::string& table) {
  std::vector<std::pair<std::string, double>> found;
  std::istringstream lines(table);
  for (std::string line; std::getline(lines, line);)
    if (const std::size_t unit = line.find(" x estimated"); unit != std::string::npos) {
      const std::size_t number = line.find_last_of(' ', unit - 1);
      found.emplace_back(line.substr(0, line.find("  ")), std::stod(line.substr(number)));
    }
  return found;
}

double bytes_below(const std::filesystem::path& folder) {
  double bytes = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) bytes += static_cast<double>(entry.file_size());
  return bytes;
}

// MB, of a line such as "  disk       about 12 MB".
double megabytes(const std::string& text, const std::string& of) {
  const std::size_t at = text.find("  " + of + " ");
  REQUIRE(at != std::string::npos);
  std::istringstream words(text.substr(at));
  std::string what, about, unit;
  double number = 0;
  words >> what >> about >> number >> unit;
  return unit == "GB" ? 1000 * number : number;
}

const std::string huge = " --set 'domain.voxel=0.5 um'";  // 20 million voxels

}  // namespace

TEST_CASE("memory and disk of forty extreme models are within a factor of three of their estimates") {
  if (!memory_is_plain) return;
  Workplace place;
  // Longer than other commands may take.
  const std::string table = (place / "table").string();
  REQUIRE(std::system(("timeout $((280 * " + patience + ")) '" + program + "' bench estimate >'" + table +
                       "' 2>/dev/null")
                          .c_str()) == 0);
  int compared = 0;
  for (const auto& [what, multiple] : multiples(bytes_of(table))) {
    if (what.starts_with("time")) continue;  // depends on what else the machine does
    INFO(what << ": " << multiple);
    CHECK(multiple < 3);
    CHECK(multiple > 1 / 3.0);
    ++compared;
  }
  CHECK(compared >= 2 * 40);
}

TEST_CASE("check of a sweep tells its runs and time and memory and disk within a factor of three") {
  Workplace place;
  save(place / "s.yaml",
       "experiment: e.yaml\nvary: {cells.tumour.diameter: [12 um, 14 um, 16 um]}\nreplicates: 20\n"
       "series: true\nkeep: everything\n");
  const Said checked = place.exomet("check s.yaml");
  INFO(checked.out << checked.err);
  REQUIRE(checked.code == 0);
  CHECK_THAT(checked.out, Catch::Contains("runs       60: 3 points, 20 replicates") &&
                              Catch::Contains("time       about") && Catch::Contains("here, ") &&
                              Catch::Contains("memory     about") && Catch::Contains("at once"));
  const Said swept = place.exomet("sweep s.yaml --quiet --no-figures");
  REQUIRE(swept.code == 0);
  const double used = bytes_below(place / "out/s") / 1e6, told = megabytes(checked.out, "disk");
  INFO(told << " MB told, " << used << " MB used");
  CHECK(used < 3 * told);
  CHECK(used > told / 3);
}

TEST_CASE("what ulimit leaves too little for is refused with both numbers") {
  if (!memory_is_plain) return;
  Workplace place;
  for (const std::string verb : {"run", "check"}) {
    const Said said = place.bash("ulimit -v 600000; exec \"$exomet\" " + verb + " e.yaml" + huge);
    INFO(said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Catch::Contains("not enough memory: it needs about ") &&
                             Catch::Contains(" MB, and ") &&
                             Catch::Contains(" MB are free; use a smaller domain"));
    CHECK(!place.has("out"));
  }
}

}  // namespace exomet::test
