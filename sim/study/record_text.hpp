// A record of a run as text: JSON with a seal, a hash of all the rest, that shows damage.
#pragma once

#include <string>

#include "sim/study/record.hpp"

namespace exomet {

std::string record_text(const RunRecord&);
// Throws DamagedRecord, with the reason, for what record_text() can't have written: a broken seal, fields
// that miss or are of another kind, series whose sizes don't agree, times that don't grow or aren't in the
// run.
RunRecord read_record(const std::string& text);

}  // namespace exomet
