// The first time that another measure passes a bound.
#include <sstream>

#include "sim/run/measures/earlier.hpp"

namespace exomet {
namespace {

enum class Comparison { above, below, at_least, at_most };

class FirstTime final : public Measure {
 public:
  static Section<FirstTime> schema() {
    Section<FirstTime> section(
        "The first time at which another measure, named before, passes a bound; looked for at every step of "
        "the "
        "rules, whenever measures are written.");
    section.custom(
        {"first_time", "'measure > number', e.g. implants > 0", "The condition: > < >= <=.", "", true, {}},
        [](const Node& node, FirstTime& first, Reader& reader) { first.read(node, reader); });
    section.quantity("after", &FirstTime::after_, Dimension::time, {false, not_negative},
                     "What was before this time doesn't count.");
    section.quantity("stays", &FirstTime::stays_, Dimension::time, {false, not_negative},
                     "The condition has to hold so long without a break; the time is when that began.");
    return section;
  }
  Dimension dimension() const override { return Dimension::time; }
  bool waits(const MeasureMemory& memory) const override { return std::isnan(memory.time); }
  std::vector<std::string> needs() const override { return {measure_}; }
  double observe(const View& view, const Observed& earlier, MeasureMemory& memory) const override {
    const double now = view.world.time;
    if (!std::isnan(memory.time) || now < after_) return memory.time;
    double& since = memory.value;
    if (!holds(earlier[measure_]))
      since = nowhere;
    else if (std::isnan(since))
      since = now;
    if (now - since >= stays_) memory.time = since;
    return memory.time;
  }

 private:
  void read(const Node& node, Reader& reader) {
    std::istringstream words(node.scalar);
    std::string comparison, number, rest;
    words >> measure_ >> comparison >> number;
    std::getline(words, rest);
    read_earlier(measure_, node, reader);
    const std::vector<std::string> signs{">", "<", ">=", "<="};
    for (std::size_t i = 0; i < signs.size(); ++i)
      if (comparison == signs[i]) {
        comparison_ = static_cast<Comparison>(i);
        try {
          bound_ = parse_quantity(number + rest, Dimension::number);
        } catch (const QuantityError& error) {
          reader.problem(node, error.what());
        }
        return;
      }
    reader.problem(node, "expected 'measure > number' with >, <, >= or <=, for example 'implants > 0'");
  }

  bool holds(double value) const {
    switch (comparison_) {
      case Comparison::above:
        return value > bound_;
      case Comparison::below:
        return value < bound_;
      case Comparison::at_least:
        return value >= bound_;
      case Comparison::at_most:
        return value <= bound_;
    }
    return false;
  }

  std::string measure_;
  Comparison comparison_ = Comparison::above;
  double bound_ = 0;
  double after_ = 0, stays_ = 0;  // min
};

const Registry<Measure>::Entry<FirstTime> entry{"first_time"};

}  // namespace
}  // namespace exomet
