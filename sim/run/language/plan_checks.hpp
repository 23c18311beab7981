// What must hold of a plan beyond what the schema of one section can see.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/document.hpp"
#include "sim/run/language/treatment.hpp"
#include "sim/run/plan.hpp"

namespace exomet {

// The names that a model gives: letters, digits and _, so that paths, tables and XML hold them as they are;
// no name twice, or of a built-in column or signal, among what cells can sense and snapshots write.
void check_names(const Node& model, Problems&);

// A parameter that a change adds.
struct NewParameter {
  std::string name, path;
  SourceLocation place;
};

// The parameter that `path` would add to the model; none if it sets one, or something else.
std::optional<NewParameter> new_parameter(const Node& model, std::string_view path, const SourceLocation&);

// A new parameter that nothing of the changed model uses is a problem: a name misspelt. (A section finds
// unknown keys when it is read; a parameter would be added and change nothing.)
void check_new_parameters(const Node& model, const std::vector<NewParameter>&, Problems&);

// Whether `path` begins with a key that neither a model nor an experiment has, which is a problem then.
bool is_unknown_section(const std::string& path, const SourceLocation&, Problems&);

// Whether both have the same domain and steps, and the same things by the same names: a treatment changes
// values.
bool has_same_parts(const Model&, const Model&);

// Each repetition is a phase with its placements: without a bound they would fill the memory.
bool repeats_too_often(const std::vector<Treatment>&, double duration, const Node& model, Problems&);

// All times are whole multiples of steps.rules, and there are not more steps and records than can be run and
// kept.
void check_times(const Plan&, const std::vector<Treatment>&, const Node& experiment, const Node& model,
                 bool model_alone, Problems&);

// Forces aren't so stiff, for the motion step, that it would have to be cut into more than 200 parts.
void check_stiffness(const Plan&, const Node& model, Problems&);

}  // namespace exomet
