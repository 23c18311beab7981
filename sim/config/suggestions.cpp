#include "sim/config/suggestions.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "sim/base/edit_distance.hpp"

namespace exomet {

namespace {
constexpr std::size_t most_listed = 12;

// Words of models that were renamed, and their new names.
constexpr std::array<std::pair<std::string_view, std::string_view>, 1> renamed{{{"settles", "sediments"}}};
}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& known) {
  const std::string* found = nearest(word, known);
  return found ? *found : std::string();
}

std::string suggest(std::string_view word, const std::vector<std::string>& known) {
  for (const auto& [old_name, new_name] : renamed)
    if (word == old_name && std::find(known.begin(), known.end(), new_name) != known.end())
      return "it is called '" + std::string(new_name) + "' now";
  if (const std::string* found = nearest(word, known)) return "did you mean '" + *found + "'?";
  if (known.empty()) return "none are known";
  std::string text = "known are: ";
  for (std::size_t i = 0; i < std::min(known.size(), most_listed); ++i) text += (i ? ", " : "") + known[i];
  return known.size() > most_listed ? text + ", ..." : text;
}

}  // namespace exomet
