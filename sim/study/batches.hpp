// Runs dealt out to tasks: what goes to a cluster.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

// A run that is to be done, and the address that it must have: files may change while a task waits.
struct DueRun {
  std::size_t run = 0;
  std::string address;
};

// So many tasks that each works for at least 30 s, beside which the second that a task of Slurm costs
// is little, and at most 1,000 (Slurm's usual largest array). More than can go on at once (0: not known) come
// in whole waves, so that none waits for a last few.
std::size_t tasks_for(std::size_t runs, double seconds_each, std::size_t at_once);

// Deals the runs out in turn, so that each task gets slow and fast points alike.
std::vector<std::vector<DueRun>> deal(const std::vector<DueRun>&, std::size_t tasks);

// A line a task, "run:address run:address ...".
void write_batches(const std::filesystem::path&, const std::vector<std::vector<DueRun>>&);
// The runs of a task, counted from 1. InputError if there is no such line.
std::vector<DueRun> read_batch(const std::filesystem::path&, std::size_t task);

}  // namespace exomet
