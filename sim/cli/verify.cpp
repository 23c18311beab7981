// exomet verify [EXPERIMENT...]: whether this machine and build give the published bits.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <sstream>
#include <thread>

#include "sim/base/whole_file.hpp"
#include "sim/cli/threads.hpp"
#include "sim/cli/verbs.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/run/bits.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

struct VerifyOptions {
  std::vector<std::string> names;
  int threads = static_cast<int>(std::thread::hardware_concurrency());
  bool update = false;
};

fs::path configs() { return library().models.parent_path() / "configs"; }
fs::path published_file() { return configs() / "digests.txt"; }

std::vector<std::string> all_experiments() {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator(configs(), ignored))
    if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

PublishedBits published() {
  std::ifstream in(published_file());
  try {
    return read_bits(in);
  } catch (const RunError& error) {
    throw InputError(published_file().string() + ": " + error.what() + "; get the file from the repository");
  }
}

Bits computed(const std::string& name, int threads) {
  const Plan plan = load_plan(configs() / (name + ".yaml"), {}, library());
  return on_threads(threads, [&] { return bits_of_first_day(plan); });
}

// "as published", or how it differs.
std::string verdict(const PublishedBits& published, const std::string& name, const Bits& bits) {
  const auto found = published.find(name);
  if (found == published.end()) return "NOT PUBLISHED";
  if (found->second == bits) return "as published";
  return found->second.state == bits.state ? "OTHER MEASURES" : "OTHER BITS";
}

// The names that were given, without folder and ending, or all; InputError for one that isn't there.
std::vector<std::string> asked_for(const std::vector<std::string>& given) {
  const std::vector<std::string> all = all_experiments();
  if (all.empty())
    throw InputError("'" + configs().string() + "' has no experiment; verify needs the program's source");
  std::vector<std::string> names;
  for (const std::string& word : given) {
    names.push_back(fs::path(word).stem().string());
    if (!std::binary_search(all.begin(), all.end(), names.back()))
      throw InputError("no experiment '" + word + "' in '" + configs().string() + "'; " +
                       suggest(names.back(), all));
  }
  return given.empty() ? all : names;
}

// Published experiments that aren't there any more.
std::size_t tell_gone(const PublishedBits& published, const std::vector<std::string>& names) {
  std::size_t gone = 0;
  for (const auto& [name, bits] : published)
    if (!std::binary_search(names.begin(), names.end(), name)) {
      std::printf("  %-28s GONE\n", name.c_str());
      ++gone;
    }
  return gone;
}

int tell(std::size_t others, std::size_t all) {
  if (others == 0) {
    std::printf("This machine gives the published bits.\n");
    return 0;
  }
  std::printf(
      "%zu differ from %s (%zu were run): a model or the program was changed, or this compiler or processor "
      "computes "
      "otherwise. If the change is meant, store it with 'exomet verify --update'.\n",
      others, published_file().string().c_str(), all);
  return 1;
}

int update(const PublishedBits& bits) {
  std::ostringstream text;
  write_bits(text, bits);
  write_whole(published_file(), text.str());
  std::printf("Written to %s.\n", published_file().string().c_str());
  return 0;
}

int verify(const VerifyOptions& options) {
  using Clock = std::chrono::steady_clock;
  const std::vector<std::string> names = asked_for(options.names);
  const PublishedBits known = published();
  PublishedBits now = options.names.empty() ? PublishedBits() : known;
  std::size_t others = 0;
  std::printf("exomet %s, %s; the first day of each experiment\n", EXOMET_VERSION, compiled_by().c_str());
  for (const std::string& name : names) {
    const Clock::time_point start = Clock::now();
    now[name] = computed(name, options.threads);
    const std::string said = verdict(known, name, now[name]);
    others += said != "as published";
    std::printf("  %-28s %-15s %s %7.1f s\n", name.c_str(), said.c_str(), text_of(now[name]).c_str(),
                std::chrono::duration<double>(Clock::now() - start).count());
    std::fflush(stdout);
  }
  if (options.names.empty()) others += tell_gone(known, names);
  return options.update ? update(now) : tell(others, names.size());
}

}  // namespace

void add_verify(CLI::App& app, std::vector<std::pair<CLI::App*, Verb>>& verbs) {
  auto options = std::make_shared<VerifyOptions>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Run the first day of each experiment in configs/ and say whether its bits are the published");
  command->add_option("EXPERIMENT", options->names, "Only these, e.g. peritoneum-2d");
  command->add_option("--threads", options->threads, "Threads; all cores unless given")
      ->check(CLI::Range(1, 1024));
  command->add_flag("--update", options->update, "Store what is computed as published (configs/digests.txt)");
  verbs.emplace_back(command, [options] { return verify(*options); });
}

}  // namespace exomet
