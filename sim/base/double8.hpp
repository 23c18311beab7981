// Eight doubles that are worked on side by side, in one register or several, whatever the processor has.
// Every operation is done lane by lane, so that the bits don't depend on which.
#pragma once

#ifdef __SSE2__
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wuninitialized"  // which GCC 12 says of most of its own header's functions
#include <immintrin.h>
#pragma GCC diagnostic pop
#endif

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace exomet {

inline constexpr std::size_t wide_lanes = 8;

#ifdef __AVX512F__
using Double8 = double __attribute__((vector_size(wide_lanes * sizeof(double))));
// What holds of lanes: all bits of a lane or none.
using WideMask = long long __attribute__((vector_size(wide_lanes * sizeof(long long))));

// Anywhere in memory. (GCC lets a vector type alias its elements.)
using WideInMemory =
    double __attribute__((vector_size(wide_lanes * sizeof(double)), aligned(sizeof(double))));

[[gnu::always_inline]] inline Double8 load(const double* from) {
  return *reinterpret_cast<const WideInMemory*>(from);
}

[[gnu::always_inline]] inline void store(double* to, const Double8& value) {
  *reinterpret_cast<WideInMemory*>(to) = value;
}
#else
// As many registers as it takes: what doesn't fit in one GCC 12 works on through memory.
#ifdef __AVX__
inline constexpr std::size_t part_lanes = 4;
#else
inline constexpr std::size_t part_lanes = 2;
#endif
inline constexpr std::size_t wide_parts = wide_lanes / part_lanes;
using WidePart = double __attribute__((vector_size(part_lanes * sizeof(double))));
using WidePartInMemory =
    double __attribute__((vector_size(part_lanes * sizeof(double)), aligned(sizeof(double))));

struct Double8 {
  WidePart part[wide_parts];

  double operator[](std::size_t lane) const { return part[lane / part_lanes][lane % part_lanes]; }
  double& operator[](std::size_t lane) { return reinterpret_cast<double*>(part)[lane]; }
};
struct WideMask {
  decltype(WidePart{} < WidePart{}) part[wide_parts];
};

// Calls make(n) for each part, and puts what it returns together.
template <class Whole = Double8, class Make>
[[gnu::always_inline]] inline Whole by_parts(const Make& make) {
  Whole whole;
#pragma GCC unroll 4
  for (std::size_t n = 0; n < wide_parts; ++n) whole.part[n] = make(n);
  return whole;
}

[[gnu::always_inline]] inline Double8 load(const double* from) {
  return by_parts([&](std::size_t n) -> WidePart {
    return *reinterpret_cast<const WidePartInMemory*>(from + n * part_lanes);
  });
}
[[gnu::always_inline]] inline void store(double* to, const Double8& value) {
#pragma GCC unroll 4
  for (std::size_t n = 0; n < wide_parts; ++n)
    *reinterpret_cast<WidePartInMemory*>(to + n * part_lanes) = value.part[n];
}

[[gnu::always_inline]] inline WidePart part_of(const Double8& value, std::size_t n) { return value.part[n]; }
[[gnu::always_inline]] inline WidePart part_of(double value, std::size_t) { return WidePart{} + value; }
template <class A, class B>
concept WideAndOther = (std::is_same_v<A, Double8> &&
                        (std::is_same_v<B, Double8> || std::is_arithmetic_v<B>)) ||
                       (std::is_arithmetic_v<A> && std::is_same_v<B, Double8>);

template <class A, class B>
requires WideAndOther<A, B>
[[gnu::always_inline]] inline Double8 operator+(const A& a, const B& b) {
  return by_parts([&](std::size_t n) { return part_of(a, n) + part_of(b, n); });
}
template <class A, class B>
requires WideAndOther<A, B>
[[gnu::always_inline]] inline Double8 operator-(const A& a, const B& b) {
  return by_parts([&](std::size_t n) { return part_of(a, n) - part_of(b, n); });
}
template <class A, class B>
requires WideAndOther<A, B>
[[gnu::always_inline]] inline Double8 operator*(const A& a, const B& b) {
  return by_parts([&](std::size_t n) { return part_of(a, n) * part_of(b, n); });
}
template <class A, class B>
requires WideAndOther<A, B>
[[gnu::always_inline]] inline Double8 operator/(const A& a, const B& b) {
  return by_parts([&](std::size_t n) { return part_of(a, n) / part_of(b, n); });
}
[[gnu::always_inline]] inline Double8 operator-(const Double8& a) {
  return by_parts([&](std::size_t n) { return -a.part[n]; });
}
template <class B>
[[gnu::always_inline]] inline Double8& operator+=(Double8& a, const B& b) {
  return a = a + b;
}
[[gnu::always_inline]] inline WideMask operator&(const WideMask& a, const WideMask& b) {
  return by_parts<WideMask>([&](std::size_t n) { return a.part[n] & b.part[n]; });
}
#endif

// One double as eight are, for what is written for both.
template <class Value>
[[gnu::always_inline]] inline Value load_as(const double* from) {
  if constexpr (std::is_same_v<Value, double>)
    return *from;
  else
    return load(from);
}
[[gnu::always_inline]] inline void store(double* to, double value) { *to = value; }

[[gnu::always_inline]] inline Double8 wide(double value) { return Double8{} + value; }

// The four doubles from[4 place ...] of each of eight places, side by side: a to d get the first to the
// fourth. Each four is read at once (at its own place an instruction that gathers takes several times as
// long), and then they are transposed.
[[gnu::always_inline]] inline void gather_fours(const double* from, const std::uint32_t* place, Double8& a,
                                                Double8& b, Double8& c, Double8& d) {
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
  a = reinterpret_cast<Double8>(_mm512_permutex2var_pd(ac01, first, ac23));
  b = reinterpret_cast<Double8>(_mm512_permutex2var_pd(bd01, first, bd23));
  c = reinterpret_cast<Double8>(_mm512_permutex2var_pd(ac01, second, ac23));
  d = reinterpret_cast<Double8>(_mm512_permutex2var_pd(bd01, second, bd23));
#else
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) {
    const double* const four = from + 4 * std::size_t(place[lane]);
    a[lane] = four[0], b[lane] = four[1], c[lane] = four[2], d[lane] = four[3];
  }
#endif
}

// 0, 1, 2 ...
[[gnu::always_inline]] inline Double8 lane_numbers() {
  constexpr double numbers[wide_lanes]{0, 1, 2, 3, 4, 5, 6, 7};
  return load(numbers);
}

// The larger of each lane; b's where they don't compare.
[[gnu::always_inline]] inline Double8 larger(const Double8& a, const Double8& b) {
#ifdef __AVX512F__
  return reinterpret_cast<Double8>(_mm512_max_pd(reinterpret_cast<__m512d>(a), reinterpret_cast<__m512d>(b)));
#else
  return by_parts([&](std::size_t n) { return a.part[n] > b.part[n] ? a.part[n] : b.part[n]; });
#endif
}

inline double larger(double a, double b) { return a > b ? a : b; }
[[gnu::always_inline]] inline Double8 smaller(const Double8& a, const Double8& b) { return -larger(-a, -b); }

// values where positive, 0 elsewhere.
[[gnu::always_inline]] inline Double8 positive_part(const Double8& value) { return larger(value, Double8{}); }
inline double positive_part(double value) { return larger(value, 0.0); }

// a < b, of doubles as of lanes.
inline bool below(double a, double b) { return a < b; }
[[gnu::always_inline]] inline WideMask below(const Double8& a, const Double8& b) {
#ifdef __AVX512F__
  return a < b;
#else
  return by_parts<WideMask>([&](std::size_t n) { return a.part[n] < b.part[n]; });
#endif
}

// condition ? yes : no, of doubles as of lanes.
inline double either(bool condition, double yes, double no) { return condition ? yes : no; }
[[gnu::always_inline]] inline Double8 either(const WideMask& condition, const Double8& yes,
                                             const Double8& no) {
#ifdef __AVX512F__
  return condition ? yes : no;
#else
  return by_parts([&](std::size_t n) { return condition.part[n] ? yes.part[n] : no.part[n]; });
#endif
}

// The compiler doesn't take roots side by side by itself, since they might have to set errno.
[[gnu::always_inline]] inline Double8 square_root(const Double8& value) {
#if defined(__AVX512F__)
  return reinterpret_cast<Double8>(_mm512_sqrt_pd(reinterpret_cast<__m512d>(value)));
#elif defined(__SSE2__)
  Double8 root;
  for (std::size_t lane = 0; lane < wide_lanes; lane += 2) {
    const __m128d two = _mm_sqrt_pd(__m128d{value[lane], value[lane + 1]});
    root[lane] = two[0], root[lane + 1] = two[1];
  }
  return root;
#else
  Double8 root;
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) root[lane] = std::sqrt(value[lane]);
  return root;
#endif
}
inline double square_root(double value) { return std::sqrt(value); }

// Which lanes of a are less than those of b, as bits.
[[gnu::always_inline]] inline unsigned less_lanes(const Double8& a, const Double8& b) {
#ifdef __AVX512F__
  return _mm512_cmp_pd_mask(reinterpret_cast<__m512d>(a), reinterpret_cast<__m512d>(b), _CMP_LT_OQ);
#else
  unsigned lanes = 0;
  for (std::size_t lane = 0; lane < wide_lanes; ++lane) lanes |= unsigned(a[lane] < b[lane]) << lane;
  return lanes;
#endif
}
[[gnu::always_inline]] inline bool any_less(const Double8& value, double limit) {
  return less_lanes(value, wide(limit)) != 0;
}

// The lanes that are asked for, moved together to the front.
[[gnu::always_inline]] inline Double8 packed(const Double8& value, unsigned lanes) {
#ifdef __AVX512F__
  return reinterpret_cast<Double8>(
      _mm512_maskz_compress_pd(static_cast<__mmask8>(lanes), reinterpret_cast<__m512d>(value)));
#else
  Double8 front{};
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

// Reads only the lanes that are asked for, as bits; the others are 0.
[[gnu::always_inline]] inline Double8 load_lanes(const double* from, unsigned lanes) {
#ifdef __AVX512F__
  return reinterpret_cast<Double8>(_mm512_maskz_loadu_pd(static_cast<__mmask8>(lanes), from));
#else
  Double8 value{};
  for (std::size_t lane = 0; lane < wide_lanes; ++lane)
    if (lanes >> lane & 1) value[lane] = from[lane];
  return value;
#endif
}
// Writes only the lanes that are asked for; the others stay as they are in memory.
[[gnu::always_inline]] inline void store_lanes(double* to, const Double8& value, unsigned lanes) {
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
[[gnu::always_inline]] inline double sum_of_lanes(const Double8& a) {
  return ((a[0] + a[4]) + (a[2] + a[6])) + ((a[1] + a[5]) + (a[3] + a[7]));
}

}  // namespace exomet
