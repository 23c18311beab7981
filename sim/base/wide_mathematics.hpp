// The functions of mathematics.hpp of eight doubles side by side: each gets the bits that it gets alone.
#pragma once

#include "sim/base/wide.hpp"

namespace exomet::maths {

Wide exp(const Wide& x);
Wide expm1(const Wide& x);
Wide log(const Wide& x);
Wide log1p(const Wide& x);
Wide log10(const Wide& x);
Wide pow(const Wide& x, const Wide& y);
Wide cbrt(const Wide& x);
Wide sin_turn(const Wide& turns);
Wide cos_turn(const Wide& turns);
Wide atan2(const Wide& y, const Wide& x);

}  // namespace exomet::maths
