// Whether what a lesson names is in its experiment, and what it takes from there.
#pragma once

#include "sim/lesson/lesson.hpp"
#include "sim/run/language/load_plan.hpp"

namespace exomet {

// Fills in what is found in the model. InputError if the experiment is wrong by itself.
void check_lesson(Lesson&, const Library&, Problems&);

}  // namespace exomet
