// Where the models and references are that go with this library, found while it runs.
#pragma once

#include <filesystem>

namespace exomet {

// The folder that holds models/references.bib: EXOMET_LIBRARY if it is set; else the nearest folder around
// this library's file that holds it, or holds it under share/exomet. RunError if there is none.
std::filesystem::path place_of_library();

}  // namespace exomet
