#include "sim/config/bibliography.hpp"

#include <fstream>
#include <regex>
#include <sstream>

#include "sim/config/bibtex.hpp"

namespace exomet {

namespace {

constexpr std::string_view escapable = "&%$#_{}";

// The first LaTeX command that isn't one of the few allowed, or an empty string.
std::string forbidden_command(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\') continue;
    if (i + 1 == text.size() || escapable.find(text[i + 1]) == escapable.npos)
      return std::string(text.substr(i, 2));
    ++i;
  }
  return {};
}

// Braces only protect, \& is &, ~ is a space and -- a hyphen between pages.
std::string readable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size()) {
      out += text[++i];
    } else if (text[i] == '~') {
      out += ' ';
    } else if (text[i] == '-' && i + 1 < text.size() && text[i + 1] == '-') {
      continue;
    } else if (text[i] != '{' && text[i] != '}') {
      out += text[i];
    }
  }
  return out;
}

bool check(const Reference& reference, Problems& problems) {
  const std::size_t before = problems.size();
  const auto add = [&](const std::string& what) { problems.add(reference.place, reference.key, what); };
  const auto has = [&](const char* field) { return reference.fields.count(field) > 0; };
  for (const char* field : {"title", "year"})
    if (!has(field)) add("has no " + std::string(field) + "; a source that can't be found is none");
  if (!has("author") && !has("editor") && !has("organization"))
    add("has no author; give author, editor or organization");
  for (const auto& [field, value] : reference.fields)
    if (const std::string command = forbidden_command(value); !command.empty())
      add("the field '" + field + "' has the LaTeX command " + command +
          "; write the letter itself, in UTF-8");
  static const std::regex doi("10\\.[0-9]{4,9}/\\S+");
  if (has("doi") && !std::regex_match(reference.fields.at("doi"), doi))
    add("'" + reference.fields.at("doi") + "' is no DOI; write it bare, such as 10.1038/ncomms14470");
  return problems.size() == before;
}

// Cuts a list of names at its " and "s that aren't in braces.
std::vector<std::string> names_of(const std::string& list) {
  std::vector<std::string> names(1);
  int depth = 0;
  for (std::size_t i = 0; i < list.size(); ++i) {
    depth += (list[i] == '{') - (list[i] == '}');
    if (depth == 0 && list.compare(i, 5, " and ") == 0) {
      names.emplace_back();
      i += 4;
    } else {
      names.back() += list[i];
    }
  }
  return names;
}

// "Yokoi, Akira", "Akira Yokoi" -> "Yokoi"; "Marian von Smoluchowski" -> "von Smoluchowski"; {A Society} as
// it is.
std::string surname(const std::string& name) {
  if (name.front() == '{' && name.find('}') == name.size() - 1) return readable(name);
  if (const auto comma = name.find(','); comma != name.npos) return readable(name.substr(0, comma));
  std::istringstream words(name);
  std::string word, last;
  bool in_surname = false;  // from the first word in lower case on
  while (words >> word) {
    in_surname = in_surname || (!last.empty() && word.front() >= 'a' && word.front() <= 'z');
    last = in_surname && last.front() >= 'a' && last.front() <= 'z' ? last + " " + word : word;
  }
  return readable(last);
}

std::string authors(const Reference& reference) {
  for (const char* field : {"author", "editor", "organization"}) {
    const auto found = reference.fields.find(field);
    if (found == reference.fields.end()) continue;
    const std::vector<std::string> names = names_of(found->second);
    if (names.size() > 2 || names.back() == "others") return surname(names[0]) + " et al.";
    return names.size() == 1 ? surname(names[0]) : surname(names[0]) + " & " + surname(names[1]);
  }
  return {};
}

}  // namespace

std::string Reference::text(const std::string& field) const {
  const auto found = fields.find(field);
  return found == fields.end() ? std::string() : readable(found->second);
}

Bibliography Bibliography::parse(std::string_view bibtex, const std::string& name, Problems& problems) {
  Bibliography bibliography;
  for (Reference& reference : read_bibtex(bibtex, name, problems)) {
    if (const Reference* first = bibliography.find(reference.key)) {
      problems.add(reference.place, reference.key,
                   "this key is already used in line " + std::to_string(first->place.line) + "; rename one");
      continue;
    }
    if (!check(reference, problems)) continue;
    const std::string key = reference.key;
    bibliography.references_.emplace(key, std::move(reference));
  }
  return bibliography;
}

Bibliography Bibliography::read(const std::filesystem::path& file, Problems& problems) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (!in || !(text << in.rdbuf())) {
    problems.add({file.string()}, "",
                 "can't be read; check that the file is there, isn't empty and may be read");
    return {};
  }
  return parse(text.str(), file.string(), problems);
}

const Reference* Bibliography::find(std::string_view key) const {
  const auto found = references_.find(key);
  return found == references_.end() ? nullptr : &found->second;
}

std::vector<std::string> Bibliography::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, reference] : references_) keys.push_back(key);
  return keys;
}

std::string short_citation(const Reference& reference) {
  std::string out = authors(reference);
  if (const std::string year = reference.text("year"); !year.empty()) out += (out.empty() ? "" : " ") + year;
  for (const char* field : {"shortjournal", "journal", "booktitle", "publisher"}) {
    const std::string where = reference.text(field);
    if (where.empty()) continue;
    out += ", " + where;
    const std::string volume = reference.text("volume"), pages = reference.text("pages");
    if (!volume.empty()) out += " " + volume;
    if (!pages.empty()) out += (volume.empty() ? " " : ":") + pages;
    break;
  }
  if (const std::string doi = reference.text("doi"); !doi.empty()) return out + ", doi:" + doi;
  if (const std::string pmid = reference.text("pmid"); !pmid.empty()) return out + ", PMID " + pmid;
  return out;
}

}  // namespace exomet
