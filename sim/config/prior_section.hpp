// The schema of priors, and from YAML to a Prior.
#pragma once

#include <memory>

#include "sim/config/prior.hpp"
#include "sim/config/reader.hpp"
#include "sim/config/schema_doc.hpp"

namespace exomet {

// {log_uniform: [0.001, 1]}, {normal: {mean: 27 h, sd: 3 h}, from: 0 h}, {beta: {a: 2, b: 5}}, {discrete: [1,
// 2]} of the number `value`. Problems, which go to the reader: a unit of another dimension than the value's,
// ends that the number can't have, a value that can't be drawn. Nothing after a problem.
std::optional<Prior> read_prior(const Node&, const Node& value, const NumberKind&, Reader&);

std::shared_ptr<const SectionDoc> prior_doc();

}  // namespace exomet
