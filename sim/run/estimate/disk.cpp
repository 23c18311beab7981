// Disk: the files of a run at its end.
#include "sim/run/estimate/sizes.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"

namespace exomet {

namespace {
constexpr double number = sizeof(double);
constexpr double varied = 10.3;    // bytes of a double that is compressed, if it is like no other, as base64
constexpr double repeated = 0.05;  // if all are the same

double live_cargo(const Plan& plan) {
  const std::vector<bool> live = live_species(plan);
  double count = 0;
  for (std::size_t c = 0; c < plan.model().cargo.size(); ++c)
    for (std::size_t s = 0; s < live.size(); ++s)
      for (const Load& load : plan.model().species[s].carries)
        count += live[s] && load.index == static_cast<int>(c);
  return count;
}

double number_of(const std::vector<bool>& marks) {
  double count = 0;
  for (const bool mark : marks) count += mark;
  return count;
}

// Numbers of a cell that differ from cell to cell.
double varied_columns(const Plan& plan) {
  return number_of(live_species(plan)) + live_cargo(plan) +
         0.5 * static_cast<double>(plan.model().state_names.size());
}

double all_columns(const Model& model) {
  constexpr double of_all = 8;  // id, parent, type, ...
  return of_all + static_cast<double>(model.cargo.size() + model.species.size() + model.state_names.size());
}

double varied_fields(const Plan& plan) {
  const std::vector<bool> live = live_species(plan);
  double count = 0;
  for (const int species : plan.output.fields) count += live[species];
  return count;
}

double all_fields(const Plan& plan) {
  return static_cast<double>(plan.output.fields.size() + plan.model().tissues.size());
}

double ledger_rows(const Plan& plan, const Course& course) {
  const std::vector<bool> live = live_species(plan);
  double rows = 0;
  std::vector<double> clearance(live.size());
  for (const CellType& type : plan.model().cells) {
    std::fill(clearance.begin(), clearance.end(), 0.0);
    for (const auto& mechanism : type.mechanisms) mechanism->add_clearance(clearance);
    for (std::size_t s = 0; s < live.size(); ++s)
      if (live[s] && clearance[s] > 0)
        rows += 1 + static_cast<double>(plan.model().species[s].carries.size());
  }
  return rows * (course.records - 1);
}

double tables(const Plan& plan, const Course& course) {
  constexpr double of_measure = 40, of_event = 95, of_message = 75;
  return of_measure * course.records * static_cast<double>(plan.model().measures.size()) +
         of_event * (course.cells + course.events) + of_message * ledger_rows(plan, course);
}
}  // namespace

double snapshot_values(const Plan& plan, const Course& course) {
  return course.mean_cells * (all_columns(plan.model()) + 4) + course.voxels * all_fields(plan);
}

double snapshot_files(const Plan& plan, const Course& course) {
  constexpr double fixed = 4500, position = 16, of_cell = 12;  // the other columns hold few values
  return fixed + course.mean_cells * (position + of_cell + varied * varied_columns(plan)) +
         course.voxels * (varied * varied_fields(plan) + repeated * all_fields(plan));
}

double snapshot_memory(const Plan& plan, const Course& course) {
  constexpr double place = 24 + 12 + 24;  // as it is, and as VTK has it
  const double cells = course.most_cells * (place + 2 * number * all_columns(plan.model()));
  const double fields = course.voxels * 2 * number * all_fields(plan);
  return cells + fields + 3 * snapshot_files(plan, course);
}

double disk_of(const Plan& plan, const Course& course, const Written& written) {
  constexpr double of_a_record = 170;              // in cells.pvd and fields.pvd
  constexpr double fixed = 15e3, per_value = 150;  // run.json
  double bytes = fixed + per_value * course.document;
  if (written.tables) bytes += tables(plan, course);
  if (written.snapshots) bytes += course.snapshots * (of_a_record + snapshot_files(plan, course));
  if (written.checkpoints) bytes += checkpoint_bytes(plan, course);
  return bytes;
}

}  // namespace exomet
