// The schema of the distributions that a sweep varies something by.
#pragma once

#include <memory>

#include "sim/base/spread.hpp"
#include "sim/config/reader.hpp"
#include "sim/config/schema.hpp"

namespace exomet {

// {from: 1 h, to: 24 h, scale: log}, {normal: {mean: 1, sd: 0.2}, from: 0}, {log_normal: {median: 1, spread:
// 2}}, {constant: 1}, {mixture: {low: {share: 73 %, constant: 0}, high: {share: 27 %, ...}}}. Problems go to
// the reader.
Spread read_spread(const Node&, Reader&);
std::shared_ptr<const SectionDoc> spread_doc();

}  // namespace exomet
