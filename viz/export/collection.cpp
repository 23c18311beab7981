#include "viz/export/collection.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <fstream>
#include <utility>

#include "sim/base/error.hpp"
#include "sim/base/number_text.hpp"
#include "sim/base/whole_file.hpp"

namespace exomet {
namespace {

// The value of key="value" in a line, "" if it isn't there.
std::string attribute(const std::string& line, const std::string& key) {
  const std::string start = " " + key + "=\"";
  const auto from = line.find(start);
  if (from == std::string::npos) return {};
  const auto to = line.find('"', from + start.size());
  return to == std::string::npos ? std::string{} : line.substr(from + start.size(), to - from - start.size());
}

std::string file_name(const std::string& name, std::size_t number, const std::string& extension) {
  char digits[24];
  std::snprintf(digits, sizeof digits, "%04zu", number);
  return name + "/" + name + "_" + digits + "." + extension;
}

}  // namespace

// Understands what pvd() writes; ends at a line that isn't.
std::vector<Collected> read_collection(const std::filesystem::path& path) {
  std::vector<Collected> files;
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) return files;
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (line.find("<DataSet ") == std::string::npos) continue;
    Collected entry{0, attribute(line, "file")};
    const std::string day = attribute(line, "timestep");
    const auto parsed = std::from_chars(day.data(), day.data() + day.size(), entry.day);
    if (parsed.ec != std::errc() || entry.file.empty()) return files;
    files.push_back(std::move(entry));
  }
  if (in.bad() || !in.eof())
    throw RunError("cannot read " + path.string() +
                   " (it lists what the run has written so far); make it readable or choose another folder");
  return files;
}

Collection::Collection(std::filesystem::path folder, std::string name, std::string extension)
    : folder_(std::move(folder)), name_(std::move(name)), extension_(std::move(extension)) {
  read();
}

// The list ends where a file is missing or isn't ours: numbers must not be skipped.
void Collection::read() {
  std::error_code ignored;
  for (Collected& entry : read_collection(folder_ / (name_ + ".pvd"))) {
    if (entry.file != file_name(name_, entries_.size(), extension_) ||
        !std::filesystem::exists(folder_ / entry.file, ignored))
      return;
    entries_.push_back(std::move(entry));
  }
}

// The shortened list goes to disk before the files go, so that it never names a missing one.
void Collection::forget_from(double day) {
  const auto first =
      std::find_if(entries_.begin(), entries_.end(), [&](const Collected& e) { return e.day >= day; });
  if (first == entries_.end()) return;
  const std::vector<Collected> forgotten(first, entries_.end());
  entries_.erase(first, entries_.end());
  write_whole(folder_ / (name_ + ".pvd"), pvd(), Barrier::later);
  std::error_code ignored;
  for (const Collected& entry : forgotten) std::filesystem::remove(folder_ / entry.file, ignored);
}

void Collection::add(double day, const std::string& bytes) {
  make_folder(folder_ / name_);
  forget_from(day);
  Collected entry{day, file_name(name_, entries_.size(), extension_)};
  write_whole(folder_ / entry.file, bytes, Barrier::later);
  entries_.push_back(std::move(entry));
  write_whole(folder_ / (name_ + ".pvd"), pvd(), Barrier::later);
}

std::string Collection::pvd() const {
  std::string text =
      "<?xml version=\"1.0\"?>\n"
      "<VTKFile type=\"Collection\" version=\"1.0\" byte_order=\"LittleEndian\">\n"
      "  <!-- timestep: days -->\n"
      "  <Collection>\n";
  for (const Collected& entry : entries_)
    text += "    <DataSet timestep=\"" + number_text(entry.day) + "\" group=\"\" part=\"0\" file=\"" +
            entry.file + "\"/>\n";
  return text + "  </Collection>\n</VTKFile>\n";
}

}  // namespace exomet
