#include "sim/run/image/scalars.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstring>
#include <limits>

#include "sim/run/image/image_error.hpp"

namespace exomet {

namespace {

template <class T>
struct Kind {
  using Type = T;
};

// Calls act(Kind<T>) with the type that stands for a scalar.
template <class Act>
auto with_type(Scalar scalar, const Act& act) {
  switch (scalar) {
    case Scalar::int8:
      return act(Kind<std::int8_t>());
    case Scalar::uint8:
      return act(Kind<std::uint8_t>());
    case Scalar::int16:
      return act(Kind<std::int16_t>());
    case Scalar::uint16:
      return act(Kind<std::uint16_t>());
    case Scalar::int32:
      return act(Kind<std::int32_t>());
    case Scalar::uint32:
      return act(Kind<std::uint32_t>());
    case Scalar::int64:
      return act(Kind<std::int64_t>());
    case Scalar::uint64:
      return act(Kind<std::uint64_t>());
    case Scalar::float32:
      return act(Kind<float>());
    case Scalar::float64:
      break;
  }
  return act(Kind<double>());
}

template <class T>
T value_at(const char* bytes, bool swapped) {
  char turned[sizeof(T)];
  std::memcpy(turned, bytes, sizeof(T));
  if (swapped) std::reverse(turned, turned + sizeof(T));
  T value;
  std::memcpy(&value, turned, sizeof(T));
  return value;
}

// int8 is a number, not a letter.
template <class T>
using Parsed = std::conditional_t<sizeof(T) == 1, int, T>;

template <class T>
double parsed(std::string_view word) {
  using Limits = std::numeric_limits<T>;
  const std::string_view digits = word.substr(word.size() > 1 && word[0] == '+');
  Parsed<T> value{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  const bool fits = std::is_floating_point_v<T> || (value >= static_cast<Parsed<T>>(Limits::lowest()) &&
                                                    value <= static_cast<Parsed<T>>(Limits::max()));
  if (error != std::errc() || end != digits.data() + digits.size() || !fits)
    throw ImageError("it holds '" + std::string(word.substr(0, 20)) +
                     "' where a number of its type belongs; save it again");
  return static_cast<double>(value);
}

}  // namespace

std::size_t size_of(Scalar scalar) {
  return with_type(scalar, []<class K>(K) { return sizeof(typename K::Type); });
}

void read_scalars(Scalar scalar, std::span<const char> bytes, bool swapped, std::vector<double>& values) {
  with_type(scalar, [&]<class K>(K) {
    using T = typename K::Type;
    values.resize(bytes.size() / sizeof(T));
    for (std::size_t i = 0; i < values.size(); ++i)
      values[i] = static_cast<double>(value_at<T>(bytes.data() + i * sizeof(T), swapped));
  });
}

void read_scalars(Scalar scalar, std::string_view text, std::size_t most, std::vector<double>& values) {
  constexpr std::string_view white = " \t\r\n";
  with_type(scalar, [&]<class K>(K) {
    for (std::size_t at = text.find_first_not_of(white); at != text.npos;
         at = text.find_first_not_of(white, at)) {
      const std::size_t end = std::min(text.find_first_of(white, at), text.size());
      if (values.size() == most)
        throw ImageError("it holds more than the " + std::to_string(most) +
                         " numbers that its header says; save it again");
      values.push_back(parsed<typename K::Type>(text.substr(at, end - at)));
      at = end;
    }
  });
}

}  // namespace exomet
