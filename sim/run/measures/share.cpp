// Cells of some types as a share of all.
#include "sim/run/cell_types.hpp"
#include "sim/run/measure.hpp"
#include "sim/run/region.hpp"

namespace exomet {
namespace {

class Share final : public Measure {
 public:
  static Section<Share> schema() {
    Section<Share> section(
        "Living cells of a type, or of several together, as a share of all living cells; no value while "
        "there "
        "are none.");
    add_cell_types(section, "share", &Share::types_, true, "The types.");
    add_cell_types(section, "of", &Share::among_, false,
                   "The types that make up the whole; all if left out.");
    add_region(section, &Share::region_, "Where.");
    return section;
  }
  Dimension dimension() const override { return Dimension::number; }
  std::string fault(const Model& model) const override {
    for (const CellTypeId type : types_.list)
      if (!among_.list.empty() && !among_.has(type))
        return "'" + model.cells[type].name + "' is counted, but is none of those that make up the whole";
    return region_.fault_of_search(model.geometry);
  }
  double observe(const View& view, const Observed&, MeasureMemory&) const override {
    const Population& cells = view.world.cells;
    double counted = 0, all = 0;
    for (CellIndex i = 0; i < cells.size(); ++i) {
      if (!cells.alive(i) || !region_.contains(cells.position(i))) continue;
      counted += types_.has(cells.type[i]);
      all += among_.list.empty() || among_.has(cells.type[i]);
    }
    return all > 0 ? counted / all : nowhere;
  }

 private:
  CellTypes types_, among_;
  Region region_;
};

const Registry<Measure>::Entry<Share> entry{"share"};

}  // namespace
}  // namespace exomet
