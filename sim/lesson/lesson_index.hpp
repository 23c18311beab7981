// The first page of a folder of lessons.
#pragma once

#include <string>
#include <vector>

#include "sim/lesson/lesson.hpp"

namespace exomet {

// A page of HTML with a link to NAME.html of each, its title and its question in all of its languages.
std::string lesson_index(const std::vector<Lesson>&);

}  // namespace exomet
