// How a unit is written, before anybody knows what its words mean: "um^3/h", "nN min/um", "EVs/(mL h)", "per
// h".
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace exomet {

// A word of a unit, on which side of the fraction bar it counts, its own power included: of "um^3/h" um is 1,
// h -1.
struct UnitWord {
  std::string word;
  int side = 1;
};

// ASCII for the UTF-8 that people type or paste ("µm²" -> "um2"), without spaces around operators.
std::string plain_unit(std::string_view text);

// The words of a plain unit in their order. A power is one digit after its word: um2, um^2, h-1, h**-1. Empty
// if the text isn't built so: no number but a 1 before the first '/', nothing missing beside an operator.
std::vector<UnitWord> unit_words(std::string_view plain);

// What is left of a word without a prefix of a power of ten that it may begin with: "m" of "um", "second" of
// "millisecond", "s" and "as" of "das". A word that is a unit by itself ("min") may begin with one, too.
std::vector<std::string> without_prefix(std::string_view word);

}  // namespace exomet
