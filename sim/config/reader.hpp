// The state of one reading of a document: where we are, what went wrong, which names exist, who vouches for a
// number.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/config/document.hpp"
#include "sim/config/prior.hpp"
#include "sim/config/vocabulary.hpp"

namespace exomet {

// A number of the document with what stands behind it: for reports, and for counting what is assumed.
struct NumberRecord {
  std::string path;    // "cells.tumour.diameter"
  std::string text;    // as written, "16 um"
  std::string source;  // a reference's key, "assumed", "calibrated: KEY, ...", "set by the experiment"
  std::string parameter;
  SourceLocation place;        // of the value
  std::optional<Prior> prior;  // of the model's own number; written, or of an assumed one by default
};

class Reader {
 public:
  Reader(Problems& problems, Vocabulary words) : problems(problems), words(std::move(words)) {}

  Problems& problems;
  Vocabulary words;
  // Whether numbers written in that file need a source. Experiments ask, models state.
  std::function<bool(const std::string& file)> needs_source = [](const std::string&) { return false; };
  // Says whether a source's key is known; problems otherwise.
  std::function<bool(const std::string& key)> knows_source = [](const std::string&) { return true; };
  // Whether the evidence of the model has an entry of that name, on which a number may be calibrated.
  std::function<bool(const std::string& name)> knows_evidence = [](const std::string&) { return false; };
  // Whether numbers are the model's own. Under a treatment they are what it makes of them, and have no
  // priors.
  bool has_priors = true;
  // Sections whose numbers are choices and no claims about nature: what is looked at and how. They have no
  // priors by default.
  std::vector<std::string> choices;
  std::function<std::vector<std::string>()> known_sources = [] { return std::vector<std::string>{}; };
  std::vector<NumberRecord> numbers;
  std::vector<Problem> warnings;  // what can be run and is hardly meant

  std::string path() const;
  void problem(const Node& node, const std::string& what) { problems.add(node.place, path(), what); }
  void problem(const SourceLocation& place, const std::string& what) { problems.add(place, path(), what); }

  void warn(const SourceLocation& place, const std::string& what) {
    warnings.push_back({place, path(), what});
  }

  // Reads a quantity, in short ("25 um") or long form ({value: 25 um, source: ..., about: ...}); `otherwise`
  // after a problem.
  double quantity(const Node&, Dimension, const Range& = {}, double otherwise = 0);
  long integer(const Node&, long low, long high, long otherwise = 0);
  bool flag(const Node&);
  std::string text(const Node&);
  // Index of a name of that kind, or -1 after a problem with the nearest known name.
  int name(const Node&, const std::string& kind);
  int name(const std::string& word, const SourceLocation&, const std::string& kind);
  // The same of a key of a map of names, where remarks (about, source) may stand, too.
  int name_of(const Entry&, const std::string& kind);

  // Keeps a record of a number, `owner` being the map that it is a `value` of (or the number itself); a
  // problem if nobody vouches for it.
  void note(const Node& value, const Node& owner, const NumberKind&);

  // Enters a key, and a map's `source`, for as long as the scope lives.
  class Scope {
   public:
    Scope(Reader& reader, const std::string& key, const Node& node);
    ~Scope();
    Scope(const Scope&) = delete;

   private:
    Reader& reader_;
    bool source_ = false;
  };

 private:
  friend class Scope;
  std::string source_of(const Node& source, const SourceLocation&);
  void check_source(const std::string& word, const SourceLocation&);
  std::optional<Prior> prior_of(const NumberRecord&, const Node& value, const Node& owner, const NumberKind&);

  std::vector<std::string> keys_;
  std::vector<std::string> sources_;
  std::set<std::string> unsourced_;  // maps already complained about
};

}  // namespace exomet
