#include "sim/run/record/run_folder.hpp"

#include <catch2/catch.hpp>

#include "sim/base/error.hpp"
#include "sim/run/record/run_damage.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;

namespace fs = std::filesystem;

namespace {
const std::string ours = "{\"digest\": 1, \"document\": 2}";  // a run.json of exomet
const std::string older = "{\"digest\": 0, \"document\": 0}";

void write_run(const fs::path& path, Begin begin, const std::string& content) {
  RunFolder run(path, begin);
  save(run.partial() / "run.json", content);
  run.finish();
}
}  // namespace

TEST_CASE("a run has its name only when it is whole") {
  const Folder folder;
  const fs::path path = folder.path() / "out/run";
  {
    RunFolder run(path, Begin::fresh);
    save(run.partial() / "run.json", "{}");
    CHECK_FALSE(fs::exists(path));
    run.finish();
  }
  CHECK(bytes_of(path / "run.json") == "{}");
  CHECK(std::distance(fs::directory_iterator(folder.path() / "out"), {}) == 1);  // nothing else is left
}

TEST_CASE("a run that is there is replaced only if that is wanted and only when the new one is whole") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  write_run(path, Begin::fresh, older);
  save(path / "report.html", "x");
  CHECK_THROWS_WITH(RunFolder(path, Begin::fresh), Catch::Contains("--force"));
  CHECK(bytes_of(path / "run.json") == older);
  {
    RunFolder run(path, Begin::replace);  // given up
    CHECK(bytes_of(path / "run.json") == older);
  }
  CHECK(bytes_of(path / "run.json") == older);
  write_run(path, Begin::replace, ours);
  CHECK(bytes_of(path / "run.json") == ours);
  CHECK_FALSE(fs::exists(path / "report.html"));
}

TEST_CASE("what an interrupted run left without a checkpoint is replaced") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  {
    const RunFolder interrupted(path, Begin::fresh);
    save(interrupted.partial() / "events.csv", "x");
  }
  write_run(path, Begin::fresh, ours);
  CHECK_FALSE(fs::exists(path / "events.csv"));
}

TEST_CASE("a folder that is no run is never replaced") {
  const Folder folder;
  fs::create_directories(folder.path() / "thesis");
  save(folder.path() / "thesis/chapter", "important");
  CHECK_THROWS_WITH(RunFolder(folder.path() / "thesis", Begin::replace), Catch::Contains("no run"));
  CHECK(bytes_of(folder.path() / "thesis/chapter") == "important");
  save(folder.path() / "file", "important");
  CHECK_THROWS_AS(RunFolder(folder.path() / "file", Begin::replace), InputError);
  CHECK(bytes_of(folder.path() / "file") == "important");
}

TEST_CASE("an interrupted run with a checkpoint is kept until it is resumed or replaced") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  {
    const RunFolder interrupted(path, Begin::fresh);
    CHECK_FALSE(interrupted.resumes());
    save(interrupted.partial() / "checkpoint.h5", "state");
    save(interrupted.partial() / "measures.csv", "rows");
    fs::create_directory(interrupted.partial() / "cells");
    save(interrupted.partial() / "cells/cells_0001.vtp.part", "torn");
  }
  CHECK_THROWS_WITH(RunFolder(path, Begin::fresh), Catch::Contains("--resume") && Catch::Contains("--force"));
  {
    const RunFolder resumed(path, Begin::resume);
    CHECK(resumed.resumes() == resumed.partial());
    CHECK(bytes_of(resumed.partial() / "measures.csv") == "rows");
    CHECK_FALSE(fs::exists(resumed.partial() / "cells/cells_0001.vtp.part"));
  }
  const RunFolder replaced(path, Begin::replace);
  CHECK_FALSE(replaced.resumes());
  CHECK(fs::is_empty(replaced.partial()));
}

TEST_CASE("resuming where nothing is starts a run") {
  const Folder folder;
  const RunFolder run(folder.path() / "run", Begin::resume);
  CHECK_FALSE(run.resumes());
  CHECK(fs::is_empty(run.partial()));
}

TEST_CASE("a whole run that is made longer stays as it was until the longer one is whole") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  write_run(path, Begin::fresh, "old");
  save(path / "checkpoint.h5", "state");
  save(path / "measures.csv", "rows\n");
  fs::create_directory(path / "cells");
  save(path / "cells/cells_0000.vtp", "cells");
  {
    const RunFolder given_up(path, Begin::resume);
    CHECK(given_up.resumes() == path);
  }
  CHECK_FALSE(fs::exists(folder.path() / "run.partial"));  // nothing was done in it
  RunFolder run(path, Begin::resume);
  run.reopen();
  for (const char* file : {"run.json", "checkpoint.h5", "measures.csv", "cells/cells_0000.vtp"})
    CHECK(bytes_of(run.partial() / file) == bytes_of(path / file));
  std::ofstream(run.partial() / "measures.csv", std::ios::app) << "more\n";
  CHECK(bytes_of(path / "measures.csv") == "rows\n");
  run.finish();
  CHECK(bytes_of(path / "measures.csv") == "rows\nmore\n");
  CHECK(bytes_of(path / "cells/cells_0000.vtp") == "cells");
}

TEST_CASE("a folder that another run writes to is not begun even if it has a checkpoint") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  const RunFolder running(path, Begin::fresh);
  save(running.partial() / "checkpoint.h5", "state");
  for (Begin begin : {Begin::fresh, Begin::replace, Begin::resume})
    CHECK_THROWS_WITH(RunFolder(path, begin), Catch::Contains("another run is writing"));
  CHECK(bytes_of(running.partial() / "checkpoint.h5") == "state");
}

TEST_CASE("what no run wrote is neither removed nor taken over") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  write_run(path, Begin::fresh, ours);
  const std::string other =
      GENERATE("notes.txt", "cells/notes.txt", "plots/mine.pdf", "sub/run.json", "day7.png");
  fs::create_directories((path / other).parent_path());
  save(path / other, "mine");
  for (Begin begin : {Begin::replace, Begin::resume})
    CHECK_THROWS_WITH(RunFolder(path, begin), Catch::Contains("holds what no run wrote: ") &&
                                                  Catch::Contains(other.starts_with("sub") ? "sub" : other) &&
                                                  Catch::Contains("--out"));
  CHECK(bytes_of(path / other) == "mine");
  CHECK(bytes_of(path / "run.json") == ours);
  CHECK_FALSE(fs::exists(folder.path() / "run.partial"));
}

TEST_CASE("an empty folder of somebody's in a run stays") {
  const Folder folder;
  write_run(folder.path() / "run", Begin::fresh, ours);
  fs::create_directory(folder.path() / "run/mine");
  CHECK_THROWS_WITH(RunFolder(folder.path() / "run", Begin::replace), Catch::Contains("no run wrote: mine"));
}

TEST_CASE(
    "a partial folder that holds somebody's files is neither cleared nor taken for an interrupted run") {
  const Folder folder;
  fs::create_directory(folder.path() / "run.partial");
  save(folder.path() / "run.partial/thesis.tex", "mine");
  for (Begin begin : {Begin::fresh, Begin::replace, Begin::resume})
    CHECK_THROWS_WITH(RunFolder(folder.path() / "run", begin),
                      Catch::Contains("run.partial' holds what no run wrote"));
  CHECK(bytes_of(folder.path() / "run.partial/thesis.tex") == "mine");
  fs::remove_all(folder.path() / "run.partial");
  fs::create_directory(folder.path() / "elsewhere");
  save(folder.path() / "elsewhere/measures.csv", "mine");
  fs::create_directory_symlink(folder.path() / "elsewhere", folder.path() / "run.partial");
  CHECK_THROWS_AS(RunFolder(folder.path() / "run", Begin::replace), RunError);
  CHECK(bytes_of(folder.path() / "elsewhere/measures.csv") == "mine");
}

TEST_CASE("a folder whose run.json is of another program is no run") {
  const Folder folder;
  const std::string theirs = GENERATE("{\"scripts\": {}}", "[1]", "no JSON");
  fs::create_directory(folder.path() / "run");
  save(folder.path() / "run/run.json", theirs);
  CHECK_THROWS_WITH(RunFolder(folder.path() / "run", Begin::replace), Catch::Contains("no run of exomet"));
  CHECK(bytes_of(folder.path() / "run/run.json") == theirs);
}

TEST_CASE("what was drawn of a run goes when the run is replaced or made longer") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  write_run(path, Begin::fresh, ours);
  save(path / "checkpoint.h5", "state");
  const std::vector<std::string> drawn{"report.html",
                                       "movie.mp4",
                                       "plots/overview.svg",
                                       "pictures/day 7.png",
                                       "peritoneum-signalling.dot",
                                       "peritoneum-lineage.graphml"};
  for (const std::string& file : drawn) {
    fs::create_directories((path / file).parent_path());
    save(path / file, "of the shorter run");
  }
  const Begin begin = GENERATE(Begin::replace, Begin::resume);
  {
    RunFolder run(path, begin);
    begin == Begin::resume ? run.reopen() : save(run.partial() / "run.json", ours);
    for (const std::string& file : drawn) CHECK(fs::exists(path / file));
    run.finish();
  }
  for (const std::string& file : drawn) CHECK_FALSE(fs::exists(path / file));
  CHECK(bytes_of(path / "run.json") == ours);
  CHECK_FALSE(fs::exists(path / "plots"));
  CHECK(std::distance(fs::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a run that came into being meanwhile isn't replaced by one that began afresh") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  RunFolder run(path, Begin::fresh);
  save(run.partial() / "run.json", ours);
  const bool empty = GENERATE(true, false);
  fs::create_directory(path);
  if (!empty) save(path / "run.json", "another");
  CHECK_THROWS_WITH(run.finish(), Catch::Contains("came into being while the run went"));
  CHECK(bytes_of(run.partial() / "run.json") == ours);
  if (!empty) CHECK(bytes_of(path / "run.json") == "another");
}

TEST_CASE("what somebody put into a run meanwhile is told and kept") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  write_run(path, Begin::fresh, older);
  RunFolder run(path, Begin::replace);
  save(run.partial() / "run.json", ours);
  save(path / "notes.txt", "mine");
  CHECK_THROWS_WITH(run.finish(), Catch::Contains("notes.txt"));
  CHECK(bytes_of(path / "notes.txt") == "mine");
  CHECK(bytes_of(path / "run.json") == older);
  CHECK(bytes_of(run.partial() / "run.json") == ours);
}

namespace {
// As a program leaves them that was ended while the run took the place of another.
struct Leftovers {
  bool exchanged;  // or else it was about to be
  bool by_turns;   // where names can't be exchanged
};
}  // namespace

TEST_CASE("what is left of a replacement that was broken off is put in order") {
  const Folder folder;
  const fs::path path = folder.path() / "run", partial = folder.path() / "run.partial",
                 replaced = folder.path() / "run.replaced";
  const auto [exchanged, by_turns] = GENERATE(Leftovers{false, false}, Leftovers{true, false},
                                              Leftovers{false, true}, Leftovers{true, true});
  const auto make = [](const fs::path& at, const std::string& json, bool is_new) {
    fs::create_directory(at);
    save(at / "run.json", json);
    save(at / "checkpoint.h5", json);
    if (is_new) save(at / ".replacing", "");
  };
  make(exchanged ? path : partial, ours, true);
  make(by_turns ? replaced : exchanged ? partial : path, older, false);
  {
    const RunFolder run(path, Begin::resume);
    CHECK(run.resumes() == (exchanged ? path : partial));
    CHECK(bytes_of(*run.resumes() / "run.json") == ours);
    CHECK_FALSE(fs::exists(*run.resumes() / ".replacing"));
    CHECK(bytes_of(path / "run.json") == (exchanged ? ours : older));
  }
  CHECK(fs::exists(partial) == !exchanged);
  CHECK_FALSE(fs::exists(replaced));
}

TEST_CASE("a run that is damaged says what of it") {
  const Folder folder;
  save(folder.path() / "measures.csv", "0123456789");
  fs::create_directory(folder.path() / "cells");
  save(folder.path() / "cells/cells_0000.vtp", "01");
  const std::string whole =
      "{\"digest\": 1, \"document\": 2, \"files\": {\"measures.csv\": 10, \"cells/cells_0000.vtp\": 2}}";
  save(folder.path() / "run.json", whole);
  CHECK(damage_of_run(folder.path()).empty());
  save(folder.path() / "measures.csv", "012");
  fs::remove(folder.path() / "cells/cells_0000.vtp");
  CHECK(damage_of_run(folder.path()) == "cells/cells_0000.vtp is gone; measures.csv has 3 bytes and not 10");
  save(folder.path() / "run.json", "");
  CHECK(damage_of_run(folder.path()) == "run.json is cut short or changed");
  CHECK(is_ours(folder.path()));
}
