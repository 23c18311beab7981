// A movie in the making: pictures go to ffmpeg, one after the other.
#pragma once

#include <filesystem>

#include "viz/render/picture.hpp"

namespace exomet {

class Film {
 public:
  // Starts ffmpeg for pictures of one size (px, even). InputError if there is no ffmpeg or a size is odd.
  Film(std::filesystem::path file, int width, int height, double per_second);
  // What isn't finished leaves no file.
  ~Film();
  Film(const Film&) = delete;
  Film& operator=(const Film&) = delete;

  // RunError with what ffmpeg said if it gave up.
  void add(const Picture&);
  // Waits for ffmpeg and gives the file its name. RunError likewise.
  void finish();

 private:
  [[noreturn]] void fail();
  int stop(bool at_once);

  std::filesystem::path file_;
  int process_ = 0, to_ = -1, said_ = -1;
};

}  // namespace exomet
