// Names of folders that change in one step.
#pragma once

#include <filesystem>

namespace exomet {

// Gives a folder a name that nothing has; false, and nothing is done, if something has it. RunError with
// paths and reason if that fails otherwise.
bool take_new_name(const std::filesystem::path& from, const std::filesystem::path& to);

// Exchanges the names of two folders; false, and nothing is done, on file systems that can't. RunError with
// paths and reason if that fails otherwise.
bool exchange_names(const std::filesystem::path& a, const std::filesystem::path& b);

}  // namespace exomet
