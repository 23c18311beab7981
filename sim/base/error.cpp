#include "sim/base/error.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace exomet {

std::string format(const Problem& problem) {
  std::string text;
  if (!problem.place.file.empty()) {
    text += problem.place.file;
    if (problem.place.line > 0)
      text += ":" + std::to_string(problem.place.line) + ":" + std::to_string(problem.place.column);
    text += ": ";
  }
  if (!problem.path.empty()) text += problem.path + ": ";
  return text + problem.what;
}

namespace {
std::string join(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) text += (text.empty() ? "" : "\n") + format(problem);
  return text;
}
}  // namespace

InputError::InputError(std::vector<Problem> problems)
    : std::runtime_error(join(problems)), problems_(std::move(problems)) {}

InputError::InputError(std::string what) : InputError(std::vector<Problem>{{{}, "", std::move(what)}}) {}

void Problems::add(SourceLocation place, std::string path, std::string what) {
  list_.push_back({std::move(place), std::move(path), std::move(what)});
}

void Problems::throw_if_any() const {
  if (list_.empty()) return;
  std::vector<Problem> sorted = list_;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.place.file, a.place.line, a.place.column) <
           std::tie(b.place.file, b.place.line, b.place.column);
  });
  throw InputError(std::move(sorted));
}

}  // namespace exomet
