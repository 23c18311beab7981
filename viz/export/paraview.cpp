#include "viz/export/paraview.hpp"

#include "sim/base/quantity.hpp"
#include "viz/export/vtk_xml.hpp"

namespace exomet {

ParaviewExport::ParaviewExport(const std::filesystem::path& folder)
    : cells_(folder, "cells", "vtp"), fields_(folder, "fields", "vti") {}

void ParaviewExport::write(const Snapshot& snapshot) {
  const double day = days(snapshot.time);
  cells_.add(day, cells_xml(snapshot));
  fields_.add(day, fields_xml(snapshot));
}

void ParaviewExport::forget_from(double time) {
  cells_.forget_from(days(time));
  fields_.forget_from(days(time));
}

}  // namespace exomet
