// What the tests of documents share: reading a text, and its problems as lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/config/document.hpp"

namespace exomet {

using Lines = std::vector<std::string>;

inline Lines lines(const Problems& problems) {
  Lines text;
  for (const Problem& problem : problems.list()) text.push_back(format(problem));
  return text;
}

// Reads a text that is expected to be right.
inline Node read(std::string_view yaml) {
  Problems problems;
  Node node = read_text(yaml, "t.yaml", problems);
  problems.throw_if_any();
  return node;
}

// The problems of a text.
inline Lines problems_of(std::string_view yaml) {
  Problems problems;
  read_text(yaml, "t.yaml", problems);
  return lines(problems);
}

inline std::string repeated(std::string_view text, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += text;
  return all;
}

}  // namespace exomet
