// The sources of a model's numbers: a BibTeX file (models/references.bib) whose keys the models cite.
//
// BibTeX as its manual has it (Patashnik, BibTeXing, 1988), strictly: @type{key, field = {value} or "value"
// or 1997}, braces nested, keys and fields once. Comments are lines outside of entries that start with %, and
// @comment{...}. Letters are UTF-8, not LaTeX: the only commands are \& \% \$ \# \_ and \{ \}. @string,
// @preamble and # (joined strings) are problems.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/error.hpp"

namespace exomet {

struct Reference {
  std::string key;       // "Yokoi2017"
  std::string type;      // lower case: "article", "book", ...
  SourceLocation place;  // of its @
  // Names in lower case; values without their outer braces or quotes, white space collapsed, else as written.
  std::map<std::string, std::string> fields;

  // The field's text for readers (braces and commands resolved), empty if there is no such field.
  std::string text(const std::string& field) const;
};

class Bibliography {
 public:
  // Reads a file; all problems are added (no such file, syntax, a key twice, a missing author, title or year,
  // a DOI in the form of an address), and the entries without any are kept.
  static Bibliography read(const std::filesystem::path& file, Problems&);
  // The same from a text; `name` is the file's name in messages.
  static Bibliography parse(std::string_view bibtex, const std::string& name, Problems&);

  const Reference* find(std::string_view key) const;  // nullptr if there is none
  std::vector<std::string> keys() const;              // in the order of the alphabet

 private:
  std::map<std::string, Reference, std::less<>> references_;
};

// "Yokoi et al. 2017, Nat Commun 8:14470, doi:10.1038/ncomms14470": one or two authors are named, the journal
// is shortjournal if given, without a DOI its PubMed number stands for it, and what an entry doesn't tell is
// left out.
std::string short_citation(const Reference&);

}  // namespace exomet
