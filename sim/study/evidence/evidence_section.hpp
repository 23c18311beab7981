// The schema of models/evidence/*.yaml, and from a file to an Evidence.
#pragma once

#include <memory>

#include "sim/config/schema_doc.hpp"
#include "sim/run/language/load_plan.hpp"
#include "sim/study/evidence/evidence.hpp"

namespace exomet {

// Throws InputError with all problems of the file: unknown words (with the nearest), sources that aren't in
// the bibliography, arms and entries that aren't there. The experiments that it names aren't opened.
Evidence read_evidence(const std::filesystem::path&, const Library&);

std::shared_ptr<const SectionDoc> evidence_doc();

}  // namespace exomet
