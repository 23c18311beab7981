#!/usr/bin/env bash
# Prints what could give other bits with another compiler, C library or processor, as file:line:text, and fails if there
# is any: functions that IEEE 754 doesn't fix, and random numbers and sums that the C++ standard leaves open.
#   mathematics.sh SOURCE_TREE
set -euo pipefail
cd -- "$1"

# Square roots, whole numbers, remainders and scaling by powers of two are exact everywhere, and may be used.
functions='exp|exp2|expm1|log|log2|log10|log1p|pow|cbrt|hypot|sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh|asinh'
functions+='|acosh|atanh|erf|erfc|tgamma|lgamma|fma|sincos'
# Of the library: with std:: in front, or called with nothing in front, where `maths::` would stand.
library="std::($functions)[fl]?\\b|(^|[^[:alnum:]_:.>])(::|__builtin_)?($functions)[fl]?\\("
open='std::(shuffle|sample|random_device|mt19937|reduce|transform_reduce|hash|execution|lerp|beta)\b'
open+='|[a-z]_distribution\b|boost::random\b|boost/random/|boost/math/|-ffast-math|fp-contract|FP_CONTRACT'

# The functions themselves; Sobol's points, which are whole numbers; the tables of a sweep's statistics.
allowed='^sim/base/(mathematics|wide_mathematics|exponential|logarithm|power|angle)\.[ch]pp:'
allowed+='|^sim/study/design/cube\.cpp:.*\bsobol\b|^sim/study/statistics/.*(boost/math/|_distribution)'
allowed+='|:#include "sim/'

found=$(find sim models -name '*.[ch]pp' -o -name '*.h' | sort | while read -r file; do
  sed 's|//.*||' "$file" | grep -nE "$library|$open" | sed "s|^|$file:|" || true
done | grep -vE "$allowed" || true)
[[ -z $found ]] && exit 0
echo "$found"
exit 1
