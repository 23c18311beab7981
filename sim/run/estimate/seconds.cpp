// Time on one core. The numbers are of a machine on which `exomet bench` gives what the README shows.
#include <algorithm>
#include <cmath>

#include "sim/run/estimate/sizes.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"

namespace exomet {

namespace {

double mechanisms_per_type(const Model& model) {
  double count = 0;
  for (const CellType& type : model.cells) count += static_cast<double>(type.mechanisms.size());
  return model.cells.empty() ? 0 : count / static_cast<double>(model.cells.size());
}

bool by_voxel(const Model& model) {
  return std::any_of(model.species.begin(), model.species.end(),
                     [](const Species& species) { return !species.in_tissue.empty(); });
}

double setup(const Plan& plan, const Course& course, const Written& written) {
  constexpr double of_process = 0.05, in_a_sweep = 0.005, per_value = 10e-6, per_cell = 2e-6;
  constexpr double per_tissue_voxel = 50e-9, per_sponge_voxel = 1e-6;
  const double fixed = written.checkpoints ? of_process : in_a_sweep;
  return fixed + per_value * course.document + per_cell * course.cells +
         course.voxels * (per_tissue_voxel * static_cast<double>(plan.model().tissues.size()) +
                          per_sponge_voxel * sponges(plan));
}

double stages(const Plan& plan, const Course& course) {
  constexpr double per_tick = 0.3e-6, per_move = 1e-6, per_rule = 4e-6;
  constexpr double cell_move = 0.1e-6, pair_move = 6e-9;
  constexpr double cell_rule = 0.3e-6, pair_rule = 30e-9, mechanism_rule = 0.05e-6, mechanism_move = 0.02e-6;
  constexpr double per_transport = 20e-6, cell_transport = 0.4e-6, voxel_uniform = 35e-9,
                   voxel_varied = 50e-9;
  const Model& model = plan.model();
  const double cells = course.mean_cells;
  const double mechanisms = mechanisms_per_type(model);
  const double moving = cell_move + pair_move * course.near + mechanism_move * mechanisms;
  const double ruled = cell_rule + pair_rule * course.near + mechanism_rule * mechanisms;
  const double voxel = by_voxel(model) ? voxel_varied : voxel_uniform;
  return per_tick * course.ticks + course.moves * (per_move + cells * moving) +
         course.rules * (per_rule + cells * ruled) +
         course.fields_steps * (per_transport + cells * cell_transport + course.voxels * voxel);
}

double records(const Plan& plan, const Course& course) {
  constexpr double fixed = 30e-6, per_event = 1.2e-6;
  double each = fixed;
  for (const NamedMeasure& measure : plan.model().measures)
    each += measure.measure->cost(plan.model(), course.mean_cells).seconds;
  return course.records * each + per_event * (course.cells + course.events);
}

double snapshots(const Plan& plan, const Course& course) {
  constexpr double fixed = 2e-3, per_value = 20e-9, per_byte = 25e-9;
  constexpr double of_list = 0.2e-6 * 0.5;  // half of all lines are there on average, and written each time
  return course.snapshots * (fixed + per_value * snapshot_values(plan, course) +
                             per_byte * snapshot_files(plan, course) + of_list * course.snapshots);
}

double checkpoints(const Plan& plan, const Course& course, double others) {
  constexpr double fixed = 0.02, per_value = 5e-9, per_byte = 20e-9, every = 60;
  const double one =
      fixed + per_value * checkpoint_values(plan, course) + per_byte * checkpoint_files(plan, course);
  return one + std::min(one * std::floor(others / every), 0.01 * others);
}

}  // namespace

double seconds_of(const Plan& plan, const Course& course, const Written& written) {
  double seconds = setup(plan, course, written) + stages(plan, course) + records(plan, course);
  if (written.snapshots) seconds += snapshots(plan, course);
  return written.checkpoints ? seconds + checkpoints(plan, course, seconds) : seconds;
}

}  // namespace exomet
