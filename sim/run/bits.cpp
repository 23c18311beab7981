#include "sim/run/bits.hpp"

#define XXH_INLINE_ALL  // header only
#include <xxhash.h>

#include <cmath>
#include <cstdio>
#include <istream>
#include <limits>
#include <ostream>
#include <sstream>

#include "sim/base/number_text.hpp"
#include "sim/base/quantity.hpp"
#include "sim/run/run.hpp"

namespace exomet {

namespace {

// Where there is no number, processors make one that isn't any, with bits of their own.
double plain(double value) { return std::isnan(value) ? std::numeric_limits<double>::quiet_NaN() : value; }

std::uint64_t digest_of(std::vector<double> values) {
  for (double& value : values) value = plain(value);
  return XXH3_64bits(values.data(), values.size() * sizeof(double));
}

std::uint64_t from_hexadecimal(const std::string& text, const std::string& line) {
  if (text.size() != 16 || text.find_first_not_of("0123456789abcdef") != std::string::npos)
    throw RunError("'" + line + "' is no line of a name and two numbers of 16 hexadecimal digits");
  return std::stoull(text, nullptr, 16);
}

std::string instructions() {
#if defined(__AVX512F__)
  return "x86-64 with AVX-512";
#elif defined(__AVX2__)
  return "x86-64 with AVX2";
#elif defined(__AVX__)
  return "x86-64 with AVX";
#elif defined(__wasm__)
  return "WebAssembly";
#elif defined(__x86_64__)
  return "x86-64, baseline";
#else
  return "another processor than x86-64";
#endif
}

}  // namespace

Bits bits_of_first_day(const Plan& plan) {
  Run run(plan);
  while (run.world().time < minutes_per_day - 1e-9 && !run.finished()) run.advance();
  return {digest(run.world()), digest_of(run.measure())};
}

std::string text_of(const Bits& bits) { return hexadecimal(bits.state) + " " + hexadecimal(bits.measures); }

PublishedBits read_bits(std::istream& in) {
  PublishedBits published;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    std::istringstream words(line);
    std::string name, state, measures, more;
    words >> name >> state >> measures;
    const Bits bits{from_hexadecimal(state, line), from_hexadecimal(measures, line)};
    if (words >> more) throw RunError("'" + line + "' has more than a name and two numbers");
    if (!published.emplace(name, bits).second) throw RunError("'" + name + "' is there twice");
  }
  return published;
}

void write_bits(std::ostream& out, const PublishedBits& published) {
  out << "# Of each experiment after its first day: digests of its state and of its measures, which are the "
         "same on\n"
         "# every machine. 'exomet verify' compares; 'exomet verify --update' writes this file.\n";
  for (const auto& [name, bits] : published) out << name << ' ' << text_of(bits) << '\n';
}

std::string compiled_by() {
#if defined(__clang__)
  const std::string compiler = "Clang " __clang_version__;
#else
  const std::string compiler = "GCC " __VERSION__;
#endif
#if defined(__OPTIMIZE__)
  return compiler + ", " + instructions();
#else
  return compiler + " without optimisation, " + instructions();
#endif
}

}  // namespace exomet
