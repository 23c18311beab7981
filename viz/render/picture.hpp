// A picture as rows of red, green and blue.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace exomet {

struct Picture {
  int width = 0, height = 0;
  std::vector<unsigned char> rgb;  // 3 bytes a pixel, the upper row first
};

// Each pixel the mean of times x times pixels, rows turned over if the lower row comes first.
Picture shrunk(const unsigned char* rgb, int width, int height, int times, bool lower_first);

// As PNG. RunError with the reason.
std::string png_of(const Picture&);

}  // namespace exomet
