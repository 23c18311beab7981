// VTK draws through an X display and aborts the program where there is none.
#pragma once

namespace exomet {

// An invisible display (Xvfb) that lives as long as this: pictures are the same everywhere, and nothing
// depends on what a display far away can do. Where there is no Xvfb, the display of the environment, if it
// answers; InputError if there is neither, naming the package to install.
class Display {
 public:
  Display();
  ~Display();
  Display(const Display&) = delete;
  Display& operator=(const Display&) = delete;

 private:
  int server_ = 0;  // process id of an Xvfb of our own
};

}  // namespace exomet
