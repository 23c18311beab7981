#include "sim/run/estimate/course.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/base/mathematics.hpp"
#include "sim/run/mechanism.hpp"
#include "sim/run/simulation.hpp"

namespace exomet {

namespace {

double volume(const Geometry& grid) {
  const Vec3 extent = grid.extent();
  return extent.x * extent.y * extent.z;
}

// As many cells of a size as fill the domain, closely packed.
double most_that_fit(const Model& model, double diameter) {
  constexpr double packed = 0.74, packed_discs = 0.91;
  for (int axis = 0; axis < 3; ++axis)
    if (model.geometry.flat(axis))
      return packed_discs * volume(model.geometry) / model.geometry.spacing[axis] /
             (0.25 * std::numbers::pi * diameter * diameter);
  return packed * volume(model.geometry) / (std::numbers::pi / 6 * diameter * diameter * diameter);
}

double increase_of(const CellType& type) {
  double rate = 0;  // 1/min
  for (const auto& mechanism : type.mechanisms) rate += mechanism->increase();
  return rate;
}

void add_cells(const Plan& plan, const Placed& placed, double from, Course& course) {
  if (placed.type < 0 || placed.cells <= 0) return;
  const CellType& type = plan.model().cells[placed.type];
  const double rate = increase_of(type), time = std::max(0.0, plan.duration - from);
  const double most = std::max(placed.cells, most_that_fit(plan.model(), type.diameter));
  const double last = std::min(most, placed.cells * maths::exp(std::min(rate * time, 700.0)));
  const double grown = std::abs(rate) > 0 ? maths::log(last / placed.cells) / rate : 0;  // min
  const double mean = std::abs(rate) * time > 1e-6
                          ? ((last - placed.cells) / rate + last * (time - grown)) / time
                          : placed.cells;
  course.cells += placed.cells;
  course.last_cells += last;
  course.most_cells += std::max(placed.cells, last);
  course.mean_cells += mean;
  course.events += std::abs(last - placed.cells) * 1.5;
  course.near += placed.cells * placed.neighbours;
}

double number_of_values(const Node& node) {
  double count = 1;
  for (const Node& item : node.items) count += number_of_values(item);
  for (const Entry& entry : node.entries) count += number_of_values(entry.value);
  return count;
}

void count_steps(const Plan& plan, Course& course) {
  const Model& model = plan.model();
  const Steps& steps = model.steps;
  course.ticks = plan.duration / plan.tick();
  course.rules = plan.duration / steps.rules;
  course.moves = plan.duration / steps.motion * motion_substeps(model);
  course.transports = plan.duration / steps.transport;
  for (const Field& field : course.fields)
    if (field.content != Content::empty) course.fields_steps += course.transports;
  course.records = plan.duration / plan.output.measures + 1;
  course.snapshots = plan.duration / plan.output.every + 1;
}

}  // namespace

Course course_of(const Plan& plan) {
  Course course;
  for_each_placed(plan, [&](const Placed& placed, double from) { add_cells(plan, placed, from, course); });
  if (course.cells > 0) course.near /= course.cells;
  const Geometry& grid = plan.model().geometry;
  course.voxels = double(grid.voxels[0]) * grid.voxels[1] * grid.voxels[2];
  course.fields = fields_of(plan);
  course.document = number_of_values(plan.document);
  count_steps(plan, course);
  return course;
}

}  // namespace exomet
