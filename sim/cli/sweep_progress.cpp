#include "sim/cli/sweep_progress.hpp"

#include <iostream>

#include "sim/base/terminal.hpp"
#include "sim/cli/progress.hpp"

namespace exomet {

namespace {
constexpr double live_interval = 0.2, plain_interval = 10;  // s
}

SweepProgress::SweepProgress(bool quiet, std::size_t runs)
    : quiet_(quiet), live_(shows_live_lines()), runs_(runs), start_(Clock::now()), last_(start_) {}

SweepProgress::~SweepProgress() { clear(); }

void SweepProgress::clear() {
  if (shown_ && live_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

void SweepProgress::count(bool was_there, bool failed) {
  ++(was_there ? was_there_ : new_);
  failed_ += failed;
}

void SweepProgress::show(std::size_t running) {
  const Clock::time_point now = Clock::now();
  if (quiet_ || std::chrono::duration<double>(now - last_).count() < (live_ ? live_interval : plain_interval))
    return;
  last_ = now;
  const double elapsed = std::chrono::duration<double>(now - start_).count();
  std::string line = std::to_string(was_there_ + new_) + " of " + std::to_string(runs_) + " runs";
  if (was_there_ > 0) line += ", " + std::to_string(was_there_) + " were there";
  if (failed_ > 0) line += ", " + std::to_string(failed_) + " failed";
  line += ", " + std::to_string(running) + " running";
  if (new_ > 0)
    line += ", " +
            readable_seconds(elapsed / static_cast<double>(new_) *
                             static_cast<double>(runs_ - was_there_ - new_)) +
            " left";
  std::cerr << (live_ ? "\r\x1b[K" : "") << line << (live_ ? "" : "\n") << std::flush;
  shown_ = true;
}

}  // namespace exomet
