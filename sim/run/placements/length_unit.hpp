// The unit of coordinates in a file that doesn't say it.
#pragma once

#include "sim/config/reader.hpp"

namespace exomet {

// Reads a unit of length, such as mm: how many um it is. A problem, and 1, if it is none; its text sends the
// user to `who`, by which the file was written.
double read_length_unit(const Node&, const std::string& who, Reader&);

}  // namespace exomet
