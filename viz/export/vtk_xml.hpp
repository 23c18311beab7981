// Snapshots as VTK XML text, what ParaView, VisIt, PyVista and meshio read.
// Format: https://docs.vtk.org/en/latest/design_documents/VTKFileFormats.html. Arrays are inline, base64 and
// zlib-compressed: with libexpat of Debian's security updates VTK refuses appended data, raw or encoded, and
// meshio can't read lz4. The same snapshot gives the same bytes.
#pragma once

#include <string>

#include "sim/run/record/snapshot.hpp"

namespace exomet {

// ParaView shows bare numbers for time: they are days.
//
// Field data of both kinds of file: "TimeValue" (days); "units", a string array of "name [unit]", one for
// TimeValue and for each array that has a unit; and, for a column with categories, "<name>_names", the names
// of 0, 1, ... Errors: std::logic_error for a column whose length doesn't fit or a whole column that holds
// other than whole numbers up to 2^53 (bugs of whoever took the snapshot), RunError if VTK fails or a name
// has one of <>&" in it.

// PolyData (.vtp): a point and a vertex per cell at its position (Float32, um), and one point array per
// column: Int64 if whole, Int32 if it has categories, else Float64 (NaN stays NaN).
std::string cells_xml(const Snapshot&);

// ImageData (.vti) from 0 to the extent of the geometry (um), a VTK cell per voxel, one cell array (Float64)
// per column. Without columns it still holds the domain.
std::string fields_xml(const Snapshot&);

}  // namespace exomet
