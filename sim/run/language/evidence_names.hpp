// Where the evidence of a model stands, and what its entries are called: a number may name one that it was
// calibrated on.
#pragma once

#include <filesystem>
#include <string>

#include "sim/run/language/load_plan.hpp"

namespace exomet {

// evidence/NAME.yaml of the library, for a model's file NAME.yaml.
std::filesystem::path evidence_file(const Library&, const std::filesystem::path& model);

// Whether `entries` of that file has an entry of the name; false if the file isn't there or can't be read.
bool has_evidence_entry(const std::filesystem::path& file, const std::string& name);

}  // namespace exomet
