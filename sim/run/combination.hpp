// How several signals together change a number. Each of them alone takes it from `from` to from + r (to -
// from), where r in [0, 1] is the response to it, and o = r / (1 - r) are its odds.
//
//   word         what raises                                   what lowers a number x
//   hill         (1 - U) from + U to, U = O / (1 + O)          the same
//   bliss        the same, U = 1 - prod (1 - r)                the same
//   loewe        the end E with sum s / s(E) = 1               x E / most
//   highest      what the strongest does alone                 the same
//   sum          from + sum r (to - from)                      x - sum r (x - to), 0 at least
//   product      from prod (1 + r (to / from - 1))             x prod (1 - r (1 - to / most))
//   independent  as sum                                        as product
//
// O is the sum of odds and `to` their mean weighted by them (bliss: by -ln(1 - r)); s(E) the amount of a
// signal that alone has the effect E; most the largest that the number comes to without what lowers it.
//
// hill: the multivariate Hill function of Johnson et al. (Cell 2025). bliss: independent chances (Bliss 1939,
// doi:10.1111/j.1744-7348.1939.tb06990.x). loewe: signals that are dilutions of each other (Loewe & Muischnek
// 1926, doi:10.1007/BF01952257). independent: causes that each act by themselves, so that their hazards add,
// and hindrances each of which lets its share through.
#pragma once

#include <array>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace exomet {

enum class Combination { hill, independent, bliss, loewe, highest, sum, product };

// With their words in the language.
const std::vector<std::pair<std::string, Combination>>& combinations();
// What a word says, in one line of the reference.
std::string formula_of(Combination);

// What one signal does.
struct Effect {
  double odds = 0;
  double to = 0;
  double ratio = 0, hill = 1;  // loewe: the signal over its `half`, and the exponent of its Hill response

  double response() const { return odds / (1 + odds); }
  // Where it alone takes a number.
  double alone(double from) const { return from + response() * (to - from); }
};

inline constexpr std::size_t most_effects = 16;

// Where effects take a number that they raise, and one x that they lower; most >= x as above. At most
// most_effects. Of loewe all responses are Hill's.
double raised(Combination, std::span<const Effect>, double from);
double lowered(Combination, std::span<const Effect>, double x, double most);

}  // namespace exomet
