// Evidence written as text in the test, read through files as a user's is.
#pragma once

#include <string>
#include <vector>

#include "sim/study/evidence/evidence_section.hpp"
#include "sim/study/evidence/validation.hpp"
#include "tests/study/sweep_files.hpp"

namespace exomet::test {

// Two entries over the cells of `knobs`: one is divided, and a prior says how fast.
inline const std::string grows =
    "model: small\nabout: A test.\n"
    "experiments: {alone: {experiment: ../../configs/e.yaml, set: {duration: 1 d}, quick: {set: {duration: "
    "12 "
    "h}}}}\n"
    "entries:\n"
    "  grows:\n"
    "    claim: Cells grow in number.\n"
    "    source: assumed\n"
    "    role: judge\n"
    "    experiment: alone\n"
    "    arms: {as_is: {}, never: {cells.a.divides.rate: 0 /d}}\n"
    "    reads: {measure: cells, taken: change}\n"
    "    expect: {difference: [as_is, never], above: 0}\n"
    "    seeds: 5\n"
    "    verdict: not decided\n"
    "  stays:\n"
    "    claim: Without division there are as many as before.\n"
    "    source: Yokoi2017\n"
    "    role: ablation\n"
    "    beside: grows\n"
    "    experiment: alone\n"
    "    set: {cells.a.divides.rate: 0 /d}\n"
    "    reads: {measure: cells, taken: relative_change}\n"
    "    expect: {within: [-1 %, 1 %]}\n"
    "    full: {seeds: 9}\n";

class EvidenceFiles {
 public:
  explicit EvidenceFiles(const std::string& evidence) : files_("replicates: 2\n") {
    std::filesystem::create_directories(files_.folder.path() / "models/evidence");
    save(file(), evidence);
    std::string model = knobs;
    const std::string rate = "divides: {rate: 1 /d}";
    model.replace(model.find(rate), rate.size(),
                  "divides: {rate: {value: 1 /d, prior: {log_uniform: [0.1 /d, 10 /d]}}}");
    save(files_.folder.path() / "models/small.yaml", model);
  }
  std::filesystem::path file() const { return files_.folder.path() / "models/evidence/e.yaml"; }
  Evidence read() const { return read_evidence(file(), library()); }
  const Library& library() const { return files_.library; }

  // What is wrong with it, "line:column: path: what" each.
  std::vector<std::string> problems() const {
    try {
      Validation validation = plan_validation(read(), {}, library());
      check_validation(validation, library());
    } catch (const InputError& error) {
      std::vector<std::string> found;
      for (const Problem& one : error.problems())
        found.push_back(std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + ": " +
                        one.path + ": " + one.what);
      if (found.empty()) found.push_back(error.what());
      return found;
    }
    return {};
  }

 private:
  SweepFiles files_;
};

// `grows` with something else in the place of a text that stands there.
inline std::string grows_with(const std::string& what, const std::string& by) {
  std::string text = grows;
  const std::size_t at = text.find(what);
  if (at == std::string::npos) throw std::logic_error("the evidence has no '" + what + "'");
  return text.replace(at, what.size(), by);
}

}  // namespace exomet::test
