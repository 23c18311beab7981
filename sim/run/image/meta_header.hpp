// Checks the header of a MetaImage file (https://itk.org/Wiki/MetaIO/Documentation) before VTK reads it: VTK
// fills up with zeros what is missing of the voxels, and says so only on standard error.
#pragma once

#include <filesystem>

namespace exomet {

// ImageError if the header can't be understood, or if its voxels' file isn't there or isn't whole.
void check_meta_image(const std::filesystem::path& file);

}  // namespace exomet
