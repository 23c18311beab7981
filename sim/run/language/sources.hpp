// The documents behind a plan: the experiment, and its model with all changes but those of treatments.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "sim/config/merge.hpp"
#include "sim/run/language/load_plan.hpp"

namespace exomet {

struct Sources {
  Node experiment, model;  // model: with the experiment's changes, `like:` and $parameters unresolved
  std::string model_file;
  bool model_alone = false;
  std::vector<Merged> merged;  // by the changes
};

// Reads an experiment and its model (or a model alone), and applies the experiment's `set`, changes
// "path=value" and settings in this order.
Sources read_sources(const std::filesystem::path& file, const std::vector<std::string>& changes,
                     const std::vector<Entry>& settings, const Library&, Problems&);
// The same of a document that was read already, from `file`.
Sources sources_of(Node experiment, const std::filesystem::path& file,
                   const std::vector<std::string>& changes, const std::vector<Entry>& settings,
                   const Library&, Problems&);

// The same of texts: a model, and an experiment that names none.
Sources read_sources_of_text(const std::string& model, const std::string& experiment,
                             const std::vector<std::string>& changes, Problems&);

// The model with the changes (path: value) of a treatment.
Node changed_model(Node model, const std::vector<Entry>& changes, Problems&);

// `like:` and $parameters in place; `merged` hears of maps that hold more than what was written into them,
// `removals` (the problems, unless given) of `none` without anything to remove, which keeps nothing from
// being read.
Node resolve(Node model, Problems&, std::vector<Merged>* merged = nullptr, Problems* removals = nullptr);

}  // namespace exomet
