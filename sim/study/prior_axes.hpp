// Numbers of a model that are drawn from their priors, as axes of a sweep.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "sim/run/plan.hpp"
#include "sim/study/design/axis.hpp"

namespace exomet {

// Which of them: all whose prior is written in the model, or those that are listed (their default one, too).
struct PriorChoice {
  bool all = false;
  std::vector<std::pair<std::string, SourceLocation>> listed;  // by path
  SourceLocation place;
};

// `priors`, or {priors: all}, or {priors: [path, ...]}: what stands there. Problems go to the reader.
PriorChoice read_prior_choice(const Node&, Reader&);

// Their axes, in the order of the model or of the list, without those in `set_already`. A number that several
// things inherit is one axis, of the first of them. Problems: nothing to draw, an unknown path (with the
// nearest), one that is set by the experiment or several numbers, a number without prior.
std::vector<Axis> prior_axes(const PriorChoice&, const Plan&, const std::vector<std::string>& set_already,
                             Problems&);

}  // namespace exomet
