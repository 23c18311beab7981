// After any input has changed, the same command in the same folder ends as in a fresh one.
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

const std::string sweep_text =
    "experiment: e.yaml\nset: {parameters.load: 2}\npoints: p.csv\nvary: {treatments: [[], [removal]]}\n"
    "measure: [tumours, matrix_volume]\nkeep: everything\nreplicates: 1\n";

void make_inputs(const Workplace& place) {
  place.bash("cp '" + small_model + "' m.yaml");
  save(place / "e.yaml",
       "model: m.yaml\nduration: 1 h\nseed: 1\noutput: {every: 1 h, measures: 30 min, fields: [tumour_ev]}\n"
       "set:\n  start.0: {image: {of: matrix, file: scan.mhd, unit: um, threshold: 0.5, source: assumed}}\n"
       "  measures.matrix_volume: {tissue_volume: matrix, source: assumed}\n");
  save(place / "scan.mhd",
       "ObjectType = Image\nNDims = 3\nDimSize = 2 2 2\nElementSpacing = 60 60 40\n"
       "ElementType = MET_UCHAR\nElementDataFile = scan.raw\n");
  save(place / "scan.raw", std::string("\1\0\0\0\0\0\0\0", 8));
  save(place / "p.csv", "cells.tumour.divides.rate\n0 /d\n24 /d\n");
  save(place / "s.yaml", sweep_text);
}

// Tables, and what is kept of the runs in them, without what tells of the machine's time.
std::map<std::string, std::string> outcome(const Workplace& place, const std::string& folder) {
  std::map<std::string, std::string> all = place.files(folder), kept;
  const std::string& results = all.at("results.csv");
  for (const auto& [file, bytes] : all) {
    const bool of_run = file.rfind("runs/", 0) == 0;
    const std::string run = of_run && file.size() > 40 ? file.substr(8, 32) : "";
    if (file == "timings.csv" || (of_run && file.find('/', 8) == std::string::npos) ||
        (of_run && (results.find(run) == std::string::npos || file.ends_with("run.json"))))
      continue;
    kept[file] = bytes;
  }
  return kept;
}

}  // namespace

TEST_CASE("after any input has changed the same command ends as in a fresh folder") {
  const std::string change = GENERATE(
      as<std::string>{}, "sed -i 's/load: 2/load: 60/' s.yaml",
      "sed -i 's/replicates: 1/replicates: 2/' s.yaml", "echo 'series: true' >> s.yaml",
      "echo 'seed: 3' >> s.yaml", "echo 'paired: true' >> s.yaml",
      "sed -i 's/tumours, matrix_volume/sheet/' s.yaml",
      "sed -i 's/.*fields.*/output: {every: 1 h, measures: 30 min, fields: []}/' e.yaml",
      "sed -i 's/every: 1 h/every: 30 min/' e.yaml", "sed -i 's/measures: 30 min/measures: 1 h/' e.yaml",
      "sed -i 's/duration: 1 h/duration: 2 h/' e.yaml", "sed -i 's/clearance: 2e5/clearance: 9e5/' m.yaml",
      "sed -i 's/half_life: 0.5 h/half_life: 0.1 h/' m.yaml", "sed -i 's/^24/12/' p.csv",
      "sed -i 's/DimSize = 2 2 2/DimSize = 2 2 1/; s/60 60 40/60 60 80/' scan.mhd; truncate -s 4 scan.raw",
      "printf '\\1\\1\\0\\0\\0\\0\\0\\0' > scan.raw");
  CAPTURE(change);
  const Workplace place;
  make_inputs(place);
  const std::string command = "sweep s.yaml --no-figures --quiet --out ";
  const Said first = place.exomet(command + "again");
  INFO(first.err);
  REQUIRE(first.code == 0);
  const auto before = outcome(place, "again");
  place.bash(change);
  REQUIRE(place.exomet(command + "again").code == 0);
  REQUIRE(place.exomet(command + "fresh").code == 0);
  CHECK(outcome(place, "again") == outcome(place, "fresh"));
  CHECK(outcome(place, "again") != before);
}

}  // namespace exomet::test
