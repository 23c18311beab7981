#include "sim/config/edit.hpp"

#include "sim/config/path_walk.hpp"

namespace exomet {

namespace {

bool has_empty_key(std::string_view path) {
  return path.empty() || path.front() == '.' || path.back() == '.' ||
         path.find("..") != std::string_view::npos;
}

std::string_view trim(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1);
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
  return count;
}

}  // namespace

void set_path(Node& root, std::string_view path, const Node& value, const SourceLocation& place,
              Problems& problems, const Language& language) {
  if (has_empty_key(path))
    return problems.add(
        place, std::string(path),
        "'" + std::string(path) + "' is no path of keys; write for example 'cells.tumour.diameter'");
  PathWalk(root, path, place, problems, language).set(value);
}

void set_assignment(Node& root, std::string_view assignment, const std::string& origin, Problems& problems,
                    const Language& language) {
  const SourceLocation place{origin, 1, 1};
  const std::size_t equals = assignment.find('=');
  const std::string_view path = trim(assignment.substr(0, equals));
  if (equals == std::string_view::npos || path.empty() || trim(assignment.substr(equals + 1)).empty())
    return problems.add(place, "",
                        "'" + std::string(assignment) + "' is no assignment; write path=value, for example " +
                            "'parameters.mmp1_load=2' or 'duration=6 h'");
  if (const std::string_view text = trim(assignment.substr(equals + 1)); text == "null" || text == "~")
    return problems.add(
        place, std::string(path),
        "'" + std::string(text) + "' is no value; write '" + std::string(path) + "=none' to remove the key");
  // Blanks in place of the path, so that the columns of the value are those of the assignment.
  std::string yaml(characters(assignment.substr(0, equals + 1)), ' ');
  yaml += assignment.substr(equals + 1);
  const std::size_t before = problems.size();
  const Node value = read_text(yaml, origin, problems);
  if (problems.size() == before) set_path(root, path, value, place, problems, language);
}

}  // namespace exomet
