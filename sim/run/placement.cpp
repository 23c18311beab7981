#include "sim/run/placement.hpp"

#include "sim/run/mechanism.hpp"

namespace exomet {

CellIndex place_cell(const Model& model, World& world, Happenings& happened, CellTypeId type,
                     const Vec3& position) {
  const CellIndex cell =
      world.cells.append(type, model.geometry.inside(position), model.cells[type].diameter, world.time, 0);
  static const ContactList no_contacts;
  const Neighbours nobody_near(model.geometry);
  const View view{model, world, nobody_near, no_contacts, 0};
  for (const auto& mechanism : model.cells[type].mechanisms)
    mechanism->initialise(view, OwnCell(world.cells, cell));
  set_levels_at_rest(model, world.cells, cell);
  happened.add(
      world, {world.time, event::place, world.cells.id[cell], 0, type, "placed", world.cells.position(cell)});
  return cell;
}

void record_overlap(World& world, Happenings& happened, CellIndex cell) {
  happened.add(world, {world.time, event::overlap, world.cells.id[cell], 0, world.cells.type[cell], "no room",
                       world.cells.position(cell)});
}

void add_tissue(const Geometry& grid, const std::vector<double>& share, Tissue& tissue) {
  for (std::size_t v = 0; v < share.size(); ++v) {
    const double after = std::max(tissue.density[v], share[v]);
    tissue.placed += (after - tissue.density[v]) * grid.voxel_volume();
    tissue.density[v] = after;
  }
}

int donor_field_of(World& world, const Model& model, int species, int donor) {
  const std::vector<double> load = model.load_of(species);
  for (std::size_t i = 0; i < world.donor_fields.size(); ++i) {
    const DonorField& field = world.donor_fields[i];
    if (field.species == species && field.donor == donor && field.load == load) return static_cast<int>(i);
  }
  world.donor_fields.push_back({species, donor, load, VoxelValues(model.geometry.size(), 0.0)});
  world.balances.emplace_back();
  for (CompartmentState& compartment : world.compartments) {
    compartment.amounts.push_back(0);
    compartment.balances.emplace_back();
  }
  return static_cast<int>(world.donor_fields.size()) - 1;
}

}  // namespace exomet
