// Processes that stand in for workers: what the other side does when they don't do as they should.
#include "sim/study/process_pool.hpp"

#include <catch2/catch.hpp>
#include <future>
#include <set>

#include "sim/base/error.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

const std::string address = "0123456789abcdef0123456789abcdef";

struct Seen {
  std::vector<std::size_t> answered;
  std::vector<std::string> lost;
  bool finished = false;
};

Seen run(const std::string& script, std::size_t workers, std::size_t runs) {
  Seen seen;
  TeamEvents events{[&](const Answer& answer) { seen.answered.push_back(answer.run); },
                    [&](const Answer&, const std::string& why) { seen.lost.push_back(why); },
                    [](std::size_t) {},
                    [] { return false; },
                    std::chrono::seconds(1),
                    std::chrono::seconds(1)};
  seen.finished = run_process_pool({"/bin/sh", "-c", script}, workers, {runs}, events);
  return seen;
}

const std::string answering = "while read run; do echo start $run " + address +
                              " 5; read go; WORK; echo done $run " + address + " 5 done 0 0; done";

std::string doing(const std::string& work) {
  std::string script = answering;
  return script.replace(script.find("WORK"), 4, work);
}

}  // namespace

TEST_CASE("each run goes to a worker and its answer comes back") {
  const Seen seen = run(doing("true"), 3, 20);
  CHECK(seen.finished);
  CHECK(seen.lost.empty());
  CHECK(std::set<std::size_t>(seen.answered.begin(), seen.answered.end()).size() == 20);
}

TEST_CASE("a worker that never answers ends the sweep with a reason") {
  const std::vector<std::string> scripts{"sleep 100", "exec <&-; sleep 100", "exec >&-; sleep 100",
                                         "read run; echo nonsense; sleep 100", "kill -STOP $$"};
  std::vector<std::future<std::string>> reasons;  // all wait at the same time
  for (const std::string& script : scripts)
    reasons.push_back(std::async(std::launch::async, [&script]() -> std::string {
      try {
        run(script, 1, 2);
      } catch (const RunError& error) {
        return error.what();
      }
      return "";
    }));
  for (std::size_t i = 0; i < scripts.size(); ++i) {
    CAPTURE(scripts[i]);
    CHECK_THAT(reasons[i].get(), Contains("can't do their work") && Contains("didn't answer"));
  }
}

TEST_CASE("an answer about another run than the one that was given is none") {
  CHECK_THROWS_AS(run("while read run; do echo done 7 " + address + " 5 done 0 0; done", 1, 2), RunError);
}

TEST_CASE("a worker that ends or is stopped within a run loses it and the others are done") {
  const auto [work, why] =
      GENERATE(table<std::string, std::string>({{"[ $run != 1 ] || kill -KILL $$", "signal 9"},
                                                {"[ $run != 1 ] || exit 3", "ended with code 3"},
                                                {"[ $run != 1 ] || kill -STOP $$", "didn't answer"}}));
  CAPTURE(work);
  const Seen seen = run(doing(work), 1, 4);
  CHECK(seen.answered == std::vector<std::size_t>{0, 2, 3});
  REQUIRE(seen.lost.size() == 1);
  CHECK_THAT(seen.lost[0], Contains(why));
}

TEST_CASE("what the machine couldn't do is told and the worker goes on") {
  const Seen seen = run("while read run; do echo start $run " + address + " 5; read go; echo fault $run " +
                            address + " 5 the disk is full; done",
                        1, 2);
  CHECK(seen.answered.empty());
  CHECK(seen.lost == std::vector<std::string>{"the disk is full", "the disk is full"});
}

TEST_CASE("what the machine couldn't even look at is told") {
  WorkerLine line;
  line.kind = WorkerLine::Kind::fault;
  line.why = "the disk is broken";
  CHECK(run("while read run; do echo '" + text_of(line) + "'; done", 1, 1).lost ==
        std::vector<std::string>{line.why});
}

TEST_CASE("runs of the same address are done one after the other") {
  const Folder folder;
  const std::string lock = (folder.path() / "lock").string(), clash = (folder.path() / "clash").string();
  const Seen seen = run(doing("mkdir " + lock + " || touch " + clash + "; sleep 0.05; rmdir " + lock), 4, 12);
  CHECK(seen.answered.size() == 12);
  CHECK_FALSE(std::filesystem::exists(clash));
}

TEST_CASE("a worker's lines are read back as they were written") {
  WorkerLine line;
  line.answer.run = 17;
  line.answer.address = "00000000000000ff00000000000000aa";
  line.answer.seed = 9007199254740991;
  line.answer.status = Answer::Status::failed;
  line.answer.was_there = true;
  WorkerLine read;
  REQUIRE(read_line(text_of(line), read));
  CHECK(read.kind == WorkerLine::Kind::done);
  CHECK(read.answer.run == 17);
  CHECK(read.answer.address == line.answer.address);
  CHECK(read.answer.seed == line.answer.seed);
  CHECK(read.answer.status == Answer::Status::failed);
  CHECK(read.answer.was_there);
  CHECK_FALSE(read.answer.by_other_program);
  line.kind = WorkerLine::Kind::fault;
  line.why = "no room\non the disk";
  REQUIRE(read_line(text_of(line), read));
  CHECK(read.why == "no room on the disk");
  for (const char* other : {"something else", "done 1 2 3 done 0 0", "start x ", "done", ""})
    CHECK_FALSE(read_line(other, read));
}
