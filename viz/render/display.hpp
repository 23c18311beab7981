// VTK draws through an X display and aborts the program where there is none.
#pragma once

namespace exomet {

// The display of the environment, if it answers, or else an invisible one (Xvfb) that lives as long as this.
// InputError if there is neither, naming the package to install.
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
