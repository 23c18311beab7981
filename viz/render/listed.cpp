#include "viz/render/listed.hpp"

#include <charconv>
#include <cmath>
#include <string>

#include "sim/base/error.hpp"
#include "sim/run/image/vtk_xml_file.hpp"

namespace exomet {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& pvd, const std::string& why) {
  throw InputError(pvd.string() + " is damaged: " + why + "; restore it or run the experiment again");
}

XmlElement parsed(const fs::path& pvd, const std::string& bytes) {
  try {
    return read_xml(bytes);
  } catch (const XmlError& error) {
    refuse(pvd, error.place);
  }
}

// A file of the run's own folder.
bool is_inside(const fs::path& file) {
  if (file.empty() || file.is_absolute()) return false;
  for (const fs::path& part : file)
    if (part == "..") return false;
  return true;
}

// Whether a <DataSet> says what it must.
bool read_entry(const XmlElement& listed, Collected& entry) {
  const std::string *day = listed.attribute("timestep"), *file = listed.attribute("file");
  if (!day || !file || !is_inside(*file)) return false;
  entry.file = *file;
  const auto [end, error] = std::from_chars(day->data(), day->data() + day->size(), entry.day);
  return error == std::errc() && end == day->data() + day->size() && std::isfinite(entry.day);
}

}  // namespace

std::vector<Collected> all_listed(const fs::path& pvd) {
  std::string bytes;
  try {
    bytes = file_bytes(pvd.string());
  } catch (const ImageError& error) {
    refuse(pvd, error.what());
  }
  const XmlElement root = parsed(pvd, bytes);
  const XmlElement* const collection = root.child("Collection");
  std::vector<Collected> files;
  if (!collection) refuse(pvd, "it holds no Collection");
  for (const XmlElement& listed : collection->children) {
    const std::string which =
        "DataSet " + std::to_string(files.size() + 1) + " of " + std::to_string(collection->children.size());
    Collected entry;
    if (listed.name != "DataSet" || !read_entry(listed, entry))
      refuse(pvd, which + " has no timestep or no file of the run");
    if (!files.empty() && !(entry.day > files.back().day))
      refuse(pvd, which + " isn't later than the one before");
    files.push_back(std::move(entry));
  }
  return files;
}

}  // namespace exomet
