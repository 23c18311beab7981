#include "sim/bench/spheroid.hpp"

namespace exomet::bench {

std::string model_of(const Spheroid& spheroid) {
  const std::string edge = std::to_string(20 * spheroid.voxels) + " um",
                    middle = std::to_string(10 * spheroid.voxels) + " um",
                    there = "[" + middle + ", " + middle + "]";
  std::string substances, taken_up, released;
  for (int s = 0; s < spheroid.species; ++s) {
    const std::string name = "    substance_" + std::to_string(s) + ": ";
    substances += name + "{diffusion: 1667 um^2/s, half_life: 7 min, source: assumed}\n";
    taken_up += "  " + name + "{clearance: 1e6 um^3/h, source: assumed}\n";
    released += "  " + name + "{rate: 1000 /h, source: assumed}\n";
  }
  return "model: spheroid\n"
         "domain: {source: assumed, size: [" +
         edge + ", " + edge + ", " + edge +
         "], voxel: 20 um}\n"
         "mechanics:\n"
         "  source: assumed\n"
         "  contact: {quadratic: {repulsion: 10 nN, adhesion: 0.4 nN, reach: 1.25}}\n"
         "  friction: 1000 nN min/um\n"
         "  attached_friction: 1000 nN min/um\n"
         "steps: {source: assumed, transport: 1 s, motion: 10 s, rules: 600 s}\n"
         "substances:\n" +
         substances +
         "cells:\n"
         "  cell:\n"
         "    diameter: {value: 16.825421 um, source: assumed}\n"
         "    dies: {rate: 0.001 /d, source: assumed}\n"
         "    takes_up:\n" +
         taken_up + "    secretes:\n" + released +
         "start:\n"
         "  - spheroid: {of: cell, cells: " +
         std::to_string(spheroid.cells) +
         ", count: 1, source: assumed,\n"
         "               within: {x: " +
         there + ", y: " + there + ", z: " + there + "}}\n";
}

}  // namespace exomet::bench
