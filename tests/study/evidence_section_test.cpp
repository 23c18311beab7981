// Files of evidence: what is read, and what is wrong with those that can't be.
#include <catch2/catch.hpp>

#include "tests/study/evidence_files.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {
// The only problem of `grows` after a replacement.
std::string problem(const std::string& what, const std::string& by) {
  const auto found = EvidenceFiles(grows_with(what, by)).problems();
  INFO(found.size() << " problems, the first: " << (found.empty() ? "" : found[0]));
  REQUIRE(found.size() == 1);
  return found[0];
}
}  // namespace

TEST_CASE("an entry says what was found and what corresponds to it") {
  const Evidence evidence = EvidenceFiles(grows).read();
  CHECK(evidence.model == "small");
  REQUIRE(evidence.entries.size() == 2);
  const EvidenceEntry &grows_entry = evidence.entries[0], &stays = evidence.entries[1];
  CHECK(grows_entry.claim == "Cells grow in number.");
  CHECK(grows_entry.role == Role::judge);
  REQUIRE(grows_entry.arms.size() == 2);
  CHECK(grows_entry.arms[1].name == "never");
  CHECK(grows_entry.arms[1].set.at(0).key == "cells.a.divides.rate");
  CHECK(grows_entry.expect.arms == std::vector<std::size_t>{0, 1});
  CHECK(stays.beside == "grows");
  CHECK(stays.sources == std::vector<std::string>{"Yokoi2017"});
  REQUIRE(stays.arms.size() == 1);
  REQUIRE(stays.set.size() == 1);
  CHECK(stays.set[0].key == "cells.a.divides.rate");
}

TEST_CASE("each size has its seeds, changes and verdict") {
  const Evidence evidence = EvidenceFiles(grows).read();
  const EvidenceEntry &grows_entry = evidence.entries[0], &stays = evidence.entries[1];
  CHECK(grows_entry.at(Size::small).seeds == 5);
  CHECK(grows_entry.at(Size::quick).seeds == 6);
  CHECK(stays.at(Size::full).seeds == 9);
  CHECK(grows_entry.at(Size::small).shared.size() == 1);
  REQUIRE(grows_entry.at(Size::quick).shared.size() == 2);  // that of the size comes later, and wins
  CHECK(grows_entry.at(Size::quick).shared[1].value.scalar == "12 h");
  CHECK(grows_entry.at(Size::small).verdict == Verdict::undecided);
  CHECK(grows_entry.at(Size::quick).verdict == Verdict::undecided);  // unless it has its own
  CHECK_FALSE(grows_entry.at(Size::full).verdict);
  CHECK_FALSE(stays.at(Size::small).verdict);
}

TEST_CASE("evidence that can be run has no problems") { CHECK(EvidenceFiles(grows).problems().empty()); }

TEST_CASE("the evidence of each model that there is can be run") {
  const std::filesystem::path models = EXOMET_SOURCE_DIR "/models";
  const Library library{models};
  std::size_t files = 0;
  for (const auto& file : std::filesystem::directory_iterator(models / "evidence")) {
    INFO(file.path());
    CHECK(std::filesystem::exists(models / file.path().filename()));
    Validation validation = plan_validation(read_evidence(file.path(), library), {}, library);
    CHECK_NOTHROW(check_validation(validation, library));
    ++files;
  }
  CHECK(files >= 5);
}

TEST_CASE("a slip in a file of evidence is told with place and remedy") {
  CHECK(problem("role: judge", "role: juge") ==
        "8:11: entries.grows.role: unknown word 'juge'; did you mean 'judge'?");
  CHECK(problem("verdict: not decided", "verdict: pass") ==
        "14:14: entries.grows.verdict: unknown word 'pass'; did you mean 'passes'?");
  CHECK(problem("    seeds: 5\n", "    sedes: 5\n") ==
        "13:5: entries.grows: unknown key 'sedes'; did you mean 'seeds'?");
  CHECK_THAT(problem("source: Yokoi2017", "source: Yokoi2018"), Contains("did you mean 'Yokoi2017'?"));
  CHECK(problem("experiment: alone\n    arms", "experiment: alon\n    arms") ==
        "9:17: entries.grows.experiment: no experiment 'alon'; did you mean 'alone'? (or write a "
        "file's path, ending in .yaml)");
  CHECK_THAT(problem("configs/e.yaml", "configs/f.yaml"), Contains("there is no file"));
  CHECK(problem("difference: [as_is, never]", "difference: [as_is, nver]") ==
        "12:34: entries.grows.expect: no arm 'nver'; did you mean 'never'?");
  CHECK_THAT(problem("difference: [as_is, never]", "difference: [as_is]"),
             Contains("expected the names of 2 arms"));
  CHECK_THAT(problem("difference: [as_is, never], ", ""), Contains("there are several arms"));
  CHECK_THAT(problem(", above: 0", ""), Contains("says nothing that could fail"));
  CHECK_THAT(problem("within: [-1 %, 1 %]", "equals: 1 %"),
             Contains("'equals' and 'margin' belong together"));
  CHECK_THAT(problem("taken: change", "taken: happened_by"),
             Contains("'taken: happened_by' and 'by' belong together"));
  CHECK_THAT(problem("taken: change", "taken: chnge"), Contains("did you mean 'change'?"));
  CHECK_THAT(problem("beside: grows", "beside: grws"), Contains("no entry 'grws'; did you mean 'grows'?"));
  CHECK_THAT(problem("    beside: grows\n", ""), Contains("an ablation says beside which claim it stands"));
}

TEST_CASE("what the model hasn't is told before anything runs") {
  CHECK_THAT(problem("measure: cells, taken: change", "measure: cels, taken: change"),
             Contains("no measure 'cels'; did you mean 'cells'?"));
  CHECK_THAT(problem("never: {cells.a.divides.rate", "never: {cells.a.divides.rat"), Contains("'rat'"));
  CHECK_THAT(problem("[-1 %, 1 %]", "[-1 um, 1 um]"), Contains("another dimension"));
}
