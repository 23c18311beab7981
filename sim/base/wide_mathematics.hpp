// The functions of mathematics.hpp of eight doubles side by side: each gets the bits that it gets alone.
#pragma once

#include "sim/base/double8.hpp"

namespace exomet::maths {

Double8 exp(const Double8& x);
Double8 expm1(const Double8& x);
Double8 log(const Double8& x);
Double8 log1p(const Double8& x);
Double8 log10(const Double8& x);
Double8 pow(const Double8& x, const Double8& y);
Double8 cbrt(const Double8& x);
Double8 sin_turn(const Double8& turns);
Double8 cos_turn(const Double8& turns);
Double8 atan2(const Double8& y, const Double8& x);

}  // namespace exomet::maths
