// Elementary functions in additions, multiplications, divisions and comparisons of IEEE 754 alone, which
// every processor and compiler rounds alike: the C library's own differ from machine to machine, and so would
// a run. Each is within 1 unit in the last place of the exact value (tests/base/mathematics_test.cpp), and
// has the special values that the C standard's annex F gives to the function of its name.
#pragma once

namespace exomet::maths {
double exp(double x);
double expm1(double x);  // e^x - 1
double log(double x);    // to base e
double log1p(double x);  // log(1 + x)
double log10(double x);
double pow(double x, double y);
double cbrt(double x);

// Of an angle in turns: 1 is a full circle, so that a quarter of it is met exactly.
struct SinCos {
  double sine, cosine;
};
SinCos sin_cos_turn(double turns);  // as fast as one of them
double sin_turn(double turns);
double cos_turn(double turns);
double atan2(double y, double x);  // the angle of the point (x, y), in radians

}  // namespace exomet::maths
