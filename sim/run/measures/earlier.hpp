// Measures that go by other measures, which stand before them.
#pragma once

#include <string>
#include <vector>

#include "sim/run/measure.hpp"

namespace exomet {

// Reads the name of a measure that has to stand before the one that is being read; a problem if it doesn't.
std::string read_earlier(const std::string& name, const Node&, Reader&);

// What goes by one other measure, and has its unit.
class OfAnother : public Measure {
 public:
  Dimension dimension() const override { return dimension_; }
  std::string_view unit() const override { return unit_; }
  std::vector<std::string> needs() const override { return {measure_}; }
  std::string know(const std::vector<NamedMeasure>& earlier) override;

 protected:
  // Adds the key under which it is written, whose value is the name of the other.
  template <class T>
  static Section<T>& add_measure(Section<T>& section, const std::string& key) {
    return section.custom(
        {key, "name of a measure", "One that stands before it.", "", true, {}},
        [](const Node& node, T& target, Reader& reader) { target.read_measure(node, reader); });
  }
  void read_measure(const Node& node, Reader& reader) {
    measure_ = read_earlier(reader.text(node), node, reader);
  }
  double other(const Observed& earlier) const { return earlier[measure_]; }

 private:
  std::string measure_;
  Dimension dimension_ = Dimension::number;
  std::string_view unit_;
};

// The measure of a name among others; null if there is none (which was a problem).
const Measure* find_measure(const std::vector<NamedMeasure>&, const std::string& name);

}  // namespace exomet
