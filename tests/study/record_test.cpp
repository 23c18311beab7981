#include "sim/study/record.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "sim/study/record_text.hpp"
#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;

namespace {

RunRecord example() {
  RunRecord run;
  run.address = "0123456789abcdef0123456789abcdef";
  run.seed = 9007199254740991;
  run.digest = "00000000000000ff";
  run.values = {{"cells", "", 3}, {"many", "min", NAN}};
  run.notes = {"cells were held back"};
  run.outputs = "everything tumour_ev";
  run.days = 2;
  run.seconds = 0.5;
  run.program = "abc";
  run.times = {0, 1, 2};
  run.series = {{1, 2, 3}, {NAN, NAN, 7}};
  return run;
}

}  // namespace

TEST_CASE("a record is read back as it was written") {
  const RunRecord read = read_record(record_text(example()));
  CHECK(record_text(read) == record_text(example()));
  CHECK(read.notes == example().notes);
  CHECK(std::isnan(read.values[1].value));
  CHECK(read.series[1][2] == 7);
}

TEST_CASE("a record of which any byte has changed isn't believed") {
  const std::string text = record_text(example());
  for (std::size_t at = 0; at + 1 < text.size(); ++at) {
    std::string changed = text;
    changed[at] = changed[at] == '7' ? '8' : '7';
    CAPTURE(at, changed);
    CHECK_THROWS_AS(read_record(changed), DamagedRecord);
  }
  for (std::size_t size = 0; size + 1 < text.size(); size += 7)
    CHECK_THROWS_AS(read_record(text.substr(0, size)), DamagedRecord);
}

TEST_CASE("a record whose parts don't go together isn't believed") {
  const auto is_refused = [](const auto& change) {
    RunRecord run = example();
    change(run);
    CHECK_THROWS_AS(read_record(record_text(run)), DamagedRecord);
  };
  is_refused([](RunRecord& run) { run.series.pop_back(); });
  is_refused([](RunRecord& run) { run.series[0].pop_back(); });
  is_refused([](RunRecord& run) { run.times[1] = 5; });
  is_refused([](RunRecord& run) { run.times[0] = -1; });
  is_refused([](RunRecord& run) { run.days = -1; });
  is_refused([](RunRecord& run) { run.digest = "x"; });
  is_refused([](RunRecord& run) { run.address = "../../x"; });
  CHECK_THROWS_AS(read_record("[1, 2]"), DamagedRecord);
  CHECK_THROWS_AS(read_record("{}"), DamagedRecord);
}

TEST_CASE("the record of another run under an address isn't believed") {
  const Folder folder;
  const RunStore store(folder.path());
  store.save(example());
  CHECK(store.find(example().address)->seed == example().seed);
  const std::string other = "1123456789abcdef0123456789abcdef";
  CHECK_FALSE(store.find(other));
  std::filesystem::copy_file(folder.path() / "ef" / (example().address + ".json"),
                             folder.path() / "ef" / (other + ".json"));
  CHECK_THROWS_AS(store.find(other), DamagedRecord);
}
