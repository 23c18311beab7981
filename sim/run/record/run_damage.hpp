// Whether the folder of a run is a run's, and whether all of it is there.
#pragma once

#include <filesystem>
#include <string>

namespace exomet {

// Whether exomet wrote run.json of a folder. One that is cut short is taken for ours if the tables of a run
// lie beside it. RunError if it can't be read.
bool is_ours(const std::filesystem::path& folder);

// What is wrong with a run that has its name: "measures.csv has 300 bytes and not 5120"; "" if nothing is.
// Looks at run.json and at the sizes of the files that it lists. RunError if it can't be read.
std::string damage_of_run(const std::filesystem::path& folder);

}  // namespace exomet
