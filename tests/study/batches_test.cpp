#include "sim/study/batches.hpp"

#include <catch2/catch.hpp>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;

TEST_CASE("tasks work for 30 s at least and are at most a thousand") {
  CHECK(tasks_for(1080, 1, 0) == 36);
  CHECK(tasks_for(3, 0.1, 0) == 1);
  CHECK(tasks_for(3, 3600, 0) == 3);
  CHECK(tasks_for(1'000'000, 60, 0) == 1000);
  CHECK(tasks_for(1080, 1, 100) == 36);
  CHECK(tasks_for(1080, 1, 8) == 32);
  CHECK(tasks_for(1'000'000, 60, 300) == 900);
}

TEST_CASE("runs are dealt out in turn and read back by task") {
  std::vector<DueRun> runs;
  for (std::size_t i = 0; i < 7; ++i) runs.push_back({10 * i, std::string(31, 'a') + std::to_string(i)});
  const Folder folder;
  write_batches(folder.path() / "runs.txt", deal(runs, 3));
  const auto second = read_batch(folder.path() / "runs.txt", 2);
  REQUIRE(second.size() == 2);
  CHECK(second[0].run == 10);
  CHECK(second[1].run == 40);
  CHECK(second[1].address == std::string(31, 'a') + "4");
  CHECK(read_batch(folder.path() / "runs.txt", 1).size() == 3);
  CHECK_THROWS_AS(read_batch(folder.path() / "runs.txt", 4), InputError);
  for (const char* damaged : {"x", "1", "1:", "1:abc",
                              "-1:"
                              "0123456789abcdef0123456789abcdef",
                              "1:0123456789abcdef0123456789abcde/", "99999999999999999999999:0"}) {
    save(folder.path() / "runs.txt", std::string(damaged) + "\n");
    CHECK_THROWS_AS(read_batch(folder.path() / "runs.txt", 1), InputError);
  }
}
