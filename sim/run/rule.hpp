// A number that signals raise and lower, as in the cell-behaviour grammar of Johnson et al. (Cell 2025): most
// are rates, but any number of a mechanism may be one.
//
// Each signal s responds with r(s) in [0, 1]: Hill s^n / (h^n + s^n); linear s / (2h) up to 1 (one half at
// h); threshold 0 below h, 1 from h. How several combine is chosen (combination.hpp).
#pragma once

#include <string>
#include <vector>

#include "sim/network/signalling.hpp"
#include "sim/run/combination.hpp"
#include "sim/run/signal.hpp"

namespace exomet {

enum class Response { hill, linear, threshold };

struct Influence {
  int index = -1;  // into the vocabulary's signals (set by the schema)
  Signal signal;
  double to = 0;    // the number when the signal is overwhelming
  double half = 1;  // where the response is one half (threshold: where it starts)
  double hill = 1;  // exponent
  Response response = Response::hill;
};

struct Rule {
  double base = 0;
  std::vector<Influence> raised_by, lowered_by;
  Combination combine = Combination::hill;

  double at(const View&, CellIndex) const;
  bool responds() const { return !raised_by.empty() || !lowered_by.empty(); }
  double most() const;   // the highest to which raised_by takes it, in the number's unit as all of these
  double bound() const;  // the highest to which any signal takes it, also where lowered_by raises
  // What has caused an event at this rate: each influence that raises it with the probability of its share of
  // the rate, by its signal's name; `own` with what is left, the share of the base. drawn: uniform in (0, 1).
  std::string cause(const View&, CellIndex, const std::string& own, double drawn) const;
  // The edges of the signalling graph: what raises and lowers the behaviour of a cell type.
  void connect(SignallingGraph&, const Model&, CellTypeId, const std::string& behaviour) const;
};

}  // namespace exomet
