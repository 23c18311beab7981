// What a run's .pvd lists, all of it.
#pragma once

#include <filesystem>
#include <vector>

#include "viz/export/collection.hpp"

namespace exomet {

// As read_collection, which ends at what it doesn't understand, so that a run can be resumed there; here a
// picture of an earlier time would pass for the end. InputError, with line and column, for a file that is no
// complete XML or has a DataSet without time, without a file of the folder, or not later than the one before.
std::vector<Collected> all_listed(const std::filesystem::path& pvd);

}  // namespace exomet
