// What goes by two other measures, which stand before it.
#pragma once

#include "sim/run/measures/earlier.hpp"

namespace exomet {

class OfTwo : public Measure {
 public:
  Dimension dimension() const override { return dimension_; }
  std::string_view unit() const override { return unit_; }
  std::vector<std::string> needs() const override { return {first_, second_}; }
  std::string know(const std::vector<NamedMeasure>& earlier) override {
    const Measure *const first = find_measure(earlier, first_), *const second =
                                                                    find_measure(earlier, second_);
    if (!first || !second) return {};
    const Measure* const like = unit_like(*first, *second);
    if (like) dimension_ = like->dimension(), unit_ = like->unit();
    return fault_of(*first, *second);
  }
  double observe(const View&, const Observed& earlier, MeasureMemory&) const override {
    return combined(earlier[first_], earlier[second_]);
  }

 protected:
  template <class T>
  static Section<T> section_of(const std::string& key, const std::string& about) {
    Section<T> section(about);
    section.custom({key, "[measure, measure]", "Two that stand before it.", "", true, {}},
                   [](const Node& node, T& target, Reader& reader) { target.read(node, reader); });
    return section;
  }
  void read(const Node& node, Reader& reader) {
    if (node.kind != Node::Kind::sequence || node.items.size() != 2)
      return reader.problem(node, "expected a list of two measures, e.g. [tumour_cells, all_cells]");
    first_ = read_earlier(reader.text(node.items[0]), node.items[0], reader);
    second_ = read_earlier(reader.text(node.items[1]), node.items[1], reader);
  }
  static std::string kind_of(const Measure& measure) {
    return measure.unit().empty() ? "a number" : "what is in " + std::string(measure.unit());
  }
  static std::string if_unlike(const Measure& first, const Measure& second, const std::string& what) {
    if (first.dimension() == second.dimension()) return {};
    return "there is no " + what + " between " + kind_of(first) + " and " + kind_of(second) +
           "; take two of the same kind";
  }

 private:
  virtual double combined(double first, double second) const = 0;  // in internal units
  virtual std::string fault_of(const Measure& first, const Measure& second) const = 0;
  // The one whose unit it has; null: it is a number.
  virtual const Measure* unit_like(const Measure& first, const Measure& second) const = 0;

  std::string first_, second_;
  Dimension dimension_ = Dimension::number;
  std::string_view unit_;
};

}  // namespace exomet
