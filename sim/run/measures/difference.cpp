#include "sim/run/measures/of_two.hpp"

namespace exomet {
namespace {

class Difference final : public OfTwo {
 public:
  static Section<Difference> schema() {
    return section_of<Difference>("difference", "One measure less another of the same kind.");
  }

 private:
  double combined(double first, double second) const override { return first - second; }
  std::string fault_of(const Measure& first, const Measure& second) const override {
    return if_unlike(first, second, "difference");
  }
  const Measure* unit_like(const Measure& first, const Measure&) const override { return &first; }
};

const Registry<Measure>::Entry<Difference> entry{"difference"};

}  // namespace
}  // namespace exomet
