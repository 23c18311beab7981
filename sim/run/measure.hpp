// What is read out of a World at each record: one number with a unit.
#pragma once

#include <string>
#include <vector>

#include "sim/run/cost.hpp"
#include "sim/run/registry.hpp"
#include "sim/run/view.hpp"

namespace exomet {

// What a measure keeps from one time to the next that it is observed; NaN at first.
struct MeasureMemory {
  double value = nowhere;
  double time = nowhere;  // min
};

// The values of the measures before this one, at this record, by name; NaN if unknown.
class Observed {
 public:
  virtual ~Observed() = default;
  virtual double operator[](const std::string& name) const = 0;
};

class Measure {
 public:
  virtual ~Measure() = default;
  virtual Dimension dimension() const = 0;
  // Its unit in tables, of its dimension.
  virtual std::string_view unit() const { return internal_unit(dimension()); }
  // What observing it takes while there are so many cells, for estimates.
  virtual Cost cost(const Model&, double cells) const;
  // Told once, when it was read, of the measures that stand before it, if it goes by these. Returns why it
  // can't, "" if it can.
  virtual std::string know(const std::vector<NamedMeasure>& /*earlier*/) { return {}; }
  // Why it can't find anything in this model, "" if it can.
  virtual std::string fault(const Model&) const { return {}; }
  // Whether it waits for something, so that it has to be observed at every step of the rules, not only when
  // measures are recorded; and the measures whose values it then needs, by name.
  virtual bool waits(const MeasureMemory&) const { return false; }
  virtual std::vector<std::string> needs() const { return {}; }
  // `memory` is this measure's own, kept by the Observer.
  virtual double observe(const View&, const Observed& earlier, MeasureMemory& memory) const = 0;
};

// A value that was observed, in the unit of tables.
double in_tables(const Measure&, double observed);

}  // namespace exomet
