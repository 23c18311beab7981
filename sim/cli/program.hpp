// The program that is running.
#pragma once

#include <string>

namespace exomet {

std::string program_path();

// exomet-render, which draws: beside the program, whether it is built or not.
std::string renderer_path();

// A digest of its file: another build, by another compiler say, may give other last digits.
std::string program_build();

}  // namespace exomet
