// Two numbers that say whether a run is bit for bit the same as elsewhere.
#pragma once

#include <cstdint>
#include <iosfwd>
#include <map>
#include <string>

#include "sim/run/plan.hpp"

namespace exomet {

struct Bits {
  std::uint64_t state = 0;     // digest of the world
  std::uint64_t measures = 0;  // of what the measures then say
  bool operator==(const Bits&) const = default;
};

// After the first day of a plan, or at its end if that is sooner. RunError if the run fails.
Bits bits_of_first_day(const Plan&);

// "0123456789abcdef 0123456789abcdef": the state, the measures.
std::string text_of(const Bits&);

// Lines of a name and its bits; lines that begin with # are remarks. RunError at a line that is neither.
using PublishedBits = std::map<std::string, Bits>;
PublishedBits read_bits(std::istream&);
void write_bits(std::ostream&, const PublishedBits&);

// The compiler and the instructions that this program was built with, as "GCC 12.2.0, x86-64 with AVX2".
std::string compiled_by();

}  // namespace exomet
