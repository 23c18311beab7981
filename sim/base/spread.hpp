// What a number can be: a distribution, as a map from the share u of draws that lie below to a value. Of a
// sweep, or the prior of a model's number.
#pragma once

#include <limits>
#include <string>
#include <vector>

namespace exomet {

struct Spread {
  enum class Kind { constant, uniform, log_uniform, normal, log_normal, beta, discrete, mixture };
  struct Part;

  Kind kind = Kind::constant;
  // constant: a; (log-)uniform: from a to b; normal: mean a, standard deviation b; log-normal: median a,
  // geometric standard deviation b; beta: shapes a and b, from low to high. In `unit`, but for a log-normal's
  // b and a beta's shapes.
  double a = 0, b = 0;
  double low = -std::numeric_limits<double>::infinity();  // cut off below and above
  double high = std::numeric_limits<double>::infinity();
  std::vector<Part> parts;  // of a mixture; of a discrete distribution constants, in ascending order
  bool whole = false;       // rounded to whole numbers, such as counts of cells
  long levels = 0;          // how many values a factorial design takes between the ends
  std::string unit;

  // The value below which the share u of draws lies, u in [0, 1] (0 and 1 only if the values are bounded).
  double quantile(double u) const;
  // The part of a mixture that u falls into; empty if this is none.
  std::string part(double u) const;
  bool is_bounded() const;
  bool has_steps() const;  // some values come with a chance of their own

 private:
  double unrounded(double u) const;
};

struct Spread::Part {
  std::string name;
  double share = 0;
  Spread spread;
};

}  // namespace exomet
