#include "sim/run/output_format.hpp"

#include <utility>

namespace exomet {

namespace {
std::map<std::string, OutputFormat>& formats() {
  static std::map<std::string, OutputFormat> all;
  return all;
}
}  // namespace

bool FileKind::matches(std::string_view file) const {
  if (ending.empty()) return file == start;
  if (!file.starts_with(start) || !file.ends_with(ending) || file.size() <= start.size() + ending.size())
    return false;
  const std::string_view number = file.substr(start.size(), file.size() - start.size() - ending.size());
  return number.find_first_not_of("0123456789") == std::string_view::npos;
}

const std::map<std::string, OutputFormat>& OutputFormat::all() { return formats(); }

OutputFormat::Entry::Entry(const std::string& name, OutputFormat format) {
  formats()[name] = std::move(format);
}

}  // namespace exomet
