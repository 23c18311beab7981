#include "sim/run/measures/of_two.hpp"

namespace exomet {
namespace {

class Ratio final : public OfTwo {
 public:
  static Section<Ratio> schema() {
    return section_of<Ratio>("ratio", "One measure over another of the same kind; no value while that is 0.");
  }

 private:
  double combined(double first, double second) const override {
    return second == 0 ? nowhere : first / second;
  }
  std::string fault_of(const Measure& first, const Measure& second) const override {
    return if_unlike(first, second, "ratio");
  }
  const Measure* unit_like(const Measure&, const Measure&) const override { return nullptr; }
};

const Registry<Measure>::Entry<Ratio> entry{"ratio"};

}  // namespace
}  // namespace exomet
