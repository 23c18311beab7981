#include "sim/config/csv_text.hpp"

#include <catch2/catch.hpp>

using namespace exomet;
using Catch::Contains;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows read(const std::string& text) {
  Problems problems;
  Rows rows;
  for (const auto& row : read_csv(text, "t.csv", "points", problems)) {
    rows.emplace_back();
    for (const CsvField& field : row) rows.back().push_back(field.text);
  }
  problems.throw_if_any();
  return rows;
}

}  // namespace

TEST_CASE("a table is read as RFC 4180 has it") {
  CHECK(read("a,b\n1,2\n") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("a,b\n1,2") == Rows{{"a", "b"}, {"1", "2"}});
  CHECK(read("\"a,b\",\"say \"\"no\"\"\"\n\"two\nlines\",\n") ==
        Rows{{"a,b", "say \"no\""}, {"two\nlines", ""}});
  CHECK(read(" a , \"b\" \n") == Rows{{"a", "b"}});
  CHECK(read("") == Rows{});
}

TEST_CASE("a table is read as spreadsheets write it") {
  const std::string end = GENERATE(as<std::string>{}, "\n", "\r\n", "\r");
  const std::string mark = GENERATE(as<std::string>{}, "", "\xEF\xBB\xBF");
  CHECK(read(mark + "a,b" + end + end + "1,2" + end + ",," + end + "3,\"4\"" + end + "," + end) ==
        Rows{{"a", "b"}, {"1", "2"}, {"3", "4"}});
}

TEST_CASE("fields know their places in the table") {
  Problems problems;
  const auto rows = read_csv("a,b\r\n\r\n\"x\ny\", \"z\"\n", "t.csv", "points", problems);
  REQUIRE(rows.size() == 2);
  CHECK(rows[1][0].place.line == 3);
  CHECK(rows[1][0].place.column == 1);
  CHECK(rows[1][1].place.line == 4);
  CHECK(rows[1][1].place.column == 5);
}

TEST_CASE("what is no table with commas is told with its place") {
  CHECK_THROWS_WITH(read("a;b\n1;2\n"), Contains("t.csv:1:1") && Contains("semicolons"));
  CHECK_THROWS_WITH(read("a\tb\n1\t2\n"), Contains("tabs"));
  CHECK_THROWS_WITH(read("a,b\n1,\"2\n3,4\n"), Contains("t.csv:2:3") && Contains("isn't closed"));
  CHECK_THROWS_WITH(read("a,b\n1,\"2\"3\n"), Contains("t.csv:2:6") && Contains("after a closing quote"));
  CHECK_THROWS_WITH(read(std::string("\xFF\xFE"
                                     "a\0,\0",
                                     6)),
                    Contains("save it as CSV in UTF-8"));
  CHECK_THROWS_WITH(read("a,b\n1,\xE4\n"), Contains("t.csv:2:3") && Contains("UTF-8"));
}
