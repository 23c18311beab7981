// Disk: the files of a run at its end.
#include <algorithm>

#include "sim/run/estimate/sizes.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/mechanism.hpp"

namespace exomet {

namespace {

// Bytes of a double when it is compressed.
struct Compressed {
  double varied, sponge, repeated;
  double of(Content content) const { return content == Content::varied ? varied : repeated; }
};
constexpr Compressed in_snapshots{10, 1.3, 0.05}, in_checkpoints{6.3, 1.4, 0.05};

constexpr double columns_of_all = 8;  // of every cell in a snapshot: id, parent, type, ...

double own_columns(const Model& model) {
  return static_cast<double>(model.cargo.size() + model.state_names.size());
}

double varied_cargo(const Plan& plan, const std::vector<Content>& content) {
  std::vector<bool> arrives(plan.model().cargo.size());
  for (std::size_t s = 0; s < content.size(); ++s)
    for (const Load& load : plan.model().species[s].carries)
      if (content[s] != Content::empty) arrives[load.index] = true;
  return static_cast<double>(std::count(arrives.begin(), arrives.end(), true));
}

// Numbers of a cell that differ from cell to cell, but for its place and what is around it.
double varied_columns(const Plan& plan, const Course& course) {
  return varied_cargo(plan, contents(plan, course.fields)) +
         0.5 * static_cast<double>(plan.model().state_names.size());
}

double tissue_bytes(const Plan& plan, const Compressed& compressed) {
  const double rough = sponges(plan), all = static_cast<double>(plan.model().tissues.size());
  return compressed.sponge * rough + compressed.repeated * (all - rough);
}

double fields_in_snapshots(const Plan& plan) {
  return static_cast<double>(plan.output.fields.size() + plan.model().tissues.size());
}

double ledger_rows(const Plan& plan, const Course& course) {
  double rows = 0;
  std::vector<double> clearance(plan.model().species.size());
  for (const CellType& type : plan.model().cells) {
    std::fill(clearance.begin(), clearance.end(), 0.0);
    for (const auto& mechanism : type.mechanisms) mechanism->add_clearance(clearance);
    for (const Field& field : course.fields)
      if (field.content != Content::empty && clearance[field.species] > 0)
        rows += 1 + static_cast<double>(plan.model().species[field.species].carries.size());
  }
  return rows * (course.records - 1);
}

double tables(const Plan& plan, const Course& course) {
  constexpr double of_measure = 35, of_event = 72, of_message = 70;
  return of_measure * course.records * static_cast<double>(plan.model().measures.size()) +
         of_event * (course.cells + course.events) + of_message * ledger_rows(plan, course);
}

}  // namespace

double checkpoint_files(const Plan& plan, const Course& course) {
  constexpr double fixed = 38e3, per_column = 3e3, place = 18;
  double voxel = 2 * tissue_bytes(plan, in_checkpoints);
  for (const Field& field : course.fields) voxel += in_checkpoints.of(field.content);
  const auto lists = static_cast<double>(course.fields.size() + 2 * plan.model().tissues.size());
  return fixed + per_column * (lists + own_columns(plan.model())) +
         course.last_cells * (place + in_checkpoints.varied * varied_columns(plan, course)) +
         course.voxels * voxel;
}

double snapshot_columns(const Model& model) {
  return columns_of_all + own_columns(model) + static_cast<double>(model.species.size());
}

double snapshot_values(const Plan& plan, const Course& course) {
  constexpr double places = 4;  // with the list of points
  return course.mean_cells * (snapshot_columns(plan.model()) + places) +
         course.voxels * fields_in_snapshots(plan);
}

double snapshot_files(const Plan& plan, const Course& course) {
  constexpr double fixed = 2400, per_column = 450, of_type = 3, place = 18;
  const std::vector<Content> content = contents(plan, course.fields);
  double cell = place + in_snapshots.varied * varied_columns(plan, course);
  for (const Content one : content) cell += in_snapshots.of(one);
  double voxel = tissue_bytes(plan, in_snapshots);
  for (const int species : plan.output.fields) voxel += in_snapshots.of(content[species]);
  return fixed + per_column * snapshot_columns(plan.model()) +
         of_type * static_cast<double>(plan.model().cells.size()) + course.mean_cells * cell +
         course.voxels * voxel;
}

double snapshot_memory(const Plan& plan, const Course& course) {
  constexpr double place = 24 + 12 + 24;         // as it is, and as VTK has it
  constexpr double number = 2 * sizeof(double);  // the same
  return course.most_cells * (place + number * snapshot_columns(plan.model())) +
         course.voxels * number * fields_in_snapshots(plan) + 3 * snapshot_files(plan, course);
}

namespace {

bool writes(const Plan& plan, const std::string& format) {
  return std::find(plan.output.formats.begin(), plan.output.formats.end(), format) !=
         plan.output.formats.end();
}

// Of a record, in cells.csv: places and what varies have many digits, the rest few.
double cell_table_rows(const Plan& plan, const Course& course) {
  constexpr double places = 55, of_column = 4, varied = 14;
  const double species = static_cast<double>(plan.model().species.size());
  return course.mean_cells * (places + of_column * snapshot_columns(plan.model()) +
                              varied * (varied_columns(plan, course) + species));
}

}  // namespace

double disk_of(const Plan& plan, const Course& course, const Written& written) {
  constexpr double of_a_record = 170;                            // in cells.pvd and fields.pvd
  constexpr double fixed = 4e3, per_value = 35, per_phase = 85;  // run.json
  constexpr double first = 0.3;  // of a snapshot: at the start nothing has been released
  double bytes = fixed + per_value * course.document + per_phase * static_cast<double>(plan.phases.size());
  if (written.tables) bytes += tables(plan, course);
  if (written.snapshots && writes(plan, "vtk"))
    bytes += (course.snapshots - 1 + first) * (of_a_record + snapshot_files(plan, course));
  if (written.snapshots && writes(plan, "csv")) bytes += course.snapshots * cell_table_rows(plan, course);
  if (written.checkpoints) bytes += checkpoint_files(plan, course);
  return bytes;
}

}  // namespace exomet
