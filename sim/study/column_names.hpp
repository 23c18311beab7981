// Names that become columns and cells of a sweep's tables: of axes, alternatives and measures.
#pragma once

#include <string>

#include "sim/study/sweep.hpp"

namespace exomet {

// What a name has in common with the tables' own columns, or what would be read as something else than a
// name (control characters, what spreadsheets compute, brackets, which hold units) is a problem.
void check_axis_names(const Sweep&, Problems&);
// The same of a measure, which may not be called as an axis is, either.
void check_measure_name(const Sweep&, const std::string& measure, const SourceLocation&, Problems&);

}  // namespace exomet
