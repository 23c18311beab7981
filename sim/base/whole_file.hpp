// Files that are whole or absent, whatever happens while they are written.
#pragma once

#include <filesystem>
#include <string_view>

namespace exomet {

// Writes bytes to a file, replacing what it held. They go to "<path>.part" first, which then takes the name:
// a reader (or a run that is killed) sees the old file or the new one. RunError with path and reason if that
// fails (a full disk, a folder that can't be written to); the old file is then as it was and no part is left
// behind.
void write_whole(const std::filesystem::path& path, std::string_view bytes);

// Returns when everything that was written to the disk of a folder would outlive a failure of the power.
// RunError with path and reason.
void sync_folder(const std::filesystem::path& folder);

// Makes a folder and those above it, if they aren't there. RunError with path and reason.
void make_folder(const std::filesystem::path& path);

}  // namespace exomet
