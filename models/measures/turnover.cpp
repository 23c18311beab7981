// How fast cells form or remove a tissue: the mean since the record before, which is what serum markers of
// formation and resorption tell.
#include "sim/run/measure.hpp"

namespace exomet {
namespace {

enum class What { formed, removed };

class Turnover final : public Measure {
 public:
  static Section<Turnover> schema() {
    Section<Turnover> section(
        "Volume of a tissue that cells form or remove per time, since the record before.");
    section.reference("turnover", &Turnover::tissue_, "tissue", true, "The tissue.")
        .choice("what", &Turnover::what_, {{"formed", What::formed}, {"removed", What::removed}},
                "What cells formed, or what they removed.");
    return section;
  }
  Dimension dimension() const override { return Dimension::clearance; }
  std::string_view unit() const override { return "um^3/d"; }
  double observe(const View& view, const Observed&, MeasureMemory& memory) const override {
    const Tissue& tissue = view.world.tissues[tissue_];
    const double total = what_ == What::formed ? tissue.formed : tissue.removed, time = view.world.time;
    if (time <= memory.time) return nowhere;
    const double rate = (total - memory.value) / (time - memory.time);  // NaN at the first record
    memory = {total, time};
    return rate;
  }

 private:
  int tissue_ = -1;
  What what_ = What::formed;
};

const Registry<Measure>::Entry<Turnover> entry{"turnover"};

}  // namespace
}  // namespace exomet
