// Compartments: volumes beside the domain in which all is mixed at once, as blood, lymph, or the stirred part
// of a fluid. They hold EVs and substances, exchange them with voxels through walls, and pass them on to each
// other.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "sim/run/region.hpp"

namespace exomet {

struct Model;
struct World;

struct Passing {
  int index = -1;   // into Model::compartments
  double rate = 0;  // 1/min, of what is there
};

// A species in a compartment.
struct HeldSpecies {
  int index = -1;                                              // into Model::species
  double half_life = std::numeric_limits<double>::infinity();  // min
  double background = 0;  // 1/um^3: there at the start and kept up by the body
  double supply = 0;      // 1/min, what comes from outside beside that
  std::vector<Passing> passes_to;

  double decay() const;  // 1/min
  // What comes without the domain: it keeps up the background, 1/min.
  double production(double volume) const;
};

struct Permeability {
  int index = -1;                                          // into Model::species
  double value = std::numeric_limits<double>::infinity();  // um/min; infinite: a wall that hinders nothing
};

// Through what a compartment exchanges with the domain, to both sides, permeability times area times the
// difference of densities: an end of the domain, or a wall that is spread evenly over a region, as
// capillaries are.
struct Wall {
  int axis = -1, end = 0;  // of the end; no axis: in the region
  Region within;
  double area = 0;  // um^2, of all the wall in the region
  std::vector<Permeability> permeability;
  // What of the body the domain stands for: the compartment feels so many of it.
  enum class Represents { number, area, volume };
  Represents represents = Represents::number;
  double represented = 1;  // a number, um^2 of the end, um^3 of the region

  double times(const Geometry&) const;
  double area_of_end(const Geometry&) const;       // um^2
  double volume_of_region(const Geometry&) const;  // um^3
};

struct Compartment {
  std::string name;
  double volume = 0;  // um^3
  std::vector<HeldSpecies> holds;
  std::vector<Wall> exchanges;

  const HeldSpecies* find(int species) const;
};

// Whether any wall of any compartment lets a species through.
bool goes_through_walls(const Model&, int species);

// What a compartment holds of a species, whoever released it: EVs or molecules.
double amount_in(const World&, int species, int compartment);
// Why there can't be any, "" if there can.
std::string fault_of_content(const Model&, int species, int compartment);

// Why a wall can't be one in this domain, "" if it can.
std::string fault(const Wall&, const Geometry&);

}  // namespace exomet
