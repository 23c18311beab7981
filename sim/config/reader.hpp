// The state of one reading of a document: where we are, what went wrong, which names exist, who vouches for a
// number.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/base/quantity.hpp"
#include "sim/config/document.hpp"
#include "sim/config/vocabulary.hpp"

namespace exomet {

// What a number may be.
struct Range {
  double low = -1e300, high = 1e300;  // internal units
  bool above_low = false;             // low itself is excluded
};
inline constexpr Range any_number{};
inline constexpr Range positive{0, 1e300, true};
inline constexpr Range not_negative{0, 1e300, false};
inline constexpr Range share{0, 1, false};

// A number of the document with what stands behind it: for reports, and for counting what is assumed.
struct NumberRecord {
  std::string path;    // "cells.tumour.diameter"
  std::string text;    // as written, "16 um"
  std::string source;  // a reference's key, "assumed", "calibrated: ...", "set by the experiment"
  std::string parameter;
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
  void note(const Node& value, const Node& owner);

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

  std::vector<std::string> keys_;
  std::vector<std::string> sources_;
  std::set<std::string> unsourced_;  // maps already complained about
};

}  // namespace exomet
