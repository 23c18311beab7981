// A movie in the making: pictures go to ffmpeg, one after the other.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

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
  // Waits for ffmpeg and gives the file its name, if it holds all pictures. RunError likewise; an older file
  // of that name then stays.
  void finish();

 private:
  [[noreturn]] void fail();
  int stop(bool at_once);
  std::string said() const;  // what ffmpeg wrote: of errors only

  std::filesystem::path file_;
  int process_ = 0, to_ = -1, said_ = -1;
  std::size_t pictures_ = 0;  // that were added
};

}  // namespace exomet
