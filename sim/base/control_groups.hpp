// The control groups of this process that may limit its memory (Linux; cgroups(7)).
#pragma once

#include <filesystem>
#include <vector>

namespace exomet {

// The folder of one control group in the kernel's file system.
struct MemoryGroup {
  std::filesystem::path folder;
  int version = 2;
};

// Those that this process is in, each with all above it: jobs of Slurm and slices of systemd are limited far
// above the process. root: where the kernel's files are found, "/" but in tests.
std::vector<MemoryGroup> memory_groups(const std::filesystem::path& root);

// Bytes that a group's limits leave; a large number if it has none.
double free_in(const MemoryGroup&);

}  // namespace exomet
