// The verbs of the program, one file each. A verb adds its options to the command line and says what it does
// when it was called; it returns the exit code.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "sim/run/language/load_plan.hpp"

namespace exomet {

using Verb = std::function<int()>;

void add_run(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_check(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_describe(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_new(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_graph(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_sweep(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_bench(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_plot(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_render(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_report(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_validate(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_lesson(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);
void add_verify(CLI::App&, std::vector<std::pair<CLI::App*, Verb>>&);

// models/ of the source that the program was built from, or of the folder in EXOMET_LIBRARY.
Library library();

// For options: an empty value is a slip, not a way to leave an option away.
inline std::string refuse_empty(const std::string& value) {
  return value.empty() ? "an empty value; give one, or leave the option away" : "";
}

}  // namespace exomet
