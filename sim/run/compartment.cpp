#include "sim/run/compartment.hpp"

#include <algorithm>
#include <numbers>

#include "sim/run/model.hpp"
#include "sim/run/world.hpp"

namespace exomet {

double HeldSpecies::decay() const { return std::numbers::ln2 / half_life; }

double HeldSpecies::production(double volume) const {
  double goes = decay();
  for (const Passing& passing : passes_to) goes += passing.rate;
  return supply + goes * background * volume;
}

double Wall::area_of_end(const Geometry& grid) const {
  const Vec3 extent = grid.extent();
  return extent[(axis + 1) % 3] * extent[(axis + 2) % 3];
}

double Wall::volume_of_region(const Geometry& grid) const {
  double voxels = 0;
  within.shares(grid).for_each(grid, [&](std::size_t, double share) { voxels += share; });
  return voxels * grid.voxel_volume();
}

double Wall::times(const Geometry& grid) const {
  switch (represents) {
    case Represents::area:
      return represented / area_of_end(grid);
    case Represents::volume:
      return represented / volume_of_region(grid);
    default:
      return represented;
  }
}

const HeldSpecies* Compartment::find(int species) const {
  const auto found = std::find_if(holds.begin(), holds.end(),
                                  [&](const HeldSpecies& held) { return held.index == species; });
  return found == holds.end() ? nullptr : &*found;
}

bool goes_through_walls(const Model& model, int species) {
  for (const Compartment& compartment : model.compartments)
    for (const Wall& wall : compartment.exchanges)
      for (const Permeability& one : wall.permeability)
        if (one.index == species && one.value > 0) return true;
  return false;
}

double amount_in(const World& world, int species, int compartment) {
  double sum = 0;
  for (std::size_t l = 0; l < world.donor_fields.size(); ++l)
    if (world.donor_fields[l].species == species) sum += world.compartments[compartment].amounts[l];
  return sum;
}

std::string fault_of_content(const Model& model, int species, int compartment) {
  const Compartment& of = model.compartments[compartment];
  if (of.find(species)) return {};
  return "'" + of.name + "' doesn't hold '" + model.species[species].name + "'; name it in compartments." +
         of.name + ".holds";
}

std::string fault(const Wall& wall, const Geometry& grid) {
  if (wall.axis < 0) return wall.within.fault_of_volume(grid);
  const std::string which = std::string(wall.end ? "the high" : "the low") + " end of " + "xyz"[wall.axis];
  switch (grid.boundary[wall.axis][wall.end]) {
    case Boundary::closed:
      return {};
    case Boundary::periodic:
      return which + " is joined to the other one; an end that leads somewhere is 'closed'";
    case Boundary::flat:
      return which + " is flat; an end that leads somewhere is of an axis with several voxels";
    default:
      return which +
             " leads elsewhere already; make it 'closed' in domain.boundary, so that what goes through it "
             "goes into the compartment";
  }
}

}  // namespace exomet
