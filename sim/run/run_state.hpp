// What a Run needs to go on beside its World. Nothing of it changes what happens in the World.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/run/happenings.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/recorder.hpp"

namespace exomet {

struct Timings {
  double seconds = 0;                           // wall time
  std::vector<double> resumed_at;               // d
  std::map<std::string, double> stage_seconds;  // by the stage's name; "record" and "checkpoint", too
};

struct RunState {
  std::size_t phase = 0;               // into Plan::phases
  double last_record = 0;              // min
  std::vector<double> first_measures;  // their values at the start
  std::vector<MeasureMemory> memory;   // one per measure
  Happenings happened;                 // since the last record
  BytesWritten written;
  Timings timings;  // so far
};

}  // namespace exomet
