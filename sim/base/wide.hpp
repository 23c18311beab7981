// Eight doubles that are worked on side by side, in one register or several, whatever the processor has.
// Every operation is done lane by lane, so that the bits don't depend on which.
#pragma once

#ifdef __AVX512F__
#include <immintrin.h>
#endif

#include <cmath>
#include <cstddef>
#include <cstdint>

namespace exomet {

inline constexpr std::size_t wide_lanes = 8;
using Wide = double __attribute__((vector_size(wide_lanes * sizeof(double))));

[[gnu::always_inline]] inline Wide wide(double value) { return Wide{} + value; }

// Anywhere in memory. (GCC lets a vector type alias its elements.)
using WideInMemory =
    double __attribute__((vector_size(wide_lanes * sizeof(double)), aligned(sizeof(double))));

[[gnu::always_inline]] inline Wide load(const double* from) {
  return *reinterpret_cast<const WideInMemory*>(from);
}

[[gnu::always_inline]] inline void store(double* to, const Wide& value) {
  *reinterpret_cast<WideInMemory*>(to) = value;
}

// The four doubles from[4 place ...] of each of eight places, side by side: a to d get the first to the
// fourth. Each four is read at once (at its own place an instruction that gathers takes several times as
// long), and then they are transposed.
[[gnu::always_inline]] inline void gather_fours(const double* from, const std::uint32_t* place, Wide& a,
                                                Wide& b, Wide& c, Wide& d) {
#ifdef __AVX512F__
  const auto two = [&](int lane) {  // that of a lane and that of the one four on
    return _mm512_insertf64x4(_mm512_castpd256_pd512(_mm256_loadu_pd(from + 4 * std::size_t(place[lane]))),
                              _mm256_loadu_pd(from + 4 * std::size_t(place[lane + 4])), 1);
  };
  const __m512d row0 = two(0), row1 = two(1), row2 = two(2), row3 = two(3);
  const __m512d ac01 = _mm512_unpacklo_pd(row0, row1), bd01 = _mm512_unpackhi_pd(row0, row1),
                ac23 = _mm512_unpacklo_pd(row2, row3), bd23 = _mm512_unpackhi_pd(row2, row3);
  const __m512i first = _mm512_setr_epi64(0, 1, 8, 9, 4, 5, 12, 13),
                second = _mm512_setr_epi64(2, 3, 10, 11, 6, 7, 14, 15);
  a = reinterpret_cast<Wide>(_mm512_permutex2var_pd(ac01, first, ac23));
  b = reinterpret_cast<Wide>(_mm512_permutex2var_pd(bd01, first, bd23));
  c = reinterpret_cast<Wide>(_mm512_permutex2var_pd(ac01, second, ac23));
  d = reinterpret_cast<Wide>(_mm512_permutex2var_pd(bd01, second, bd23));
#else
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) {
    const double* const four = from + 4 * std::size_t(place[lane]);
    a[lane] = four[0], b[lane] = four[1], c[lane] = four[2], d[lane] = four[3];
  }
#endif
}

// 0, 1, 2 ...
[[gnu::always_inline]] inline Wide lane_numbers() { return Wide{0, 1, 2, 3, 4, 5, 6, 7}; }

[[gnu::always_inline]] inline Wide larger(const Wide& a, const Wide& b) {
#ifdef __AVX512F__  // the compiler takes two instructions
  return reinterpret_cast<Wide>(
      _mm512_maskz_max_pd(0xff, reinterpret_cast<__m512d>(a), reinterpret_cast<__m512d>(b)));
#else
  return a > b ? a : b;
#endif
}

inline double larger(double a, double b) { return a > b ? a : b; }

// values where positive, 0 elsewhere.
[[gnu::always_inline]] inline Wide positive_part(const Wide& value) { return larger(value, Wide{}); }
inline double positive_part(double value) { return larger(value, 0.0); }

// condition ? yes : no, of doubles as of lanes.
inline double either(bool condition, double yes, double no) { return condition ? yes : no; }
template <class Condition>
[[gnu::always_inline]] inline Wide either(const Condition& condition, const Wide& yes, const Wide& no) {
  return condition ? yes : no;
}

// The compiler doesn't take roots side by side by itself, since they might have to set errno.
[[gnu::always_inline]] inline Wide square_root(const Wide& value) {
#ifdef __AVX512F__
  return reinterpret_cast<Wide>(_mm512_maskz_sqrt_pd(0xff, reinterpret_cast<__m512d>(value)));
#else
  Wide root;
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) root[lane] = std::sqrt(value[lane]);
  return root;
#endif
}
inline double square_root(double value) { return std::sqrt(value); }

[[gnu::always_inline]] inline bool any_less(const Wide& value, double limit) {
  const auto less = value < wide(limit);
  long long any = 0;
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) any |= less[lane];
  return any != 0;
}

// Which lanes of a are less than those of b, as bits.
[[gnu::always_inline]] inline unsigned less_lanes(const Wide& a, const Wide& b) {
#ifdef __AVX512F__
  return _mm512_cmp_pd_mask(reinterpret_cast<__m512d>(a), reinterpret_cast<__m512d>(b), _CMP_LT_OQ);
#else
  unsigned lanes = 0;
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) lanes |= unsigned(a[lane] < b[lane]) << lane;
  return lanes;
#endif
}

// The lanes that are asked for, moved together to the front.
[[gnu::always_inline]] inline Wide packed(const Wide& value, unsigned lanes) {
#ifdef __AVX512F__
  return reinterpret_cast<Wide>(
      _mm512_maskz_compress_pd(static_cast<__mmask8>(lanes), reinterpret_cast<__m512d>(value)));
#else
  Wide front{};
  for (std::size_t lane = 0, to = 0; lane < wide_lanes; ++lane)
    if (lanes >> lane & 1) front[to++] = value[lane];
  return front;
#endif
}

// The same for eight numbers in memory, of which all places at `to` are overwritten.
[[gnu::always_inline]] inline void pack(const std::uint32_t* from, unsigned lanes, std::uint32_t* to) {
#if defined(__AVX512F__) && defined(__AVX512VL__)
  const __m256i all = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from));
  _mm256_storeu_si256(reinterpret_cast<__m256i*>(to),
                      _mm256_maskz_compress_epi32(static_cast<__mmask8>(lanes), all));
#else
  std::uint32_t front[wide_lanes]{};
  for (std::size_t lane = 0, at = 0; lane < wide_lanes; ++lane)
    if (lanes >> lane & 1) front[at++] = from[lane];
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) to[lane] = front[lane];
#endif
}

// Reads and writes only the lanes that are asked for, as bits; the others are 0.
[[gnu::always_inline]] inline Wide load_lanes(const double* from, unsigned lanes) {
#ifdef __AVX512F__
  return reinterpret_cast<Wide>(_mm512_maskz_loadu_pd(static_cast<__mmask8>(lanes), from));
#else
  Wide value{};
  for (std::size_t lane = 0; lane < wide_lanes; ++lane)
    if (lanes >> lane & 1) value[lane] = from[lane];
  return value;
#endif
}
[[gnu::always_inline]] inline void store_lanes(double* to, const Wide& value, unsigned lanes) {
#ifdef __AVX512F__
  _mm512_mask_storeu_pd(to, static_cast<__mmask8>(lanes), reinterpret_cast<__m512d>(value));
#else
  for (std::size_t lane = 0; lane < wide_lanes; ++lane)
    if (lanes >> lane & 1) to[lane] = value[lane];
#endif
}

// The first so many lanes, as bits; all if there are more.
inline unsigned first_lanes(std::size_t count) { return count < wide_lanes ? (1u << count) - 1 : 0xff; }

// The sum of all lanes, always in the same order.
[[gnu::always_inline]] inline double sum_of_lanes(const Wide& a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

// The least of all lanes, which no order of comparing changes.
[[gnu::always_inline]] inline double least_of_lanes(const Wide& a) {
  const auto least = [&](std::size_t i, std::size_t j) { return a[i] < a[j] ? a[i] : a[j]; };
  const double one = least(0, 4), two = least(2, 6), three = least(1, 5), four = least(3, 7);
  const double even = two < one ? two : one, odd = four < three ? four : three;
  return odd < even ? odd : even;
}

}  // namespace exomet
