#include "sim/cli/progress.hpp"

#include <cmath>
#include <cstdio>
#include <iostream>

#include "sim/base/terminal.hpp"

namespace exomet {

namespace {
constexpr double live_interval = 0.2, plain_interval = 10;  // s
}

std::string readable_seconds(double seconds) {
  const long whole = std::lround(seconds);
  if (seconds < 9.95) {
    char text[16];
    std::snprintf(text, sizeof text, "%.1f s", seconds);
    return text;
  }
  if (whole < 100) return std::to_string(whole) + " s";
  if (whole < 3600) return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + std::to_string(whole / 60 % 60) + " min";
}

Progress::Progress(bool quiet)
    : quiet_(quiet), live_(shows_live_lines()), start_(Clock::now()), last_(start_) {}

Progress::~Progress() { clear(); }

void Progress::clear() {
  if (shown_ && live_) std::cerr << "\r\x1b[K" << std::flush;
  shown_ = false;
}

void Progress::show(const Simulation& simulation) {
  const Clock::time_point now = Clock::now();
  if (from_ < 0) from_ = simulation.world().time, start_ = now;
  if (quiet_ || std::chrono::duration<double>(now - last_).count() < (live_ ? live_interval : plain_interval))
    return;
  last_ = now;
  const std::string text = line(simulation, std::chrono::duration<double>(now - start_).count());
  if (live_)
    std::cerr << "\r\x1b[K" << text << std::flush;
  else
    std::cerr << text << '\n';
  shown_ = true;
}

std::string Progress::line(const Simulation& simulation, double elapsed) const {
  const World& world = simulation.world();
  std::vector<long> counts(simulation.model().cells.size(), 0);
  for (CellTypeId type : world.cells.type) ++counts[type];
  char text[96];
  std::snprintf(text, sizeof text, "%5.2f of %g d", days(world.time), days(simulation.plan().duration));
  std::string line = text;
  for (std::size_t type = 0; type < counts.size(); ++type)
    line += "  " + simulation.model().cells[type].name + " " + std::to_string(counts[type]);
  const double done = world.time - from_, share = done / (simulation.plan().duration - from_);
  std::snprintf(text, sizeof text, "  %.2f d/s", days(done) / elapsed);
  line += text;
  for (const std::string& treatment : simulation.treatments()) line += "  +" + treatment;
  return share > 0 ? line + "  " + readable_seconds(elapsed / share - elapsed) + " left" : line;
}

}  // namespace exomet
