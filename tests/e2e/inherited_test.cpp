// What the program is handed by the shell, the folder and the names of files doesn't do anything of its own.
#include "tests/e2e/page.hpp"

namespace exomet::test {

using Catch::Contains;

TEST_CASE("descriptors that are closed at the start take no part in what is written") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out whole").code == 0);
  for (const std::string closed : {"0<&-", "1>&-", "2>&-", "0<&- 2>&-", "0<&- 1>&- 2>&-"}) {
    INFO(closed);
    const Said said = place.bash("rm -rf r; \"$exomet\" run e.yaml --out r " + closed);
    CHECK(said.code == 0);
    CHECK(results(place, "r") == results(place, "whole"));
  }
}

TEST_CASE("no code of the folder one stands in is run") {
  if (no_charts()) return;
  Workplace place;
  for (const char* module :
       {"json", "matplotlib", "csv", "re", "palette", "run_folder", "sitecustomize", "encodings"})
    save(place / (std::string(module) + ".py"), "open('CAUGHT', 'w')\n");
  for (const char* helper : {"dot", "timeout", "ffmpeg", "Xvfb"})
    save(place / helper, "#!/bin/sh\ntouch CAUGHT\n");
  save(place / "matplotlibrc", "figure.figsize: 1, 1\nbackend: module://json\n");
  save(place / "s.yaml",
       "experiment: e.yaml\nset: {duration: 1 h, output: {every: 1 h}}\nvary: {parameters.load: [1, 2]}\n"
       "measure: [tumours]\n");
  const std::string here =
      "chmod +x dot timeout ffmpeg Xvfb; export PYTHONPATH=$PWD PYTHONSTARTUP=$PWD/json.py PATH=.::$PATH\n";
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  for (const std::string words :
       {"report r --no-picture", "report r", "plot r", "sweep s.yaml --out o --quiet", "report o"}) {
    INFO(words);
    const Said said = place.bash(here + "\"$exomet\" " + words);
    INFO(said.err);
    CHECK(said.code == 0);
    CHECK(!place.has("CAUGHT"));
  }
}

TEST_CASE("a name that can't be text is refused before anything is computed") {
  Workplace place;
  const std::string name = "n=$'caf\\xe9'; cp e.yaml $n.yaml; ";
  for (const std::string words :
       {"run $n.yaml --out o", "run e.yaml --out $n", "check $n.yaml", "graph $n.yaml --out o",
        "sweep $n.yaml --out o", "report $n", "plot $n", "render $n", "movie $n"}) {
    INFO(words);
    const Said said = place.bash(name + "exec \"$exomet\" " + words);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains("isn't UTF-8") && !Contains("Traceback"));
    CHECK(!place.has("o"));
  }
}

TEST_CASE("commands that are printed can be typed as they are") {
  Workplace place;
  const Said said =
      place.bash("mkdir 'it; touch CAUGHT'; exec \"$exomet\" run e.yaml --out 'it; touch CAUGHT/a run'");
  REQUIRE(said.code == 0);
  CHECK_THAT(said.out, Contains("  ./exomet look 'it; touch CAUGHT/a run'\n"));
}

}  // namespace exomet::test
