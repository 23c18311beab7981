// A rate that signals raise and lower, as in the cell-behaviour grammar of Johnson et al. (Cell 2025).
//
// Each signal s responds with r(s) in [0, 1]: Hill s^n / (h^n + s^n); linear s / (2h) up to 1 (one half at
// h); threshold 0 below h, 1 from h. Signals combine through their odds o = r / (1 - r), which for Hill
// responses is the multivariate Hill function: U = O / (1 + O), O = sum of o, towards the odds-weighted mean
// of the `to` values:
//   rate = (1 - D) [(1 - U) base + U to_up] + D to_down.
#pragma once

#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/config/schema.hpp"
#include "sim/network/signalling.hpp"
#include "sim/run/signal.hpp"

namespace exomet {

enum class Response { hill, linear, threshold };

struct Influence {
  int index = -1;  // into the vocabulary's signals (set by the schema)
  Signal signal;
  double to = 0;    // the rate when the signal is overwhelming
  double half = 1;  // where the response is one half (threshold: where it starts)
  double hill = 1;  // exponent
  Response response = Response::hill;
};

struct Rule {
  double base = 0;
  std::vector<Influence> raised_by, lowered_by;

  double at(const View&, CellIndex) const;
  // What has caused an event at this rate: each influence that raises it with the probability of its share of
  // the rate, by its signal's name; `own` with what is left, the share of the base. drawn: uniform in (0, 1).
  std::string cause(const View&, CellIndex, const std::string& own, double drawn) const;
  // The edges of the signalling graph: what raises and lowers the behaviour of a cell type.
  void connect(SignallingGraph&, const Model&, CellTypeId, const std::string& behaviour) const;
};

// Reads {to, half, hill, response} of a signal for rates of that dimension.
Influence read_influence(const Entry&, Dimension, Reader&);
Section<Influence> influence_schema(Dimension);

// Warns of signals that don't do what their key says: one under raised_by that lowers, one under lowered_by
// that raises, one that changes nothing. `node`: the map of the rule.
void warn_of_directions(const Rule&, const Node&, Dimension, Reader&);

// Adds the keys `key`, raised_by and lowered_by of a rule to a section.
template <class T>
void add_rule(Section<T>& section, const std::string& key, Rule T::*member, Dimension dimension, bool needed,
              const std::string& about) {
  section.custom({key,
                  std::string(name(dimension)) + ", e.g. " + std::string(example(dimension)),
                  about,
                  "",
                  needed,
                  {}},
                 [=](const Node& node, T& target, Reader& reader) {
                   (target.*member).base = reader.quantity(node, dimension, not_negative);
                 });
  const auto influences = [&](const std::string& word, std::vector<Influence> Rule::*list,
                              const std::string& text) {
    section.custom({word, "map from signal to", text, "", false, influence_schema(dimension).doc_pointer(),
                    Holds::named},
                   [=](const Node& node, T& target, Reader& reader) {
                     if (node.kind != Node::Kind::map)
                       return reader.problem(node, "expected a map from a signal");
                     for (const Entry& entry : node.entries)
                       if (entry.key != "source" && entry.key != "about")
                         ((target.*member).*list).push_back(read_influence(entry, dimension, reader));
                   });
  };
  influences("raised_by", &Rule::raised_by, "Signals that raise the " + key + ".");
  influences("lowered_by", &Rule::lowered_by, "Signals that lower the " + key + ".");
  section.check([=](const T& target, const Node& node, Reader& reader) {
    warn_of_directions(target.*member, node, dimension, reader);
  });
}

}  // namespace exomet
