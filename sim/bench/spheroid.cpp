#include "sim/bench/spheroid.hpp"

#include <numbers>

namespace exomet::bench {

namespace {
constexpr double diffusivity = 1667 * 60, half_life = 7;  // um^2/min, min: oxygen's in tissue, and its uptake
constexpr int motions = 10;                               // a minute, and as many steps of transport
constexpr double transport_step = 10.0 / 60;              // min
const Contact contact_of_cells{ContactLaw::quadratic, 1.25, 1, {0}, {{10, 0.4}}};

// So many responses, shared out among two behaviours.
std::string rules_of(const Spheroid& spheroid) {
  std::string dies, divides;
  for (int r = 0; r < spheroid.rules; ++r) {
    const std::string signal = r / 2 < spheroid.species ? "substance_" + std::to_string(r / 2) : "crowding";
    (r % 2 == 0 ? dies : divides) += signal + ": {to: " + (r % 2 == 0 ? "0.002" : "0.5") +
                                     " /d, half: " + (signal == "crowding" ? "0.5" : "1000 /mL") +
                                     ", hill: 4}, ";
  }
  std::string text = "    dies: {rate: 0.001 /d, source: assumed";
  if (!dies.empty()) text += ", raised_by: {" + dies + "}";
  text += "}\n";
  if (!divides.empty())
    text += "    divides: {rate: 0.001 /d, source: assumed, raised_by: {" + divides + "}}\n";
  return text;
}
}  // namespace

Kernels::Kernels(const Spheroid& spheroid)
    : packed_(packed_ball(static_cast<std::size_t>(spheroid.cells), 20)),
      zones_(packed_.geometry, {packed_.cells.x, packed_.cells.y, packed_.cells.z, packed_.cells.diameter}),
      clearance_(packed_.cells.size(), 1e6 / 60),
      uptake_(zones_, clearance_, diffusivity),
      step_(coarser_and_coarser(packed_.geometry, diffusivity, transport_step),
            BackwardEuler::Exchanging{zones_.voxels(), uptake_.rates()}, std::numbers::ln2 / half_life,
            transport_step),
      neighbours_(packed_.geometry),
      emission_(zones_.spread(std::vector<double>(packed_.cells.size(), 1000.0 / 60))),
      taken_(zones_.voxels().size()),
      x_(packed_.cells.size()),
      y_(x_),
      z_(x_),
      fields_(spheroid.species, std::vector<double>(packed_.geometry.size(), 38.0)) {}

void Kernels::advance(int minutes) {
  for (int motion = 0; motion < minutes * motions; ++motion) {
    for (std::vector<double>& field : fields_) step_.advance({field, emission_, taken_}, room_);
    neighbours_.build(packed_.cells, contact_of_cells.reach);
    neighbours_.add_contact_forces(packed_.cells, contact_of_cells, x_, y_, z_);
  }
}

std::string model_of(const Spheroid& spheroid) {
  const std::string edge = std::to_string(20 * spheroid.voxels) + " um",
                    middle = std::to_string(10 * spheroid.voxels) + " um",
                    there = "[" + middle + ", " + middle + "]";
  std::string substances, taken_up, released, cargo;
  for (int s = 0; s < spheroid.species; ++s) {
    const std::string name = "    substance_" + std::to_string(s) + ": ";
    substances += name + "{diffusion: 1667 um^2/s, half_life: 7 min, source: assumed}\n";
    taken_up += "  " + name + "{clearance: 1e6 um^3/h, source: assumed}\n";
    released += "  " + name + "{rate: 1000 /h, source: assumed}\n";
  }
  for (int c = 0; c < spheroid.cargoes; ++c)
    cargo += "  cargo_" + std::to_string(c) + ": {half_life: 12 h, source: assumed}\n";
  return "model: spheroid\n"
         "domain: {source: assumed, size: [" +
         edge + ", " + edge + ", " + edge +
         "], voxel: 20 um}\n"
         "mechanics:\n"
         "  source: assumed\n"
         "  contact: {quadratic: {repulsion: 10 nN, adhesion: 0.4 nN, reach: 1.25}}\n"
         "  friction: 1000 nN min/um\n"
         "  attached_friction: 1000 nN min/um\n"
         "steps: {source: assumed, transport: 10 s, motion: 10 s, rules: 600 s}\n" +
         (cargo.empty() ? "" : "cargo:\n" + cargo) + "substances:\n" + substances +
         "cells:\n"
         "  cell:\n"
         "    diameter: {value: 16.825421 um, source: assumed}\n" +
         rules_of(spheroid) + "    takes_up:\n" + taken_up + "    secretes:\n" + released +
         "start:\n"
         "  - spheroid: {of: cell, cells: " +
         std::to_string(spheroid.cells) +
         ", count: 1, source: assumed,\n"
         "               within: {x: " +
         there + ", y: " + there + ", z: " + there + "}}\n";
}

}  // namespace exomet::bench
