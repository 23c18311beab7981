#include "sim/run/tissue_changes.hpp"

#include "sim/grid/exchange/exchange_zone.hpp"
#include "sim/grid/surface/deposition.hpp"
#include "sim/grid/surface/erosion.hpp"
#include "sim/run/placement.hpp"

namespace exomet {

namespace {

double remove(const Geometry& grid, Tissue& tissue, const TissueChange& erosion) {
  if (norm(erosion.inward) > 0)
    return remove_under(grid, tissue.density, {erosion.centre, erosion.inward, erosion.radius},
                        erosion.volume);
  return remove_volume(grid, tissue.density, erosion.centre, erosion.radius, erosion.volume);
}

void free_what_was_held(const Model& model, World& world, const ExchangeZone& zone, CellTypeId by, int tissue,
                        double volume) {
  const Geometry& grid = model.geometry;
  for (const Held& held : model.tissues[tissue].holds) {
    const int donor_field = donor_field_of(world, model, held.index, by);
    const double freed = held.density * volume;
    zone.visit([&](const std::array<int, 3>& at, double share) {
      world.donor_fields[donor_field].counts[grid.index(at[0], at[1], at[2])] += share * freed;
    });
    world.balances[donor_field].emitted += freed;
  }
}

}  // namespace

bool TissueChanges::apply(const Model& model, World& world, std::span<const double> free) const {
  bool changed = false;
  for (CellIndex i = 0; i < of_cells_.size(); ++i) {
    if (!of_cells_[i]) continue;
    for (const auto& [by, erosion] : of_cells_[i]->erosion) {
      Tissue& tissue = world.tissues[erosion.tissue];
      const double removed = remove(model.geometry, tissue, erosion);
      tissue.removed += removed;
      changed = changed || removed > 0;
      const ExchangeZone zone(model.geometry, world.cells.position(i), world.cells.diameter[i], free);
      free_what_was_held(model, world, zone, by, erosion.tissue, removed);
    }
  }
  for (const auto& of_cell : of_cells_) {
    if (!of_cell) continue;
    for (const auto& [by, deposit] : of_cell->deposition) {
      Tissue& tissue = world.tissues[deposit.tissue];
      const auto add = deposit.anywhere ? add_volume_anywhere : add_volume;
      const double formed =
          add(model.geometry, tissue.density, deposit.centre, deposit.radius, deposit.volume);
      tissue.formed += formed;
      changed = changed || formed > 0;
    }
  }
  return changed;
}

}  // namespace exomet
