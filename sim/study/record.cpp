#include "sim/study/record.hpp"

#include <signal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/study/record_text.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

std::string this_machine() {
  char host[64] = "";
  gethostname(host, sizeof host - 1);
  return host;
}

// Under a name of its own first: two programs may do the same run on two machines.
fs::path own_name(const fs::path& file) {
  return file.string() + "." + this_machine() + "." + std::to_string(getpid());
}

// Whether it has a name of own_name() of a process that has ended.
bool is_left_over(const std::string& name, const std::string& machine) {
  const std::string before = ".json." + machine + ".";
  const std::size_t at = name.find(before);
  if (at == std::string::npos) return false;
  const long process = std::strtol(name.c_str() + at + before.size(), nullptr, 10);
  return process > 0 && kill(static_cast<pid_t>(process), 0) != 0 && errno == ESRCH;
}

}  // namespace

// In folders by the last digits, which are the seed's: of one point's runs and of many points' alike, no
// folder gets too full.
fs::path RunStore::file(const std::string& address) const {
  return folder_ / address.substr(address.size() - 2) / (address + ".json");
}

fs::path RunStore::outputs(const std::string& address) const {
  return folder_ / address.substr(address.size() - 2) / address;
}

std::optional<RunRecord> RunStore::find(const std::string& address) const {
  const std::optional<std::string> text = read_whole(file(address));
  if (!text) return std::nullopt;
  RunRecord run = read_record(*text);
  if (run.address != address) throw DamagedRecord("it is the record of another run");
  return run;
}

void RunStore::save(const RunRecord& run) const {
  const fs::path to = file(run.address), own = own_name(to);
  make_folder(to.parent_path());
  write_whole(own, record_text(run), Barrier::later);  // its seal shows what a failure of the power tore
  rename_file(own, to);
}

void RunStore::tidy() const {
  const std::string machine = this_machine();
  std::vector<fs::path> found;
  std::error_code ignored;
  for (const fs::directory_entry& part : fs::directory_iterator(folder_, ignored))
    for (const fs::directory_entry& entry : fs::directory_iterator(part.path(), ignored))
      if (is_left_over(entry.path().filename().string(), machine)) found.push_back(entry.path());
  for (const fs::path& file : found) fs::remove(file, ignored);
}

void RunStore::forget(const std::string& address) const {
  std::error_code ignored;
  fs::remove(file(address), ignored);
}

}  // namespace exomet
