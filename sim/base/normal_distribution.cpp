#include "sim/base/normal_distribution.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {

template <std::size_t Count>
double polynomial(double x, const double (&coefficients)[Count]) {  // from that of the highest power on
  double sum = 0;
  for (const double coefficient : coefficients) sum = sum * x + coefficient;
  return sum;
}

// e^(-z^2 / 2): the rounding of a square would cost digits where it is large.
double bell(double z) {
  const double first = std::trunc(16 * z) / 16;
  return maths::exp(-0.5 * first * first) * maths::exp(-0.5 * (z - first) * (z + first));
}

// The share of values above z >= 0.66.
double upper_tail(double z) {
  constexpr double middle[]{1.0765576773720192317e-8, .39894151208813466764, 8.8831497943883759412,
                            93.506656132177855979,    597.27027639480026226, 2494.5375852903726711,
                            6848.1904505362823326,    11602.651437647350124, 9842.7148383839780218},
      by_middle[]{1,
                  22.266688044328115691,
                  235.38790178262499861,
                  1519.377599407554805,
                  6485.558298266760755,
                  18615.571640885098091,
                  34900.952721145977266,
                  38912.003286093271411,
                  19685.429676859990727},
      far[]{.02307344176494017303, .21589853405795699,     .1274011611602473639,
            .022235277870649807,   .001421619193227893466, 2.9112874951168792e-5},
      by_far[]{1,
               1.28426009614491121,
               .468238212480865118,
               .0659881378689285515,
               .00378239633202758244,
               7.29751555083966205e-5};
  constexpr double sqrt_half = 5.6568542494923801952, per_sqrt_two_pi = .39894228040143267794;
  if (z <= sqrt_half) return bell(z) * (polynomial(z, middle) / polynomial(z, by_middle));
  if (z > 39) return 0;
  const double square = 1 / (z * z);
  return bell(z) * (per_sqrt_two_pi - square * polynomial(square, far) / polynomial(square, by_far)) / z;
}

}  // namespace

double normal_below(double z) {
  constexpr double near[]{.065682337918207449113, 2.2352520354606839287, 161.02823106855587881,
                          1067.6894854603709582, 18154.981253343561249},
      by_near[]{1, 47.20258190468824187, 976.09855173777669322, 10260.932208618978205, 45507.789335026729956};
  if (std::abs(z) < 0.66291) return 0.5 + z * (polynomial(z * z, near) / polynomial(z * z, by_near));
  return z < 0 ? upper_tail(-z) : 1 - upper_tail(z);
}

double normal_quantile(double share) {
  constexpr double middle[]{2509.0809287301226727, 33430.575583588128105, 67265.770927008700853,
                            45921.953931549871457, 13731.693765509461125, 1971.5909503065514427,
                            133.14166789178437745, 3.387132872796366608},
      by_middle[]{5226.495278852545925,  28729.085735721942674, 39307.89580009271061,  21213.794301586595867,
                  5394.1960214247511077, 687.1870074920579083,  42.313330701600911252, 1},
      tail[]{7.7454501427834140764e-4, .0227238449892691845833, .24178072517745061177,
             1.27045825245236838258,   3.64784832476320460504,  5.7694972214606914055,
             4.6303378461565452959,    1.42343711074968357734},
      by_tail[]{
          1.05075007164441684324e-9, 5.475938084995344946e-4, .0151986665636164571966, .14810397642748007459,
          .68976733498510000455,     1.6763848301838038494,   2.05319162663775882187,  1},
      far[]{2.01033439929228813265e-7, 2.71155556874348757815e-5, .0012426609473880784386,
            .026532189526576123093,    .29656057182850489123,     1.7848265399172913358,
            5.4637849111641143699,     6.6579046435011037772},
      by_far[]{2.04426310338993978564e-15, 1.4215117583164458887e-7,
               1.8463183175100546818e-5,   7.868691311456132591e-4,
               .0148753612908506148525,    .13692988092273580531,
               .59983220655588793769,      1};
  const double from_middle = share - 0.5;
  if (std::abs(from_middle) <= 0.425) {
    const double r = 0.180625 - from_middle * from_middle;
    return from_middle * polynomial(r, middle) / polynomial(r, by_middle);
  }
  const double r = std::sqrt(-maths::log(from_middle < 0 ? share : 1 - share));
  const double size = r <= 5 ? polynomial(r - 1.6, tail) / polynomial(r - 1.6, by_tail)
                             : polynomial(r - 5, far) / polynomial(r - 5, by_far);
  return from_middle < 0 ? -size : size;
}

}  // namespace exomet
