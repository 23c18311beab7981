// The evidence of a model: what was observed, what of the model corresponds to it, and when both agree. Plain
// data, read from models/evidence/NAME.yaml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/measured.hpp"
#include "sim/config/document.hpp"

namespace exomet {

// What an entry is for: numbers were set on it; they weren't, although they could have been; the model is
// judged by it; or it shows what of the model a claim depends on.
enum class Role { calibrate, hold_out, judge, ablation };
enum class Verdict { passes, fails, undecided };
// How much is run: for continuous integration, at a desk, or all that is worth it.
enum class Size { quick, small, full };

std::string_view name(Role);
std::string_view name(Verdict);
std::string_view name(Size);

using Word = std::pair<std::string, SourceLocation>;

// One version of an experiment within an entry.
struct Arm {
  std::string name;
  SourceLocation place;
  std::vector<Entry> set;  // key: path
};

// How the course of a run becomes a number. Courses are of the records after the start, unless said.
struct Readout {
  enum class Taken {
    end,              // the value at the end of the run
    mean,             // over the records
    total,            // sum over the records
    greatest,         // of the records
    change,           // end less start
    relative_change,  // the same over the start
    growth_rate,      // ln(end / start) per day
    duration,         // days from one share of the total to another
    happened_by       // 1 if the time that the measure is comes before `by`, else 0
  };
  Word measure;
  Taken taken = Taken::end;
  std::vector<Word> per;          // divided by the sum of these, taken in the same way
  std::optional<Word> minus;      // less this one, taken in the same way
  double from = 0.05, to = 0.95;  // of a duration: the shares
  double by = 0;                  // min
};

// What must hold of the values of the arms, which are paired by their seeds.
struct Expectation {
  enum class Kind {
    arm,         // a
    difference,  // a - b
    relative,    // (a - b) / b
    interaction  // (a - b) - (c - d)
  };
  Kind kind = Kind::arm;
  std::vector<std::size_t> arms{0};
  std::optional<Measured> low, high;  // the values that agree, as written
  bool open = false;                  // the ends themselves don't
  SourceLocation place;
};

struct Observation {
  std::string text;
  std::optional<Measured> value, low, high;
};

struct SizeRules {
  long seeds = 0;             // 0: those of the size
  std::vector<Entry> shared;  // of the version of the experiment, before the entry's own
  std::vector<Entry> set;
  std::optional<Verdict> verdict;  // that this size gave, to be kept
};

struct EvidenceEntry {
  std::string name, claim, about;
  std::vector<std::string> sources;
  Role role = Role::judge;
  long n = 0;  // of what was observed; 0: not told
  Observation observed;
  std::string beside;  // of an ablation: the entry that it belongs to
  std::filesystem::path experiment;
  std::vector<Entry> set;
  std::vector<Arm> arms;
  Readout reads;
  Expectation expect;
  double may_miss = 0;  // share of the seeds that may have no value
  SizeRules sizes[3];   // by Size
  SourceLocation place;

  const SizeRules& at(Size size) const { return sizes[static_cast<int>(size)]; }
  SizeRules& at(Size size) { return sizes[static_cast<int>(size)]; }
};

struct Evidence {
  std::filesystem::path file;
  std::string text;  // of the file, as it was read
  std::string model, about;
  std::vector<EvidenceEntry> entries;
};

}  // namespace exomet
