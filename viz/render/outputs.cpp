#include "viz/render/outputs.hpp"

#include <cerrno>
#include <cstring>
#include <fstream>

#include "sim/base/error.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void refuse(const fs::path& path, const std::string& reason) {
  throw InputError("can't write to '" + path.string() + "' (" + reason + "); name another place: --out");
}

// A part of it can be made, which is removed again, and it is no folder.
void check_writable(const fs::path& file) {
  std::error_code error;
  if (fs::is_directory(file, error)) refuse(file, "it is a folder");
  if (const fs::path folder = file.parent_path(); !folder.empty()) {
    fs::create_directories(folder, error);
    if (error) refuse(folder, error.message());
  }
  errno = 0;
  const bool writable = std::ofstream(part_of(file)).is_open();
  const int reason = errno;
  fs::remove(part_of(file), error);
  if (!writable) refuse(file, std::strerror(reason));
}

bool ends_in(const std::string& out, const char* extension) { return fs::path(out).extension() == extension; }

}  // namespace

fs::path part_of(const fs::path& whole) { return whole.string() + ".part"; }

std::vector<fs::path> picture_files(const std::string& out, const std::string& run,
                                    const std::vector<std::string>& names) {
  std::vector<fs::path> files;
  if (ends_in(out, ".png")) {
    if (names.size() != 1)
      throw InputError("--out " + out + ": one file for " + std::to_string(names.size()) +
                       " pictures; name a folder");
    files.push_back(out);
  } else {
    std::error_code ignored;
    const fs::path folder = out.empty() ? fs::path(run) / "pictures" : fs::path(out);
    if (folder.has_extension() && !fs::is_directory(folder, ignored) &&
        std::string(".jpg.jpeg.svg.pdf.gif.tif.tiff.mp4").find(folder.extension()) != std::string::npos)
      throw InputError("--out " + out + ": pictures are PNG; name a file.png or a folder");
    for (const std::string& name : names) files.push_back(folder / (name + ".png"));
  }
  check_writable(files.front());
  return files;
}

fs::path movie_file(const std::string& out, const std::string& run) {
  const fs::path file = out.empty() ? fs::path(run) / "movie.mp4" : fs::path(out);
  if (!ends_in(file, ".mp4")) throw InputError("--out " + out + ": movies are MP4; name a file.mp4");
  check_writable(file);
  return file;
}

}  // namespace exomet
