// What is to be expected of a run's course, from which follows what it takes.
#pragma once

#include "sim/run/estimate/fields.hpp"

namespace exomet {

struct Course {
  // Cells by what is placed and by the rates that no signal changes; never more than fit.
  double cells = 0, last_cells = 0, most_cells = 0, mean_cells = 0;
  double near = 0;    // others near a cell, mean
  double events = 0;  // births and deaths after the start
  double voxels = 0;
  std::vector<Field> fields;
  double fields_steps = 0;                                 // steps of those that aren't empty in all
  double ticks = 0, rules = 0, moves = 0, transports = 0;  // steps; moves and transports with their parts
  double records = 0, snapshots = 0;
  double document = 0;  // values in the plan's document
};

Course course_of(const Plan&);

}  // namespace exomet
