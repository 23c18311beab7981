// What the machine still has for this program: memory, disk.
#pragma once

#include <filesystem>

namespace exomet {

// Bytes that this program may still take: of the machine, of its control groups (version 1 and 2; each up to
// the root, since a limit holds for all that is below it) and of `ulimit`. A large number where that can't be
// known. What the system keeps of files counts as free, since it gives that up. root: of the files of the
// kernel, in tests.
double free_memory(const std::filesystem::path& root = "/");

// Bytes that may still be written to the file system on which a file or folder is or will be; a large number
// where that can't be known.
double free_disk(const std::filesystem::path&);

}  // namespace exomet
