// The schema of configs/lessons/*.yaml, and from a file to a Lesson.
#pragma once

#include <memory>

#include "sim/config/schema_doc.hpp"
#include "sim/lesson/lesson.hpp"
#include "sim/run/language/load_plan.hpp"

namespace exomet {

// Whether a file is a lesson: a map with the keys 'worlds' and 'experiment'. False if it can't be read.
bool is_lesson(const std::filesystem::path&);

// Throws InputError with all problems of the file, those of its paths and names in the model included.
Lesson read_lesson(const std::filesystem::path& file, const Library&);

std::shared_ptr<const SectionDoc> lesson_doc();

}  // namespace exomet
