// The syntax of BibTeX, apart from what its fields mean: the entries of a text, read strictly.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/config/bibliography.hpp"

namespace exomet {

// The entries in the order of the text. A broken entry is a problem and is left out; reading goes on at the
// next line that starts with @.
std::vector<Reference> read_bibtex(std::string_view text, const std::string& file, Problems&);

}  // namespace exomet
