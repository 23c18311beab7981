#include "sim/run/record/run_folder.hpp"

#include <catch2/catch.hpp>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;

namespace fs = std::filesystem;

namespace {
void write_run(const fs::path& path, bool replace, const std::string& content) {
  RunFolder run(path, replace);
  save(run.partial() / "run.json", content);
  run.finish();
}
}  // namespace

TEST_CASE("a run has its name only when it is whole") {
  const Folder folder;
  const fs::path path = folder.path() / "out/run";
  {
    RunFolder run(path, false);
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
  write_run(path, false, "old");
  save(path / "extra", "x");
  CHECK_THROWS_WITH(RunFolder(path, false), Catch::Contains("--force"));
  CHECK(bytes_of(path / "run.json") == "old");
  {
    RunFolder run(path, true);  // given up
    CHECK(bytes_of(path / "run.json") == "old");
  }
  CHECK(bytes_of(path / "run.json") == "old");
  write_run(path, true, "new");
  CHECK(bytes_of(path / "run.json") == "new");
  CHECK_FALSE(fs::exists(path / "extra"));
}

TEST_CASE("what an interrupted run left is replaced") {
  const Folder folder;
  const fs::path path = folder.path() / "run";
  {
    const RunFolder interrupted(path, false);
    save(interrupted.partial() / "rest", "x");
  }
  write_run(path, false, "new");
  CHECK_FALSE(fs::exists(path / "rest"));
}

TEST_CASE("a folder that is no run is never replaced") {
  const Folder folder;
  fs::create_directories(folder.path() / "thesis");
  save(folder.path() / "thesis/chapter", "important");
  CHECK_THROWS_WITH(RunFolder(folder.path() / "thesis", true), Catch::Contains("no run"));
  CHECK(bytes_of(folder.path() / "thesis/chapter") == "important");
  save(folder.path() / "file", "important");
  CHECK_THROWS_AS(RunFolder(folder.path() / "file", true), InputError);
  CHECK(bytes_of(folder.path() / "file") == "important");
}
