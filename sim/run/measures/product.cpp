#include "sim/run/measures/of_two.hpp"

namespace exomet {
namespace {

class Product final : public OfTwo {
 public:
  static Section<Product> schema() {
    return section_of<Product>("product", "One measure times another, of which one is a number.");
  }

 private:
  double combined(double first, double second) const override { return first * second; }
  std::string fault_of(const Measure& first, const Measure& second) const override {
    if (first.dimension() == Dimension::number || second.dimension() == Dimension::number) return {};
    return "one of the two has to be a number; these are " + kind_of(first) + " and " + kind_of(second);
  }
  const Measure* unit_like(const Measure& first, const Measure& second) const override {
    return first.dimension() == Dimension::number ? &second : &first;
  }
};

const Registry<Measure>::Entry<Product> entry{"product"};

}  // namespace
}  // namespace exomet
