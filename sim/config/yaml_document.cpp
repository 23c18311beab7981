// From YAML to a Node.
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <system_error>

#include "sim/config/document.hpp"
#include "sim/config/source_text.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/config/yaml_builder.hpp"

namespace exomet {

namespace {

namespace fs = std::filesystem;

// " in '/home/me/configs'": where a relative path was looked for, for one who calls from another folder than
// he thinks.
std::string looked_in(const fs::path& file) {
  std::error_code error;
  const fs::path whole = fs::absolute(file, error).lexically_normal();
  return file.is_absolute() || error ? "" : " in '" + whole.parent_path().string() + "'";
}

// What to try instead of a file that isn't there.
std::string near_file(const fs::path& file) {
  constexpr std::size_t most_looked_at = 10'000;
  const fs::path folder = file.has_parent_path() ? file.parent_path() : fs::path(".");
  std::error_code error;
  if (!fs::is_directory(folder, error)) return "the folder '" + folder.string() + "' doesn't exist either";
  std::vector<std::string> names;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (names.size() == most_looked_at) break;
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());  // the order of a folder isn't fixed
  const std::string name = file.filename().string();
  std::string near = nearest_word(name, names);
  for (const char* extension : {".yaml", ".yml"})
    if (std::binary_search(names.begin(), names.end(), name + extension)) near = name + extension;
  if (near.empty()) return "check its name";
  return "did you mean '" + (file.has_parent_path() ? folder / near : fs::path(near)).string() + "'?";
}

// The bytes of a file, one more than the limit at most; false after a problem.
bool read_bytes(const fs::path& file, std::string& bytes, Problems& problems) {
  const auto refuse = [&](const std::string& what) {
    return problems.add({file.string(), 0, 0}, "", what), false;
  };
  std::error_code error;
  const fs::file_status status = fs::status(file, error);
  if (!fs::exists(status)) {
    if (const std::string link = wrong_link(file); !link.empty()) return refuse(link);
    if (status.type() == fs::file_type::not_found)
      return refuse("no such file" + looked_in(file) + "; " + near_file(file));
    return refuse("can't be read (" + error.message() + "); check its permissions and those of its folder");
  }
  if (fs::is_directory(status)) return refuse("is a folder, not a file; name a YAML file in it");
  if (!fs::is_regular_file(status))
    return refuse("is not an ordinary file, so it isn't read; name a YAML file");
  std::ifstream stream(file, std::ios::binary);
  constexpr std::size_t most = DocumentLimits::file_bytes + 4;  // a byte order mark; one more is too large
  char block[1 << 14];
  while (bytes.size() < most && (stream.read(block, sizeof block), stream.gcount() > 0))
    bytes.append(block, static_cast<std::size_t>(stream.gcount()));
  if (!stream.is_open() || stream.bad()) return refuse("can't be read; check its permissions");
  bytes.resize(std::min(bytes.size(), most));
  return true;
}

}  // namespace

Node read_document(const std::filesystem::path& file, Problems& problems) {
  std::string bytes;
  if (!read_bytes(file, bytes, problems)) return {};
  return read_text(bytes, file.string(), problems);
}

Node read_text(std::string_view yaml, const std::string& name, Problems& problems) {
  const SourceText source(yaml, name);
  const std::size_t before = problems.size();
  if (!source.check(problems)) return {};
  YamlBuilder builder(source, problems);
  try {
    std::istringstream stream{std::string(source.text())};
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(builder)) {
    }
    builder.add_wrong_keys();
  } catch (const StopReading&) {
  } catch (const YAML::Exception& error) {
    builder.add_syntax_problem(error.mark, error.msg);
  }
  Node root = builder.take();
  if (root.kind == Node::Kind::null && problems.size() == before)
    problems.add({name, 0, 0}, "", "is empty; nothing can be read from it");
  return root;
}

}  // namespace exomet
