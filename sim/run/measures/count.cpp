// Living cells of a type.
#include "sim/run/measure.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Count final : public Measure {
 public:
  static Section<Count> schema() {
    Section<Count> section("Number of living cells of a type.");
    section.reference("count", &Count::type_, "cell type", true, "The type.");
    add_region(section, &Count::region_, "Where.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Population& cells = view.world.cells;
    double count = 0;
    for (CellIndex i = 0; i < cells.size(); ++i)
      count += cells.type[i] == type_ && cells.alive(i) && region_.contains(cells.position(i));
    return count;
  }

 private:
  int type_ = -1;
  Region region_;
};

const Registry<Measure>::Entry<Count> entry{"count"};

}  // namespace
}  // namespace exomet
