// What cells of some types sense, on average.
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/region.hpp"
#include "sim/run/signal.hpp"

namespace exomet {
namespace {

class MeanSignal final : public Measure {
 public:
  static Section<MeanSignal> schema() {
    Section<MeanSignal> section("Mean of what living cells of a type, or of several together, sense.");
    section.custom({"mean_signal", "name of a signal (describe signals)", "The signal.", "", true, {}},
                   [](const Node& node, MeanSignal& measure, Reader& reader) {
                     const int index = reader.name(node, "signal");
                     if (index >= 0) measure.signal_ = signal_at(reader.words, index);
                   });
    add_cell_types(section, "of", &MeanSignal::types_, true, "The types.");
    add_region(section, &MeanSignal::region_, "Of cells in there.");
    return section;
  }
  Dimension dimension() const override { return signal_.source->dimension; }
  std::string fault(const Model& model) const override { return region_.fault_of_search(model.geometry); }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Population& cells = view.world.cells;
    double sum = 0, count = 0;
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (types_.has(cells.type[i]) && cells.alive(i) && region_.contains(cells.position(i))) {
        sum += signal_.at(view, i);
        count += 1;
      }
    return count > 0 ? sum / count : nowhere;
  }

 private:
  Signal signal_{&SignalSource::all().begin()->second, 0};  // another after a problem
  CellTypes types_;
  Region region_;
};

const Registry<Measure>::Entry<MeanSignal> entry{"mean_signal"};

}  // namespace
}  // namespace exomet
