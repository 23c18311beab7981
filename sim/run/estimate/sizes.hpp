// What the parts of a run take that are written: bytes of memory while they are made, and of files.
#pragma once

#include "sim/run/estimate/course.hpp"
#include "sim/run/estimate/estimate.hpp"

namespace exomet {

// The checkpoint: its file, and the numbers in it before they are compressed.
double checkpoint_files(const Plan&, const Course&);
double checkpoint_values(const Plan&, const Course&);

// Of one record of cells and fields: files, and memory meanwhile.
double snapshot_files(const Plan&, const Course&);
double snapshot_memory(const Plan&, const Course&);
// Numbers that are compressed then.
double snapshot_values(const Plan&, const Course&);

double memory_of(const Plan&, const Course&, const Written&);
double disk_of(const Plan&, const Course&, const Written&);
double seconds_of(const Plan&, const Course&, const Written&);

}  // namespace exomet
