// What a run writes for ParaView: open cells.pvd and fields.pvd, or set the scene with viz/paraview/scene.py.
#pragma once

#include <filesystem>

#include "sim/run/record/snapshot.hpp"
#include "viz/export/collection.hpp"

namespace exomet {

// Writes snapshots into a folder:
//   cells.pvd   cells/cells_0000.vtp ...    a point per cell (um), its columns as point arrays
//   fields.pvd  fields/fields_0000.vti ...  the grid (um), its columns as arrays per voxel
// Two collections, since ParaView handles one that mixes both kinds badly. Times are days; see vtk_xml.hpp
// for the arrays and collection.hpp for what happens to files that are there already.
class ParaviewExport {
 public:
  // The folder may exist or not; nothing is written yet. RunError if a .pvd in it can't be read.
  explicit ParaviewExport(const std::filesystem::path& folder);

  // Files appear whole or not at all and the .pvd files are complete after each call. Snapshots come in order
  // of time: one that isn't later than those before it replaces them. RunError with path and reason.
  void write(const Snapshot&);

  // Removes what was written of that time (min) and later. RunError with path and reason.
  void forget_from(double time);

 private:
  Collection cells_, fields_;
};

}  // namespace exomet
