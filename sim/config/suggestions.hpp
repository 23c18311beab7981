// "Did you mean": the nearest known word.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exomet {

// The known word with the smallest Damerau-Levenshtein distance (letter case counts half), or an empty string
// if none is within a third of the word's length plus one.
std::string nearest_word(std::string_view word, const std::vector<std::string>& known);

// "did you mean 'tumour'?", "it is called 'sediments' now" or "known are: tumour, mesothelial, macrophage"
// (at most 12, then "...").
std::string suggest(std::string_view word, const std::vector<std::string>& known);

}  // namespace exomet
