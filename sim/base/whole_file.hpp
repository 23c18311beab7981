// Files that are whole or absent, whatever happens while they are written, and outlive a failure of the
// power.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace exomet {

// When what was written reaches the disk.
enum class Barrier {
  now,   // before it takes its name, and the name before the call returns
  later  // whoever writes the folder's set calls sync_folder before the set counts
};

// Writes bytes to a file, replacing what it held. They go to "<path>.part" first, which then takes the name:
// a reader (or a run that is killed) sees the old file or the new one. RunError with path and reason if that
// fails (a full disk, a folder that can't be written to); the old file is then as it was and no part is left
// behind.
void write_whole(const std::filesystem::path& path, std::string_view bytes, Barrier = Barrier::now);

// All bytes of a file; nothing if it isn't there. RunError with path and reason if it can't be read.
std::optional<std::string> read_whole(const std::filesystem::path& path);

// Gives a file another name, replacing what has it. RunError with paths and reason.
void rename_file(const std::filesystem::path& from, const std::filesystem::path& to);

// Returns when everything that was written to the disk of a folder would outlive a failure of the power.
// RunError with path and reason.
void sync_folder(const std::filesystem::path& folder);

// Returns when the names in a folder (not what the files hold) would outlive a failure of the power. RunError
// with path and reason.
void sync_names(const std::filesystem::path& folder);

// Makes a folder and those above it, if they aren't there. RunError with path and reason.
void make_folder(const std::filesystem::path& path);

// The folder in which a path is: "." if it doesn't say.
std::filesystem::path folder_of(const std::filesystem::path& path);

}  // namespace exomet
