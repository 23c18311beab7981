// What may stand in a number that is written in long form, for the reference.
#pragma once

#include <memory>

#include "sim/config/schema_doc.hpp"

namespace exomet {

// value, prior, source and about.
std::shared_ptr<const SectionDoc> number_doc();

}  // namespace exomet
