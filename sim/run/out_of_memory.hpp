// What only this machine, at this moment, keeps from going on.
#pragma once

#include "sim/base/error.hpp"

namespace exomet {

// More memory is needed than this machine has free now.
class OutOfMemory : public RunError {
 public:
  using RunError::RunError;
};

}  // namespace exomet
