// What may be found in the folder of a run, by name.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace exomet {

enum class Origin {
  run,      // the run's own records
  drawn,    // of a run that is whole: plots, pictures, movies, the report, graphs
  part,     // half written by a program that was ended
  somebody  // none of exomet's
};

// Of a file, by its path in the run's folder.
Origin origin_of(const std::filesystem::path& file);

// The files of a folder that are of these origins, as paths in it; what is no ordinary file is somebody's.
// RunError with path and reason if a folder can't be read.
std::vector<std::filesystem::path> files_of(const std::filesystem::path& folder, std::vector<Origin>);

// What in a folder is somebody's: "notes.txt, thesis/a.tex and 3 more"; "" if nothing is.
std::string of_somebody(const std::filesystem::path& folder);

// Bytes of the files that a run wrote, by their paths, without its checkpoints and run.json itself.
using FileSizes = std::map<std::string, std::uintmax_t>;
FileSizes sizes_of(const std::filesystem::path& run);

// Removes the files of these origins, and the folders within that are empty then. Checkpoints go first, so
// that what a killed program leaves is no run. RunError with path and reason.
void remove_files(const std::filesystem::path& folder, std::vector<Origin>);

// The same of all that is exomet's, and the folder itself if nothing else lies there.
void remove_run(const std::filesystem::path& folder);

}  // namespace exomet
