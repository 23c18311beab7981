// How far apart two words are, for "did you mean": shared by units (here) and by the keys of documents
// (config).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exomet {

// Damerau-Levenshtein distance of two words (Damerau 1964; optimal string alignment): insertions, deletions,
// substitutions and swaps of neighbours count 1, a change of letter case 0.5. Bytes, not characters.
double edit_distance(std::string_view a, std::string_view b);

// The candidate with the smallest distance to the word, the first of equals; nullptr if none is within a
// third of the word's length plus one, or if the word is empty or longer than any word somebody mistypes (64
// bytes).
const std::string* nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace exomet
