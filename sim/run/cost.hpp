// What a piece of work takes, for estimates.
#pragma once

namespace exomet {

struct Cost {
  double bytes = 0;    // while it is done
  double seconds = 0;  // on one core of the machine of which the README shows the benchmarks
};

}  // namespace exomet
