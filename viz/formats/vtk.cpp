// vtk: cells.pvd and fields.pvd for ParaView (viz/export/paraview.hpp), written while the run goes on.
#include <memory>

#include "sim/base/background.hpp"
#include "sim/run/output_format.hpp"
#include "sim/run/run.hpp"
#include "viz/export/paraview.hpp"

namespace exomet {
namespace {

class VtkRecorder final : public Recorder {
 public:
  explicit VtkRecorder(const std::filesystem::path& folder) : export_(folder) {}

  void resume(const Run& run, const BytesWritten&) override { export_.forget_from(run.world().time); }

  void record(const Record& record) override {
    if (!record.cells_due) return;
    const auto snapshot =
        std::make_shared<const Snapshot>(take_snapshot(record.now, record.run.plan().output));
    writing_.start([this, snapshot] {
      try {
        export_.write(*snapshot);
      } catch (const RunError& error) {
        throw located(snapshot->time, "record", error);
      }
    });
  }

  void flush(BytesWritten&) override { writing_.wait(); }

 private:
  ParaviewExport export_;
  Background writing_;  // waits before the export goes
};

const OutputFormat::Entry entry{
    "vtk",
    {"cells.pvd and fields.pvd for ParaView, pictures and the report",
     {{"cells.pvd"}, {"fields.pvd"}, {"cells/cells_", ".vtp"}, {"fields/fields_", ".vti"}},
     [](const std::filesystem::path& folder) -> std::unique_ptr<Recorder> {
       return std::make_unique<VtkRecorder>(folder);
     }}};

}  // namespace
}  // namespace exomet
