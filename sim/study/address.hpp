// The name of a run: a hash of all that its result follows from, so that a run that was done is found again
// whatever sweep it is part of.
#pragma once

#include <cstdint>
#include <string>

#include "sim/run/plan.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

// What a run does, but for its seed: the resolved model and what it reads from files, duration, treatments
// and the intervals of the records (which `first_time` depends on), without remarks (about, source, prior).
// XXH3, 64 bits.
std::uint64_t content_hash(const Plan&);

// The same of a point whose plan can't be read, for `problem`.
std::uint64_t content_hash(const std::vector<Entry>& settings, const std::string& problem);

// The seed of a replicate: a hash of the sweep's seed, the replicate's number and, unless the sweep is
// paired, the point's content; so a point has the same seeds whatever else is in the sweep. 53 bits, which
// every program that reads numbers holds exactly.
// `repeat`: how many earlier points are the same, see Sweep.
std::uint64_t seed_of(const Sweep&, std::uint64_t content, std::size_t replicate, std::size_t repeat = 0);

// What the sweep's own files say, and the priors that it draws from, as 16 hexadecimal digits.
std::string text_hash(const Sweep&);

// 16 hexadecimal digits for content and seed each.
std::string address_of(std::uint64_t content, std::uint64_t seed);

}  // namespace exomet
