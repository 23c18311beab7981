#include "sim/base/number_text.hpp"

#include <charconv>
#include <cmath>
#include <cstdio>

namespace exomet {

std::string number_text(double number) {
  constexpr double exact = 9007199254740992.0;  // 2^53
  char text[32];
  const bool whole = std::abs(number) < exact && number == std::trunc(number);
  const std::to_chars_result end =
      whole ? std::to_chars(text, text + sizeof text, number, std::chars_format::fixed)
            : std::to_chars(text, text + sizeof text, number);
  return {text, end.ptr};
}

std::string hexadecimal(std::uint64_t number) {
  char text[17];
  std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(number));
  return text;
}

}  // namespace exomet
