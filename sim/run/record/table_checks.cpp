#include "sim/run/record/table_checks.hpp"

#include <cmath>
#include <fstream>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "sim/run/output_format.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void refuse(const fs::path& table, const std::string& what) {
  throw InputError("'" + table.string() + "' isn't as it was at the checkpoint (" + what +
                   "); restore it, or start anew with --force");
}

// Rows, the header being one, of the first `length` bytes. (A text that is quoted may go over several lines.)
std::uint64_t rows_of(const fs::path& table, std::uint64_t length) {
  std::ifstream file(table, std::ios::binary);
  std::vector<char> bytes(1 << 20);
  std::uint64_t rows = 0;
  bool quoted = false, ended = false;
  for (std::uint64_t left = length; left > 0;) {
    const auto now = static_cast<std::streamsize>(std::min<std::uint64_t>(left, bytes.size()));
    if (!file.read(bytes.data(), now))
      throw RunError("can't read '" + table.string() + "'; when the cause is gone, the same command goes on");
    for (std::streamsize i = 0; i < now; ++i) {
      const char c = bytes[static_cast<std::size_t>(i)];
      if (c == '"') quoted = !quoted;
      ended = c == '\n' && !quoted;
      rows += ended;
    }
    left -= static_cast<std::uint64_t>(now);
  }
  if (!ended) refuse(table, "it ends within a row");
  return rows;
}

std::uint64_t length_of(const fs::path& table, const Checkpoint& checkpoint) {
  const auto& lengths = checkpoint.state.written;
  const auto said = lengths.find(table.filename().string());
  if (said == lengths.end()) refuse(table, "the checkpoint doesn't say how long it was");
  std::error_code error;
  const std::uintmax_t size = fs::is_regular_file(table, error) ? fs::file_size(table, error) : 0;
  if (error || size == 0) refuse(table, "it isn't there, or is empty");
  if (size < said->second)
    refuse(table, "it has " + std::to_string(size) + " bytes, and had " + std::to_string(said->second));
  return said->second;
}

void check_rows(const fs::path& table, const Checkpoint& checkpoint, std::uint64_t expected) {
  const std::uint64_t rows = rows_of(table, length_of(table, checkpoint));
  if (rows != expected + 1)
    refuse(table, "it has " + std::to_string(rows - 1) + " rows up to there, and the run has made " +
                      std::to_string(expected));
}

// Those that were recorded: others wait.
std::uint64_t events_of(const World& world, const Happenings& happened) {
  std::uint64_t all = 0;
  for (const auto& [key, count] : world.tallies) all += count;
  return all - std::min<std::uint64_t>(all, happened.events.size());
}

}  // namespace

namespace {
// Those of the plan's formats, too.
std::vector<std::string> tables_of(const Plan& plan) {
  std::vector<std::string> tables{"measures.csv", "events.csv", "ledger.csv"};
  for (const std::string& format : plan.output.formats)
    for (const FileKind& file : OutputFormat::all().at(format).files)
      if (file.goes_on) tables.push_back(file.start);
  return tables;
}
}  // namespace

RecordsSoFar records_before(const Plan& plan, std::uint64_t tick) {
  const auto ticks = [&](double interval) {
    return static_cast<std::uint64_t>(std::llround(interval / plan.tick()));
  };
  const std::uint64_t measures = ticks(plan.output.measures), every = ticks(plan.output.every);
  RecordsSoFar so_far;
  for (std::uint64_t next = 0; next < tick;
       next = std::min(next - next % measures + measures, next - next % every + every)) {
    ++so_far.count;
    so_far.last = static_cast<double>(next) * plan.tick();
  }
  return so_far;
}

void check_tables(const fs::path& folder, const Plan& plan, const Checkpoint& checkpoint) {
  const RecordsSoFar so_far = records_before(plan, checkpoint.world.tick);
  const fs::path measures = folder / "measures.csv";
  const std::vector<std::string> tables = tables_of(plan);
  if (checkpoint.state.written.size() != tables.size()) refuse(measures, "the checkpoint is of other tables");
  if (checkpoint.state.last_record != so_far.last)
    refuse(measures, "the checkpoint's last record isn't that of its time");
  if (checkpoint.state.first_measures.empty() != (so_far.count == 0 || plan.model().measures.empty()))
    refuse(measures, "the checkpoint lacks the start's values");
  check_rows(measures, checkpoint, so_far.count * plan.model().measures.size());
  check_rows(folder / "events.csv", checkpoint, events_of(checkpoint.world, checkpoint.state.happened));
  for (std::size_t t = 2; t < tables.size(); ++t) {  // how many rows the others have isn't known
    const fs::path table = folder / tables[t];
    if (t < 3 || so_far.count > 0)
      rows_of(table, length_of(table, checkpoint));  // formats begin with a record
  }
}

}  // namespace exomet
