#include "sim/api/library_place.hpp"

#include <dlfcn.h>

#include <cstdlib>

#include "sim/base/error.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {
bool holds_models(const fs::path& folder) {
  std::error_code ignored;
  return fs::is_regular_file(folder / "models" / "references.bib", ignored);
}
}  // namespace

fs::path place_of_library() {
  if (const char* named = std::getenv("EXOMET_LIBRARY")) return named;
  Dl_info about{};
  const bool found = dladdr(reinterpret_cast<const void*>(&place_of_library), &about) != 0 && about.dli_fname;
  const fs::path file = found ? fs::weakly_canonical(about.dli_fname) : fs::path();
  for (fs::path folder = file.parent_path(); !folder.empty(); folder = folder.parent_path()) {
    if (holds_models(folder)) return folder;
    if (holds_models(folder / "share" / "exomet")) return folder / "share" / "exomet";
    if (folder == folder.parent_path()) break;
  }
  throw RunError("the models aren't found; let EXOMET_LIBRARY name the folder that holds 'models'");
}

}  // namespace exomet
