// Names that come into a job's script, a list of jobs or the shell that calls Slurm stay names.
#include "tests/e2e/program.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;

const std::string small_sweep =
    "experiment: e.yaml\nset: {duration: 1 h, output: {every: 1 h}}\nvary: {parameters.load: [1, 2]}\n"
    "measure: [tumours]\n";

// A Slurm that does all tasks of a job before it answers; what it was called with is in `called`.
void pretend_slurm(const Workplace& place) {
  std::filesystem::create_directory(place / "bin");
  save(place / "bin/sbatch",
       "#!/bin/bash\nprintf '<%s>' \"$@\" >called\nfor script; do :; done\n"
       "for SLURM_ARRAY_TASK_ID in 1 2; do export SLURM_ARRAY_TASK_ID; bash \"$script\" >/dev/null; "
       "done\necho 7\n");
  save(place / "bin/squeue", "#!/bin/bash\nexit 0\n");
  save(place / "bin/sinfo", "#!/bin/bash\nexit 0\n");
  REQUIRE(place.bash("chmod +x bin/*").code == 0);
}

Said on_slurm(const Workplace& place, const std::string& words) {
  return place.bash("PATH=$PWD/bin:$PATH exec \"$exomet\" sweep " + words +
                    " --slurm --tasks 2 --no-figures --quiet");
}

}  // namespace

TEST_CASE("a sweep's name comes into its job as letters and digits") {
  Workplace place;
  pretend_slurm(place);
  for (const auto& [name, job] :
       std::map<std::string, std::string>{{"dose response", "dose_response"},
                                          {"a --uid=0 --partition=evil", "a_--uid_0_--partition_evil"},
                                          {"x; touch CAUGHT", "x__touch_CAUGHT"},
                                          {"$(touch CAUGHT)", "__touch_CAUGHT_"},
                                          {"it's `touch CAUGHT`", "it_s__touch_CAUGHT_"},
                                          {"caf\xc3\xa9", "caf__"}}) {
    INFO(name);
    save(place / (name + ".yaml"), small_sweep);
    save(place / "words", name);
    const Said said = on_slurm(place, "\"$(cat words).yaml\" --out \"$(cat words) out\"");
    INFO(said.err);
    CHECK(said.code == 0);
    CHECK_THAT(bytes_of(place / (name + " out/slurm/job.sh")),
               Contains("\n#SBATCH --job-name=" + job + "\n"));
    CHECK_THAT(bytes_of(place / (name + " out/results.csv")), Contains(",done,"));
    CHECK(!place.has("CAUGHT"));
  }
}

TEST_CASE("a folder's name comes into the logs of a job as it is") {
  Workplace place;
  pretend_slurm(place);
  save(place / "s.yaml", small_sweep);
  REQUIRE(on_slurm(place, "s.yaml --out '50%j -x'").code == 0);
  CHECK_THAT(bytes_of(place / "called"), Contains("/50%%j -x/slurm/%A_%a.log>"));
  const Said said = on_slurm(place, "s.yaml --out 'back\\slash'");
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("give another --out"));
}

TEST_CASE("a job's number that somebody else wrote is no command") {
  Workplace place;
  pretend_slurm(place);
  save(place / "s.yaml", small_sweep);
  std::filesystem::create_directories(place / "o/slurm");
  save(place / "o/sweep.json", "{\"sweep\": \"" + (place / "s.yaml").string() + "\", \"about\": \"\"}");
  save(place / "o/slurm/job", "7;touch${IFS}CAUGHT\n");
  on_slurm(place, "s.yaml --out o");
  CHECK(!place.has("CAUGHT"));
}

TEST_CASE("a list of jobs has a line a job whatever their names are") {
  Workplace place;
  const std::string name = "x; touch CAUGHT; $(touch CAUGHT) 'it";
  save(place / "words", name);
  save(place / (name + ".yaml"), small_sweep);
  const Said said = place.bash(
      "exec \"$exomet\" sweep \"$(cat words).yaml\" --engine parallel --tasks 2 --out \"$(cat words)\"");
  INFO(said.err);
  REQUIRE(said.code == 0);
  const std::string jobs = bytes_of(place / (name + "/parallel/jobs.txt"));
  CHECK(std::count(jobs.begin(), jobs.end(), '\n') == 2);
  REQUIRE(place.bash("bash \"$(cat words)/parallel/jobs.txt\"").code == 0);
  // What is printed can be typed.
  const std::size_t last = said.out.rfind("./exomet ");
  REQUIRE(last != std::string::npos);
  CHECK(place.bash("\"$exomet\" " + said.out.substr(last + 9)).code == 0);
  CHECK_THAT(bytes_of(place / (name + "/results.csv")), Contains(",done,"));
  CHECK(!place.has("CAUGHT"));
  const Said broken = place.bash(
      "n=$'p\\ntouch CAUGHT #'; cp e.yaml \"$n\"; exec \"$exomet\" sweep \"$n\" --engine parallel --out o");
  CHECK(broken.code == 2);
  CHECK_THAT(broken.err, Contains("U+000A"));
}

}  // namespace exomet::test
