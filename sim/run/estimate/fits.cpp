// Whether there is as much as a run needs.
#include "sim/base/error.hpp"
#include "sim/base/free_space.hpp"
#include "sim/run/cell_memory.hpp"
#include "sim/run/estimate/estimate.hpp"

namespace exomet {

namespace {
constexpr double surely = 3;  // so many times as much as estimated always suffices

constexpr const char* less_memory = "use a smaller domain, larger voxels or fewer cells";
constexpr const char* less_disk =
    "record less often ('output.every'), record fewer fields ('output.fields'), or give a folder on another "
    "disk (--out)";

std::string compared(double needed, double free) {
  return "needs about " + readable_bytes(needed) + ", and " + readable_bytes(free) + " are free";
}
}  // namespace

void require_memory(const Estimate& needs) {
  constexpr double most_cells = 4e9;
  if (needs.cells > most_cells)
    throw InputError("the model starts with more than 4 billion cells; start with fewer");
  if (const double free = free_memory(); needs.memory > free)
    throw InputError("not enough memory: it " + compared(needs.memory, free) + "; " + less_memory);
}

void require_disk(const Estimate& needs, const std::filesystem::path& folder) {
  if (const double free = free_disk(folder); needs.disk > free)
    throw InputError("not enough room on the disk of '" + folder.string() + "': it " +
                     compared(needs.disk, free) + "; " + less_disk);
}

std::vector<std::string> warnings(const Estimate& needs, const std::filesystem::path& folder) {
  std::vector<std::string> found;
  if (const double free = free_memory(); surely * needs.memory > free)
    found.push_back("memory may not suffice: it " + compared(needs.memory, free) + "; " + less_memory);
  if (const double free = free_disk(folder); surely * needs.disk > free)
    found.push_back("the disk of '" + folder.string() + "' may not suffice: it " +
                    compared(needs.disk, free) + "; " + less_disk);
  return found;
}

}  // namespace exomet
