// The parts of an entry that say what is read out of its runs and what must hold of it.
#pragma once

#include "sim/config/schema.hpp"
#include "sim/study/evidence/evidence.hpp"

namespace exomet {

const Section<Readout>& readout_schema();
const Section<Observation>& observation_schema();

// `expect`, whose arms are still words.
struct ExpectationDraft {
  Expectation expectation;
  std::vector<Word> arms;
  int kinds = 0;
  std::optional<Measured> equals;
  double margin = 0;
};
const Section<ExpectationDraft>& expectation_schema();
// With the arms found by their names; problems go to the reader.
Expectation finish(const ExpectationDraft&, const std::vector<Arm>&, const Node&, Reader&);

// A number with or without a unit; problems go to the reader.
std::optional<Measured> read_number(const Node&, Reader&);
// A word, or a list of words.
std::vector<Word> read_words(const Node&, Reader&);

}  // namespace exomet
