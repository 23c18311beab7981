#include "sim/run/estimate/estimate.hpp"

#include "sim/run/estimate/sizes.hpp"

namespace exomet {

Estimate estimate(const Plan& plan, const Written& written) {
  const Course course = course_of(plan);
  Estimate needs;
  needs.cells = course.cells;
  needs.last_cells = course.last_cells;
  needs.voxels = course.voxels;
  needs.steps = course.ticks;
  needs.memory = memory_of(plan, course, written);
  needs.disk = disk_of(plan, course, written);
  needs.seconds = seconds_of(plan, course, written);
  return needs;
}

}  // namespace exomet
