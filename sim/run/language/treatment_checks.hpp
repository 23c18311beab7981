// What a plan says of treatments and parameters that won't do what somebody meant by them: they can be run,
// and a reader of the results should know.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sim/run/language/treatment.hpp"

namespace exomet {

// Where a model uses each parameter, by its name: paths of the numbers that are "$name". `resolved`: a model
// after substitute_parameters.
using ParameterUses = std::map<std::string, std::vector<std::string>>;
ParameterUses parameter_uses(const Node& resolved);

// A treatment that an experiment names, and where.
struct GivenTreatment {
  Treatment treatment;
  SourceLocation place;
};

struct TreatedModel {
  const Node& model;                  // with the experiment's changes, parameters unresolved
  const Node& resolved;               // the same with them resolved
  std::vector<GivenTreatment> given;  // in the experiment's order
  double duration = 0;                // min; 0: a model alone
};

// Treatments that are never in effect; what they set that nothing uses, or that the model has already; who
// wins where two set one number at the same time.
std::vector<Problem> treatment_warnings(const TreatedModel&);

// Parameters that nothing uses, and such as were changed and are used only by treatments that aren't given.
// `model_file`: a value from another file was changed.
std::vector<Problem> parameter_warnings(const TreatedModel&, const std::string& model_file);

// A parameter that only the start uses does nothing when it is set later: problems.
void check_start_parameters(const Treatment&, const ParameterUses&, Problems&);

}  // namespace exomet
