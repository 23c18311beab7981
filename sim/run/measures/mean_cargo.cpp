// Copies of a cargo per living cell of some types, on average.
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

class MeanCargo final : public Measure {
 public:
  static Section<MeanCargo> schema() {
    Section<MeanCargo> section("Mean copies of a cargo per living cell of a type, or of several together.");
    section.reference("mean_cargo", &MeanCargo::cargo_, "cargo", true, "The cargo.");
    add_cell_types(section, "of", &MeanCargo::types_, true, "The types.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Population& cells = view.world.cells;
    double copies = 0, count = 0;
    for (CellIndex i = 0; i < cells.size(); ++i)
      if (types_.has(cells.type[i]) && cells.alive(i)) {
        copies += cells.cargo[cargo_][i];
        count += 1;
      }
    return count > 0 ? copies / count : nowhere;
  }

 private:
  int cargo_ = -1;
  CellTypes types_;
};

const Registry<Measure>::Entry<MeanCargo> entry{"mean_cargo"};

}  // namespace
}  // namespace exomet
