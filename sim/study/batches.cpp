#include "sim/study/batches.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <fstream>
#include <sstream>

#include "sim/base/error.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {

std::size_t tasks_for(std::size_t runs, double seconds_each, std::size_t at_once) {
  constexpr double least_seconds = 30;
  const std::size_t most = std::min<std::size_t>(1000, runs);
  const double total = static_cast<double>(runs) * seconds_each;
  const auto tasks =
      static_cast<std::size_t>(std::clamp(total / least_seconds, 1.0, static_cast<double>(most)));
  return at_once > 0 && tasks > at_once ? tasks / at_once * at_once : tasks;
}

std::vector<std::vector<DueRun>> deal(const std::vector<DueRun>& runs, std::size_t tasks) {
  std::vector<std::vector<DueRun>> batches(std::min(tasks, runs.size()));
  for (std::size_t i = 0; i < runs.size(); ++i) batches[i % batches.size()].push_back(runs[i]);
  return batches;
}

void write_batches(const std::filesystem::path& path, const std::vector<std::vector<DueRun>>& batches) {
  std::string text;
  for (const auto& batch : batches) {
    for (const DueRun& due : batch) text += std::to_string(due.run) + ":" + due.address + " ";
    text.back() = '\n';
  }
  write_whole(path, text);
}

std::vector<DueRun> read_batch(const std::filesystem::path& path, std::size_t task) {
  std::ifstream in(path);
  std::string line, word;
  for (std::size_t n = 0; n < task; ++n)
    if (!std::getline(in, line))
      throw InputError("'" + path.string() + "' has no task " + std::to_string(task));
  std::vector<DueRun> batch;
  for (std::istringstream words(line); words >> word;) {
    DueRun due;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), due.run);
    due.address = error == std::errc{} ? word.substr(static_cast<std::size_t>(end - word.data())) : "";
    if (due.address.size() != 33 || due.address[0] != ':' ||
        due.address.find_first_not_of("0123456789abcdef", 1) != std::string::npos)
      throw InputError("'" + path.string() + "' is damaged ('" + word +
                       "' is no run); give the sweep's command again");
    due.address.erase(0, 1);
    batch.push_back(std::move(due));
  }
  return batch;
}

}  // namespace exomet
