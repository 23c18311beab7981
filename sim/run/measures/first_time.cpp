// The first time that another measure passes a bound.
#include <sstream>

#include "sim/run/measure.hpp"

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
    return section;
  }
  Dimension dimension() const override { return Dimension::time; }
  bool waits(const MeasureMemory& memory) const override { return std::isnan(memory.time); }
  std::vector<std::string> needs() const override { return {measure_}; }
  double observe(const View& view, const Observed& earlier, MeasureMemory& memory) const override {
    if (std::isnan(memory.time) && holds(earlier[measure_])) memory.time = view.world.time;
    return memory.time;
  }

 private:
  void read(const Node& node, Reader& reader) {
    std::istringstream words(node.scalar);
    std::string comparison, number, rest;
    words >> measure_ >> comparison >> number;
    std::getline(words, rest);
    const int other = reader.name(measure_, node.place, "measure");
    const std::string path = reader.path();  // measures.<own name>.first_time
    const std::size_t begin = path.find('.') + 1;
    if (other >= reader.words.find("measure", path.substr(begin, path.find('.', begin) - begin)))
      reader.problem(node, "'" + measure_ + "' has to stand before this measure; move one of them");
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
};

const Registry<Measure>::Entry<FirstTime> entry{"first_time"};

}  // namespace
}  // namespace exomet
