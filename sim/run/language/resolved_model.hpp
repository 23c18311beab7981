// The model of an experiment as it runs, as a file of its own.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/run/language/load_plan.hpp"

namespace exomet {

// YAML of the model with what is inherited, set and short written out, and behind each value the place where
// it was written. Read as a model it is the same: numbers that the experiment set are given as assumed, and
// treatments set what they change. The experiment stands above it as a comment. InputError as load_plan.
std::string resolved_model(const std::filesystem::path& file, const std::vector<std::string>& changes,
                           const Library&);

}  // namespace exomet
