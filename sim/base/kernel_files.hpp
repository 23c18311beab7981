// Numbers in the small text files in which the kernel tells about itself.
#pragma once

#include <filesystem>
#include <string>

namespace exomet {

// The number that follows a word in a file, or with which it begins if the word is empty; `otherwise` if
// there is none.
double number_after(const std::filesystem::path&, const std::string& word, double otherwise);

}  // namespace exomet
