// What the parts of the verb `validate` share.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/study/evidence/verdicts.hpp"

namespace exomet {

struct ValidateOptions {
  std::string model, out, text;
  std::vector<std::string> only;
  bool quick = false, full = false, quiet = false, fresh = false, page = true;
  bool work = false;  // a process of a validation
  int jobs = 0, threads = 0, parent = 0;
  long draws = -1;  // -1: those of the size
};

// What a process of a validation does.
int work(const Validation&, const ValidateOptions&);

// The command that does the same again, as it is to be typed.
std::string validate_command(const ValidateOptions&);

// The table of verdicts, for a terminal.
void print_verdicts(const Validation&, const std::vector<EntryVerdict>&);

}  // namespace exomet
