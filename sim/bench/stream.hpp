// The rate at which this machine reads and writes memory, on all cores.
#pragma once

#include <cstddef>
#include <vector>

namespace exomet::bench {

class Stream {
 public:
  explicit Stream(bool quick);
  void pass();  // reads and writes a large array once, in place
  double bytes() const {
    return 2.0 * sizeof(double) * static_cast<double>(values_.size());
  }  // that a pass moves

 private:
  std::vector<double> values_;
};

}  // namespace exomet::bench
