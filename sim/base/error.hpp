// Errors that users see. An InputError (exit code 2) is the user's to mend and lists every problem of a file
// at once; a RunError (exit code 1) is a run that could not go on. Bugs hit an assertion instead.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace exomet {

// Where something was written. Lines and columns count from 1; 0 means that the place is unknown.
struct SourceLocation {
  std::string file;  // as the user named it, or e.g. "--set"
  int line = 0;
  int column = 0;
};

// One thing wrong with the input: where, at which key path ("cells.tumour.diameter"), and what to do instead.
struct Problem {
  SourceLocation place;
  std::string path;
  std::string what;
};

// "configs/a.yaml:3:5: cells.tumour.diameter: needs a unit (...); ..."
std::string format(const Problem& problem);

class InputError : public std::runtime_error {
 public:
  explicit InputError(std::vector<Problem> problems);
  explicit InputError(std::string what);  // a problem without a place (a command line, a missing file)
  const std::vector<Problem>& problems() const { return problems_; }

 private:
  std::vector<Problem> problems_;
};

class RunError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// Collects problems, so that all are shown in one go.
class Problems {
 public:
  void add(SourceLocation place, std::string path, std::string what);
  bool empty() const { return list_.empty(); }
  std::size_t size() const { return list_.size(); }
  const std::vector<Problem>& list() const { return list_; }
  void throw_if_any() const;  // InputError with all of them, sorted by file, line and column

 private:
  std::vector<Problem> list_;
};

}  // namespace exomet
