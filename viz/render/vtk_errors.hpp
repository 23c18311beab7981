// What VTK would print, kept instead.
#pragma once

#include <string>

namespace exomet {

// While one is there, errors and warnings of VTK go to it and not to the terminal.
class VtkErrors {
 public:
  VtkErrors();
  ~VtkErrors();
  VtkErrors(const VtkErrors&) = delete;
  VtkErrors& operator=(const VtkErrors&) = delete;

  const std::string& text() const;  // errors only

 private:
  class Window;
  Window* window_;
};

}  // namespace exomet
