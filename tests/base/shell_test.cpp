#include "sim/base/shell.hpp"

#include <catch2/catch.hpp>
#include <cstdio>

using namespace exomet;

namespace {
std::string printed_by_bash(const std::string& command) {
  std::string out;
  std::FILE* pipe = popen(("exec bash -c " + shell_word(command)).c_str(), "r");
  REQUIRE(pipe);
  char bytes[256];
  while (const std::size_t size = fread(bytes, 1, sizeof bytes, pipe)) out.append(bytes, size);
  pclose(pipe);
  return out;
}
}  // namespace

TEST_CASE("whatever a word holds is one word to bash and on one line") {
  for (const std::string word :
       {"",     " ",     "a b",  "it's", "\"",       "$(touch x)", "`touch x`",   "${HOME}", "a\\b",
        "\\",   "*",     "~",    "#a",   "!x",       "-n",         "a;b",         "a|b&c",   "<>",
        "[a]",  "{a,b}", "x\ny", "x\ty", "\x1b[31m", "caf\xe9",    "caf\xc3\xa9", "\x7f",    "\xc2\x9b",
        "'\n'", "%s",    "=",    "$'",   "a\rb"}) {
    const std::string quoted = shell_word(word);
    INFO(quoted);
    CHECK(quoted.find_first_of("\n\r\t\x1b") == std::string::npos);
    CHECK(printed_by_bash("printf '<%s>' " + shell_command({word, "end"})) == "<" + word + "><end>");
  }
}

TEST_CASE("a harmless word stays as it is") {
  for (const std::string word : {"out/peritoneum", "parameters.load=2", "a_b-c.yaml", "./exomet", "10%"})
    CHECK(shell_word(word) == word);
  CHECK(shell_command({"./exomet", "look", "a run"}) == "./exomet look 'a run'");
}
