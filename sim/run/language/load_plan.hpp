// From files to a Plan.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/run/plan.hpp"

namespace exomet {

// Where models are looked for, and where the bibliography is: the folder models/ of the program's source.
struct Library {
  std::filesystem::path models;
};

// Reads an experiment (or a model alone), with changes "path=value" and then settings (key: path) applied in
// order. Throws InputError with all problems.
Plan load_plan(const std::filesystem::path& file, const std::vector<std::string>& changes, const Library&,
               const std::vector<Entry>& settings = {});

// The same of texts in YAML or JSON, for those who have no files: a model, and an experiment without `model`.
// Problems have the files "model.yaml" and "experiment.yaml"; what a model places from files is looked for in
// the current folder.
Plan load_plan_of_text(const std::string& model, const std::string& experiment,
                       const std::vector<std::string>& changes, const Library&);

// The same of an experiment that was read or made already; `file` is its name, and where it looks for its
// model.
Plan load_plan(Node experiment, const std::filesystem::path& file, const Library&);

}  // namespace exomet
