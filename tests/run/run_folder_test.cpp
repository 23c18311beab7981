#include "sim/run/record/run_folder.hpp"

#include <catch2/catch.hpp>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;

namespace fs = std::filesystem;

namespace {
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
  write_run(path, Begin::fresh, "old");
  save(path / "extra", "x");
  CHECK_THROWS_WITH(RunFolder(path, Begin::fresh), Catch::Contains("--force"));
  CHECK(bytes_of(path / "run.json") == "old");
  {
    RunFolder run(path, Begin::replace);  // given up
    CHECK(bytes_of(path / "run.json") == "old");
  }
  CHECK(bytes_of(path / "run.json") == "old");
  write_run(path, Begin::replace, "new");
  CHECK(bytes_of(path / "run.json") == "new");
  CHECK_FALSE(fs::exists(path / "extra"));
}

TEST_CASE("what an interrupted run left without a checkpoint is replaced") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  {
    const RunFolder interrupted(path, Begin::fresh);
    save(interrupted.partial() / "rest", "x");
  }
  write_run(path, Begin::fresh, "new");
  CHECK_FALSE(fs::exists(path / "rest"));
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
