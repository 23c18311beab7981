// Lets a command fail at each call that reaches its files, one at a time, and looks at what it leaves.
// EXOMET_FAULTS=all takes every call with every kind of fault; else some are drawn, with a seed that is
// printed and that EXOMET_FAULT_SEED repeats.
#pragma once

#include <algorithm>
#include <functional>
#include <iostream>
#include <random>
#include <sstream>

#include "tests/e2e/program.hpp"

namespace exomet::test {

// Of a command of bash, which writes to the folder w of its workplace only.
struct Trial {
  std::string before;  // bash that puts into w what is there when the command is given
  std::string command;
};

struct Fault {
  std::string kind;  // KILL, EIO, ENOSPC, EINTR
  std::string call;  // "17 full rename /.../w/r/run.json"
  std::string text() const { return kind + " " + call.substr(0, call.find(' ')); }
};

// As a line of the injector's trace says.
inline bool may_be(const std::string& call, const std::string& kind) {
  if (kind == "ENOSPC") return call.find("full") != std::string::npos;
  if (kind == "EINTR") return call.find("interrupted") != std::string::npos;
  return true;
}

inline unsigned fault_seed() {
  if (const char* given = std::getenv("EXOMET_FAULT_SEED")) return static_cast<unsigned>(std::stoul(given));
  return std::random_device()();
}

class Campaign {
 public:
  Campaign(const Workplace& place, Trial trial) : place_(place), trial_(std::move(trial)) {
    const Said said =
        place_.bash("rm -rf w before after trace; mkdir w\n" + trial_.before + "\ncp -a w before");
    INFO(said.err);
    REQUIRE(said.code == 0);
    const Said whole = injected("");
    INFO(whole.err);
    REQUIRE(whole.code == 0);
    REQUIRE(place_.bash("cp -a w after").code == 0);
    std::istringstream lines(bytes_of(place_ / "trace"));
    for (std::string line; std::getline(lines, line);) calls_.push_back(line);
    REQUIRE(calls_.size() > 10);
  }

  // Calls look(code) after the command with a fault, and again() after the same command without one. w was as
  // `before` left it each time; the folder before holds that, and after what the command makes of it.
  void run(std::size_t sample, const std::function<void(int)>& look,
           const std::function<void()>& again) const {
    for (const Fault& fault : faults(sample)) {
      REQUIRE(place_.bash("rm -rf w; cp -a before w").code == 0);
      const Said said = injected(fault.text());
      INFO("fault " << fault.kind << " at call " << fault.call << "\nends with code " << said.code << ": "
                    << said.err);
      CHECK((said.code == 0 || said.code == 1 || (fault.kind == "KILL" && said.code == 128 + 9)));
      look(said.code);
      const Said next = place_.bash(trial_.command);
      INFO("the same command again ends with code " << next.code << ": " << next.err);
      CHECK(next.code == 0);
      if (next.code == 0) again();
    }
  }

 private:
  Said injected(const std::string& fault) const {
    const std::string w = std::filesystem::canonical(place_ / "w").string();
    return place_.bash("rm -f count trace\nexport EXOMET_FAULT_UNDER='" + w +
                       "' EXOMET_FAULT_COUNT=\"$PWD/count\"" +
                       " EXOMET_FAULT_TRACE=\"$PWD/trace\" EXOMET_FAULT='" + fault + "'\n" +
                       "export ASAN_OPTIONS=verify_asan_link_order=0\n" +
                       "(export LD_PRELOAD='" EXOMET_INJECTOR "'; exec " + trial_.command + ")");
  }

  std::vector<Fault> faults(std::size_t sample) const {
    std::vector<Fault> all;
    for (const std::string& call : calls_)
      for (const char* kind : {"KILL", "EIO", "ENOSPC", "EINTR"})
        if (may_be(call, kind)) all.push_back({kind, call});
    const char* wanted = std::getenv("EXOMET_FAULTS");
    if (wanted && std::string(wanted) == "all") return all;
    const unsigned seed = fault_seed();
    std::cout << "EXOMET_FAULT_SEED=" << seed << ": " << sample << " of " << all.size() << " faults of "
              << trial_.command << std::endl;
    std::mt19937 random(seed);
    std::shuffle(all.begin(), all.end(), random);
    all.resize(std::min(sample, all.size()));
    return all;
  }

  const Workplace& place_;
  const Trial trial_;
  std::vector<std::string> calls_;
};

}  // namespace exomet::test
