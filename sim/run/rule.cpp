#include "sim/run/rule.hpp"

#include <algorithm>
#include <cmath>

#include "sim/base/mathematics.hpp"

namespace exomet {

namespace {
constexpr double overwhelming = 1e12;  // odds that stand for a full response

double odds(const Influence& influence, double signal) {
  const double ratio = std::max(0.0, signal) / influence.half;
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

struct Combined {
  double share = 0, to = 0;  // U and the odds-weighted mean of `to`
};

Combined combine(const std::vector<Influence>& influences, const View& view, CellIndex cell) {
  double sum = 0, weighted = 0;
  for (const Influence& influence : influences) {
    const double o = odds(influence, influence.signal.at(view, cell));
    sum += o;
    weighted += o * influence.to;
  }
  return sum > 0 ? Combined{sum / (1 + sum), weighted / sum} : Combined{};
}
}  // namespace

double Rule::at(const View& view, CellIndex cell) const {
  double rate = base;
  if (!raised_by.empty()) {
    const Combined up = combine(raised_by, view, cell);
    rate = (1 - up.share) * rate + up.share * up.to;
  }
  if (!lowered_by.empty()) {
    const Combined down = combine(lowered_by, view, cell);
    rate = (1 - down.share) * rate + down.share * down.to;
  }
  return rate;
}

std::string Rule::cause(const View& view, CellIndex cell, const std::string& own, double drawn) const {
  // What lowers the rate lowers all of its parts alike, down to the rate that is left, which counts as own.
  const double rate = at(view, cell), lowered = combine(lowered_by, view, cell).share;
  const Combined up = combine(raised_by, view, cell);
  double sum = 0, left = drawn * rate;
  for (const Influence& influence : raised_by) sum += odds(influence, influence.signal.at(view, cell));
  for (const Influence& influence : raised_by) {
    if (!(sum > 0)) break;
    left -= (1 - lowered) * up.share * influence.to * odds(influence, influence.signal.at(view, cell)) / sum;
    if (left < 0) return signal_name(influence.signal, view.model);
  }
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

namespace {
// The rate that a signal of `lowered_by` works on: with the strongest of those that raise it.
double highest(const Rule& rule) {
  double rate = rule.base;
  for (const Influence& influence : rule.raised_by) rate = std::max(rate, influence.to);
  return rate;
}

void warn(const Influence& influence, double rate, bool raises, const Node& list, Dimension dimension,
          Reader& reader) {
  if (raises ? influence.to > rate : influence.to < rate) return;
  const std::string to = format_quantity(influence.to, dimension), from = format_quantity(rate, dimension);
  for (const Entry& entry : list.entries) {
    if (reader.words.find("signal", entry.key) != influence.index) continue;
    const Reader::Scope scope(reader, entry.key, entry.value);
    if (influence.to == rate)
      reader.warn(entry.place, "neither raises nor lowers: 'to' is " + to + ", the rate itself");
    else
      reader.warn(entry.place, std::string(raises ? "lowers" : "raises") + " what it is to " +
                                   (raises ? "raise" : "lower") + ": 'to' is " + to + " and the rate " +
                                   from + " without it; put it under '" +
                                   (raises ? "lowered_by" : "raised_by") + "'");
  }
}
}  // namespace

void warn_of_directions(const Rule& rule, const Node& node, Dimension dimension, Reader& reader) {
  const auto look = [&](const char* key, const std::vector<Influence>& influences, double rate, bool raises) {
    const Node* list = node.find(key);
    if (!list) return;
    const Reader::Scope scope(reader, key, *list);
    for (const Influence& influence : influences) warn(influence, rate, raises, *list, dimension, reader);
  };
  look("raised_by", rule.raised_by, rule.base, true);
  look("lowered_by", rule.lowered_by, highest(rule), false);
}

Section<Influence> influence_schema(Dimension dimension) {
  Section<Influence> section("How a signal changes a rate.");
  section
      .quantity("to", &Influence::to, dimension, {true, not_negative},
                "The rate under an overwhelming signal.")
      .custom({"half",
               "in the signal's unit",
               "The signal at half of the effect (threshold: where it starts).",
               "",
               true,
               {}},
              [](const Node& node, Influence& influence, Reader& reader) {
                if (influence.index < 0) return;  // whose unit isn't known
                influence.half = reader.quantity(node, influence.signal.source->dimension, positive, 1);
              })
      .quantity("hill", &Influence::hill, Dimension::number, {false, positive},
                "Exponent of the Hill response.")
      .choice("response", &Influence::response,
              {{"hill", Response::hill}, {"linear", Response::linear}, {"threshold", Response::threshold}},
              "Shape of the response.");
  return section;
}

Influence read_influence(const Entry& entry, Dimension dimension, Reader& reader) {
  const Reader::Scope scope(reader, entry.key, entry.value);
  Influence influence;
  influence.index = reader.name_of(entry, "signal");
  if (influence.index >= 0) influence.signal = signal_at(reader.words, influence.index);
  influence_schema(dimension).read(entry.value, influence, reader);
  return influence;
}

}  // namespace exomet
