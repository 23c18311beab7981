#include "sim/base/logarithm.hpp"

#include "sim/base/mathematics.hpp"
#include "sim/base/wide_mathematics.hpp"

namespace exomet::maths {

namespace {

struct Log {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x) const {
    return logarithm_or_special(x, logarithm(x, V{}));
  }
};

struct Log1p {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x) const {
    const DoubleDouble<V> one_more = two_sum(all<V>(1), x);
    const V regular = logarithm(one_more.high, V(one_more.low / one_more.high));
    return choose(x == 0, x, logarithm_or_special(one_more.high, regular));
  }
};

struct Log10 {
  template <class V>
  [[gnu::always_inline]] V operator()(const V& x) const {
    const DoubleDouble<V> per_ten = all<V>(0x1.bcb7b1526e50ep-2, 0x1.95355baaafad3p-57);
    const DoubleDouble<V> regular = product(long_logarithm(x), per_ten);
    return logarithm_or_special(x, V(regular.high + regular.low));
  }
};

}  // namespace

double log(double x) { return Log{}(x); }
Double8 log(const Double8& x) { return by_register(Log{}, x); }
double log1p(double x) { return Log1p{}(x); }
Double8 log1p(const Double8& x) { return by_register(Log1p{}, x); }
double log10(double x) { return Log10{}(x); }
Double8 log10(const Double8& x) { return by_register(Log10{}, x); }

}  // namespace exomet::maths
