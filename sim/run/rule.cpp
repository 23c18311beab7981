#include "sim/run/rule.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {
constexpr double overwhelming = 1e12;  // odds that stand for a full response

double odds(const Influence& influence, double ratio) {
  switch (influence.response) {
    case Response::hill:
      return std::min(overwhelming, maths::pow(ratio, influence.hill));
    case Response::linear:
      return ratio >= 2 ? overwhelming : 0.5 * ratio / (1 - 0.5 * ratio);
    case Response::threshold:
      return ratio >= 1 ? overwhelming : 0;
  }
  return 0;
}

// What signals do to a cell now.
class Effects {
 public:
  Effects(const std::vector<Influence>& influences, const View& view, CellIndex cell)
      : size_(influences.size()) {
    for (std::size_t i = 0; i < size_; ++i) {
      const Influence& influence = influences[i];
      const double ratio = std::max(0.0, influence.signal.at(view, cell)) / influence.half;
      all_[i] = {odds(influence, ratio), influence.to, ratio, influence.hill};
    }
  }
  operator std::span<const Effect>() const { return {all_.data(), size_}; }

 private:
  std::array<Effect, most_effects> all_;
  std::size_t size_;
};

// Of the raised rate the part of each influence; what is left is the base's. By hill the base falls with the
// share of the others, otherwise it stays, and they have the rest in proportion to what each would do alone.
std::vector<double> parts_of(Combination combine, std::span<const Effect> effects, double base,
                             double raised) {
  std::vector<double> parts(effects.size());
  double sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i)
    sum += parts[i] =
        combine == Combination::hill ? effects[i].odds : std::max(0.0, effects[i].alone(base) - base);
  if (!(sum > 0)) return parts;
  for (std::size_t i = 0; i < parts.size(); ++i)
    parts[i] = combine == Combination::hill ? sum / (1 + sum) * effects[i].to * parts[i] / sum
                                            : (raised - base) * parts[i] / sum;
  return parts;
}
}  // namespace

double Rule::at(const View& view, CellIndex cell) const {
  double number = base;
  if (!raised_by.empty()) number = raised(combine, Effects(raised_by, view, cell), number);
  if (!lowered_by.empty()) number = lowered(combine, Effects(lowered_by, view, cell), number, most());
  return number;
}

double Rule::most() const {
  double number = base, sum = base, product = base;
  for (const Influence& influence : raised_by) {
    number = std::max(number, influence.to);
    sum += std::max(0.0, influence.to - base);
    if (base > 0) product *= std::max(1.0, influence.to / base);
  }
  if (combine == Combination::sum || combine == Combination::independent) return sum;
  return combine == Combination::product ? product : number;
}

double Rule::bound() const {
  const double raised = most();
  double highest = raised, product = raised;
  for (const Influence& influence : lowered_by) {
    highest = std::max(highest, influence.to);
    if (raised > 0) product *= std::max(1.0, influence.to / raised);
  }
  return combine == Combination::product || combine == Combination::independent ? product : highest;
}

std::string Rule::cause(const View& view, CellIndex cell, const std::string& own, double drawn) const {
  // What lowers the rate lowers all of its parts alike, down to the rate that is left, which counts as own.
  const Effects effects(raised_by, view, cell);
  const double up = raised(combine, effects, base), rate = at(view, cell);
  double kept = up > 0 ? rate / up : 0;
  if (combine == Combination::hill) {
    double odds = 0;
    const Effects lowering(lowered_by, view, cell);
    for (const Effect& effect : std::span<const Effect>(lowering)) odds += effect.odds;
    kept = 1 - odds / (1 + odds);
  }
  const std::vector<double> parts = parts_of(combine, effects, base, up);
  double left = drawn * rate;
  for (std::size_t i = 0; i < parts.size(); ++i)
    if ((left -= kept * parts[i]) < 0) return signal_name(raised_by[i].signal, view.model);
  return own;
}

void Rule::connect(SignallingGraph& graph, const Model& model, CellTypeId type,
                   const std::string& behaviour) const {
  const int cell = graph.node(SignalKind::cell_type, model.cells[type].name);
  const auto edges = [&](const std::vector<Influence>& influences, Relation relation) {
    for (const Influence& influence : influences) {
      if (const auto node = influence.signal.source->node)
        graph.connect(node(graph, model, influence.signal.index), cell, relation, behaviour);
    }
  };
  edges(raised_by, Relation::raises);
  edges(lowered_by, Relation::lowers);
}

}  // namespace exomet
