// What differs between two runs that should be the same.
#pragma once

#include <string>
#include <vector>

namespace exomet {

// Given two documents of plans (Plan::document) as JSON: what is set otherwise, "model.cells.tumour.diameter:
// was 16 um, is 17 um" each. Remarks (about, source) don't count, nor does the duration, nor by what way the
// model came to be what it is (the experiment's model and set).
std::vector<std::string> differences(const std::string& was, const std::string& is);

}  // namespace exomet
