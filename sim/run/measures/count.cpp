// Living cells of some types.
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Count final : public Measure {
 public:
  static Section<Count> schema() {
    Section<Count> section("Number of living cells of a type, or of several together.");
    add_cell_types(section, "count", &Count::types_, true, "The types.");
    add_region(section, &Count::region_, "Where.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  std::string fault(const Model& model) const override { return region_.fault_of_search(model.geometry); }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Population& cells = view.world.cells;
    double count = 0;
    for (CellIndex i = 0; i < cells.size(); ++i)
      count += types_.has(cells.type[i]) && cells.alive(i) && region_.contains(cells.position(i));
    return count;
  }

 private:
  CellTypes types_;
  Region region_;
};

const Registry<Measure>::Entry<Count> entry{"count"};

}  // namespace
}  // namespace exomet
