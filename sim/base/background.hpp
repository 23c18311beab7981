// Work that goes on while the caller does: writing, above all.
#pragma once

#include <functional>
#include <future>
#include <system_error>

namespace exomet {

// One piece of work at a time, in the order of the calls, on a thread that is there only as long as there is
// work. What a piece throws is thrown by the next call.
class Background {
 public:
  Background() = default;
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;
  ~Background() = default;  // a future of std::async waits

  void start(std::function<void()> work) {
    wait();
    try {
      pending_ = std::async(std::launch::async, work);
    } catch (const std::system_error&) {  // there may be no more threads
      work();
    }
  }
  void wait() {
    if (pending_.valid()) pending_.get();
  }

 private:
  std::future<void> pending_;
};

}  // namespace exomet
