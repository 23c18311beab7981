// A Model is plain, validated data in internal units (um, min, nN, counts): what the biology is. It doesn't
// change while it runs; a treatment swaps in a changed copy.
#pragma once

#include <array>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/cells/contact.hpp"
#include "sim/grid/geometry.hpp"
#include "sim/run/compartment.hpp"

namespace exomet {

class Mechanism;
class Measure;
class Placement;

struct Cargo {
  std::string name;
  double half_life = std::numeric_limits<double>::infinity();  // min, inside a cell
  double neutralised = 0;  // share of what EVs in flight carry of it that does nothing when they are taken up
};

// How much of a cargo one EV carries.
struct Load {
  int index = -1;     // into Model::cargo
  double copies = 0;  // per EV, a mean: 0.008 is honest for one microRNA
};

// Diffusion coefficient inside a tissue.
struct DiffusivityInTissue {
  int index = -1;          // into Model::tissues
  double diffusivity = 0;  // um^2/min
};

// What cells release into the grid and take up from it: an EV species, or a dissolved substance.
struct Species {
  std::string name;
  bool vesicle = false;
  double diameter = 0.1;  // um, EVs
  double diffusivity =
      std::numeric_limits<double>::quiet_NaN();                // um^2/min in the fluid; NaN: Stokes-Einstein
  double half_life = std::numeric_limits<double>::infinity();  // min
  double outside = 0;                                          // 1/um^3, beyond fixed boundaries
  std::vector<DiffusivityInTissue> in_tissue;
  std::vector<Load> carries;

  double decay() const;  // 1/min
};

// What a volume of tissue holds of a species, and frees when it is removed.
struct Held {
  int index = -1;      // into Model::species
  double density = 0;  // counts/um^3
};

// Matter on the grid, in shares of a voxel: submesothelial matrix, mineral.
struct TissueKind {
  std::string name;
  double resists = 0;  // nN: the force that keeps a cell from entering it
  std::vector<Held> holds;
};

struct CellType {
  std::string name;
  double diameter = 0;  // um, of a cell in G1
  // min, time constant of the volume of a cell that came to it with another size; infinite: it keeps that.
  double grows_over = 240;
  std::vector<std::shared_ptr<const Mechanism>> mechanisms;
  std::vector<std::string> mechanism_keys;  // of the mechanisms, in the same order
  std::vector<int> keeps = {};              // state columns that these mechanisms keep
};

struct Medium {
  double viscosity = 0.69;      // mPa s, water at 37 C
  double temperature = 310.15;  // K
};

struct Mechanics {
  Contact contact;
  double repulsion = 1,
         adhesion = 0;  // in the units of the contact law; a pair's adhesion is its affinity times this
  double friction = 1;  // nN min/um, of a free cell
  double attached_friction = 1;  // nN min/um, of a cell attached to matrix or cells
  double sealed_friction = 0;    // nN min/um, of a cell sealed to a tissue; 0: as attached

  double friction_of(Attachment attachment) const {
    if (attachment == Attachment::none) return friction;
    return attachment == Attachment::sealed && sealed_friction > 0 ? sealed_friction : attached_friction;
  }
};

// The intervals of the stages, min. Transport and motion take whole numbers of them between rules.
struct Steps {
  double transport = 1;
  double motion = 1;
  double rules = 6;
  long refine = 1;  // what a model's own intervals were divided by
};

struct NamedMeasure {
  std::string name;
  std::shared_ptr<const Measure> measure;
};

struct Model {
  std::string name, about;
  Geometry geometry;
  Medium medium;
  Mechanics mechanics;
  Steps steps;
  std::vector<Cargo> cargo;
  std::vector<Species> species;  // EV species first, then substances
  std::vector<TissueKind> tissues;
  std::vector<Compartment> compartments;
  std::vector<CellType> cells;
  std::vector<std::shared_ptr<const Placement>> start;
  std::vector<NamedMeasure> measures;
  std::vector<std::string> state_names;  // columns that the mechanisms keep per cell

  std::vector<double> load_of(int species) const;  // copies of each cargo in an EV; of a substance none

  int kissing_number() const { return geometry.dimensions() == 2 ? 6 : 12; }
  double largest_diameter() const;  // um, of any cell that grows in this model, mitotic ones included
};

// Diffusion coefficient of a sphere in a fluid, um^2/min (Einstein 1905): k T / (3 pi eta d).
double stokes_einstein(double diameter, const Medium&);

}  // namespace exomet
