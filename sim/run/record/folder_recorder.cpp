#include "sim/run/record/folder_recorder.hpp"

#include "sim/base/whole_file.hpp"
#include "sim/run/output_format.hpp"
#include "sim/run/record/run_json.hpp"
#include "sim/run/record/tables.hpp"
#include "sim/run/run.hpp"

namespace exomet {

void FolderRecorder::open(const Plan& plan) {
  parts_.push_back(std::make_unique<TableRecorder>(folder_.partial()));
  if (!options_.cells_and_fields) return;
  for (const std::string& format : plan.output.formats)
    parts_.push_back(OutputFormat::all().at(format).make(folder_.partial()));
}

void FolderRecorder::begin(const Run& run) {
  open(run.plan());
  for (const auto& part : parts_) part->begin(run);
}

void FolderRecorder::resume(const Run& run, const BytesWritten& written) {
  open(run.plan());
  for (const auto& part : parts_) part->resume(run, written);
}

void FolderRecorder::record(const Record& record) {
  for (const auto& part : parts_) part->record(record);
}

void FolderRecorder::flush(BytesWritten& written) {
  for (const auto& part : parts_) part->flush(written);
}

void FolderRecorder::finish(const Run& run) {
  BytesWritten written;
  flush(written);
  for (const auto& part : parts_) part->finish(run);
  const FileSizes sizes = sizes_of(folder_.partial());
  write_whole(folder_.partial() / "run.json", run_json(run, options_.version, options_.threads, sizes),
              Barrier::later);
  folder_.finish();
}

}  // namespace exomet
