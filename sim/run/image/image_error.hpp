// What is wrong with a file of voxels or cells, and what to do instead.
#pragma once

#include <stdexcept>
#include <string>

namespace exomet {

class ImageError : public std::runtime_error {
 public:
  // array: whether it is about the array's name.
  explicit ImageError(const std::string& what, bool array = false)
      : std::runtime_error(what), about_array(array) {}
  bool about_array = false;
};

}  // namespace exomet
