// The unit of coordinates in a file that doesn't say it.
#pragma once

#include "sim/config/reader.hpp"

namespace exomet {

// Reads a unit of length, such as mm: how many um it is; 1 after a problem, which `who` knows better.
double read_length_unit(const Node&, const std::string& who, Reader&);

}  // namespace exomet
