// Memory: what stays, and the most of what is needed for a while.
#include <algorithm>
#include <set>

#include "sim/run/cell_memory.hpp"
#include "sim/run/estimate/sizes.hpp"
#include "sim/run/measure.hpp"

namespace exomet {

namespace {
constexpr double number = sizeof(double);
constexpr double of_event = 130;  // bytes, with what a vector of them keeps for more

double columns(const Model& model) {
  return static_cast<double>(model.cargo.size() + model.state_names.size());
}

// Bytes of what is read: the document, the models, what treatments make of them.
double plan_memory(const Plan& plan, const Course& course) {
  constexpr double per_value = 1200, per_pair = 16;
  const auto kinds = static_cast<double>(plan.model().mechanics.contact.kinds);
  return per_value * course.document + per_pair * kinds * kinds * static_cast<double>(plan.phases.size());
}

double world_memory(const Plan& plan, const Course& course) {
  constexpr double per_tissue = 2 * number + 1;  // shares now and at the start, steps to it
  const Model& model = plan.model();
  return course.most_cells * (bytes_per_cell(model) + bytes_per_neighbour * course.near) +
         course.voxels * (number * static_cast<double>(course.fields.size()) +
                          per_tissue * static_cast<double>(model.tissues.size()));
}

// What steps of transport are solved with: coarser grids take a seventh more.
double transport_memory(const Plan& plan, const Course& course) {
  constexpr double coarser = 8.0 / 7, per_species = 3, per_faces = 3, per_room = 6;
  std::set<int> species;
  for (const Field& field : course.fields)
    if (field.content != Content::empty) species.insert(field.species);
  if (species.empty()) return 0;
  const auto by_voxel = std::count_if(species.begin(), species.end(),
                                      [&](int s) { return !plan.model().species[s].in_tissue.empty(); });
  constexpr double of_cells = 4;  // bytes: which voxels they exchange with
  return course.voxels * (of_cells + coarser * number *
                                         (per_species * static_cast<double>(species.size()) +
                                          per_faces * static_cast<double>(by_voxel) + per_room));
}

double measures_memory(const Plan& plan, const Course& course) {
  double most = 0;
  for (const NamedMeasure& measure : plan.model().measures)
    most = std::max(most, measure.measure->cost(plan.model(), course.most_cells).bytes);
  return most;
}
}  // namespace

double checkpoint_values(const Plan& plan, const Course& course) {
  constexpr double of_a_cell = 8;
  const double tissues = 2 * static_cast<double>(plan.model().tissues.size());
  return course.last_cells * (of_a_cell + columns(plan.model())) +
         course.voxels * (static_cast<double>(course.fields.size()) + tissues);
}

double memory_of(const Plan& plan, const Course& course, const Written& written) {
  const double born = 2 * of_event * course.cells;  // at the start, until the first record
  const double snapshot = written.snapshots ? snapshot_memory(plan, course) : 0;
  const double checkpoint = written.checkpoints ? 3 * checkpoint_files(plan, course) : 0;
  constexpr double own = 16e6;  // of the libraries that write
  return own + plan_memory(plan, course) + world_memory(plan, course) + transport_memory(plan, course) +
         std::max({born, snapshot, checkpoint, measures_memory(plan, course)});
}

}  // namespace exomet
