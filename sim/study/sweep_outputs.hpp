// What a sweep's folder shows: tables, figures, and the text that made them, of one moment.
#pragma once

#include <filesystem>

#include "sim/base/file_set.hpp"
#include "sim/study/sweep.hpp"

namespace exomet {

class SweepOutputs {
 public:
  // Begins new ones, with sweep.json, sweep.yaml (the sweep's file as it was read) and points.csv, if it
  // names such a file. The folder is locked by the caller.
  SweepOutputs(const std::filesystem::path& folder, const Sweep&);

  // Where the tables and figures are to be written.
  const std::filesystem::path& staging() const { return staging_; }
  // Removes the figures that were written there.
  void drop_figures() const;
  // Puts all in place of what was there. If tables or text have changed, old figures and what was drawn of
  // the old tables (report.html, figures of `plot`) go, too. RunError with path and reason; then the old ones
  // stay whole.
  void publish();

 private:
  std::filesystem::path folder_;
  FileSet set_;
  std::filesystem::path staging_;
};

}  // namespace exomet
