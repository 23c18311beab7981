// The beta distribution on [0, 1], with the same bits on every machine: points of a design are drawn by it.
#pragma once

namespace exomet {

// The share of values below x: the regularised incomplete beta function I_x(a, b) for a, b > 0, by its
// continued fraction (Press et al., Numerical Recipes, 3rd ed., 6.4; DLMF 8.17.22), to 12 digits for
// a, b <= 1000.
double beta_below(double x, double a, double b);

// Below which so much of all values lies, 0 <= share <= 1; beta_below inverted by bisection.
double beta_quantile(double share, double a, double b);

}  // namespace exomet
