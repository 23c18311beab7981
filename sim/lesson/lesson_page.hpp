// What a page needs of a lesson: its words, and for the engine in it the documents and units.
#pragma once

#include <string>

#include "sim/lesson/lesson.hpp"
#include "sim/run/language/load_plan.hpp"

namespace exomet {

// As JSON without '<', so that it can stand in a page of HTML. `version`: of the program. RunError if a file
// can't be read.
std::string lesson_json(const Lesson&, const Library&, const std::string& version);

}  // namespace exomet
