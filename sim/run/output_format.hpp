// Formats of cells and fields, by the words of `output: {formats: [...]}`. Each registers itself beside its
// recorder; the registry only grows while the program starts.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sim/run/recorder.hpp"

namespace exomet {

// Files of a run: "cells.pvd", or those numbered from 0, "cells/cells_" and ".vtp".
struct FileKind {
  std::string start, ending = {};
  bool goes_on = false;  // a table that a resumed run goes on in, after the bytes of its checkpoint
  bool matches(std::string_view file) const;
};

struct OutputFormat {
  std::string about;
  std::vector<FileKind> files;
  std::unique_ptr<Recorder> (*make)(const std::filesystem::path& folder);  // its recorder, for a run's folder

  static const std::map<std::string, OutputFormat>& all();

  // A static of this type registers a format.
  struct Entry {
    Entry(const std::string& name, OutputFormat);
  };
};

}  // namespace exomet
