// Numbers as text that programs read: the one spelling of all tables, lists and graphs.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>

namespace exomet {

// The shortest text that reads back as the same double; a whole number below 2^53 has all its digits and no
// exponent ("100000", not "1e+05"), since it may be an id or a count. "nan", "inf" and "-inf" for what is no
// number.
std::string number_text(double);

// 16 hexadecimal digits in lower case, as digests and addresses are written.
std::string hexadecimal(std::uint64_t);

template <std::integral Number>
std::string number_text(Number number) {
  return std::to_string(number);
}

}  // namespace exomet
