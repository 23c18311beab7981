// Everything that a run writes into its folder: tables, cells and fields in their formats, and run.json.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/run/record/run_folder.hpp"
#include "sim/run/recorder.hpp"

namespace exomet {

struct FolderRecorderOptions {
  std::string version;
  int threads = 1;  // for run.json
  bool cells_and_fields = true;
};

class FolderRecorder final : public Recorder {
 public:
  // Writes into the partial folder; finish() gives the folder its name.
  FolderRecorder(RunFolder& folder, FolderRecorderOptions options)
      : folder_(folder), options_(std::move(options)) {}

  void begin(const Run&) override;
  void resume(const Run&, const BytesWritten&) override;
  void record(const Record&) override;
  void flush(BytesWritten&) override;
  void finish(const Run&) override;

 private:
  void open(const Plan&);

  RunFolder& folder_;
  const FolderRecorderOptions options_;
  std::vector<std::unique_ptr<Recorder>> parts_;
};

}  // namespace exomet
