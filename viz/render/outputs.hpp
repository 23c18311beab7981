// Where pictures and movies go. Nothing is drawn for a place that can't be written to, and nothing is left
// half written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

// A file for each name. out: "" for <run>/pictures/<name>.png, a folder for <folder>/<name>.png, or FILE.png,
// which takes one picture only. Makes the folder. InputError if it can't be, or can't be written to.
std::vector<std::filesystem::path> picture_files(const std::string& out, const std::string& run,
                                                 const std::vector<std::string>& names);

// "" for <run>/movie.mp4, or FILE.mp4. Errors alike.
std::filesystem::path movie_file(const std::string& out, const std::string& run);

// The file that is being written, which is to take the name of `whole`.
std::filesystem::path part_of(const std::filesystem::path& whole);

}  // namespace exomet
