#include "sim/run/model.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/run/mechanism.hpp"

namespace exomet {

double Species::decay() const { return std::numbers::ln2 / half_life; }

double Model::largest_diameter() const {
  double largest = 0;
  for (std::size_t type = 0; type < cells.size(); ++type) {
    double growth = 1;
    for (const auto& mechanism : cells[type].mechanisms)
      growth = std::max(growth, mechanism->growth(*this, static_cast<CellTypeId>(type)));
    largest = std::max(largest, growth * cells[type].diameter);
  }
  return largest;
}

double stokes_einstein(double diameter, const Medium& medium) {
  constexpr double boltzmann = 1.380649e-23;  // J/K (SI 2019)
  constexpr double um_per_m = 1e6, s_per_min = 60;
  const double viscosity = 1e-3 * medium.viscosity;  // Pa s
  const double metres2_per_s =
      boltzmann * medium.temperature / (3 * std::numbers::pi * viscosity * diameter / um_per_m);
  return metres2_per_s * um_per_m * um_per_m * s_per_min;
}

std::vector<double> Model::load_of(int of) const {
  if (!species[of].vesicle) return {};
  std::vector<double> copies(cargo.size());
  for (const Load& load : species[of].carries) copies[load.index] += load.copies;
  return copies;
}

}  // namespace exomet
