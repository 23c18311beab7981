#include "sim/config/bibliography.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cctype>
#include <filesystem>
#include <fstream>
#include <regex>

namespace exomet {
namespace {

using Texts = std::vector<std::string>;
using Catch::Matchers::Contains;

struct Parsed {
  Problems problems;
  Bibliography bibliography;

  explicit Parsed(const std::string& text) : bibliography(Bibliography::parse(text, "r.bib", problems)) {}
  Texts messages() const {
    Texts out;
    for (const Problem& problem : problems.list()) out.push_back(format(problem));
    return out;
  }
};

// An entry with what every entry needs and more.
std::string entry(const std::string& more, const std::string& key = "Key2000") {
  return "@article{" + key + ",\n  author = {A, B}, title = {T}, year = 2000" +
         (more.empty() ? "" : ",\n  " + more) + "\n}\n";
}

std::string citation(const std::string& more_fields) {
  const Parsed parsed("@article{K, title = {T}, " + more_fields + "}");
  CHECK(parsed.messages() == Texts{});
  const Reference* reference = parsed.bibliography.find("K");
  return reference ? short_citation(*reference) : "no reference";
}

TEST_CASE("A reference is read with its key and type and fields and place") {
  const Parsed parsed(
      "% a comment\n\n  @Article{Yokoi2017,\n  Author = \"Yokoi, Akira and others\",\n"
      "  title = {Vesicles   carrying\n     {MMP1}},\n  year = 2017 ,\n  month = feb,\n  Journal={Nat}\n}");
  CHECK(parsed.messages() == Texts{});
  const Reference* reference = parsed.bibliography.find("Yokoi2017");
  REQUIRE(reference);
  CHECK(reference->key == "Yokoi2017");
  CHECK(reference->type == "article");
  CHECK(reference->place.file == "r.bib");
  CHECK(reference->place.line == 3);
  CHECK(reference->place.column == 3);
  CHECK(reference->fields == std::map<std::string, std::string>{{"author", "Yokoi, Akira and others"},
                                                                {"title", "Vesicles carrying {MMP1}"},
                                                                {"year", "2017"},
                                                                {"month", "feb"},
                                                                {"journal", "Nat"}});
  CHECK(reference->text("title") == "Vesicles carrying MMP1");
  CHECK(reference->text("volume").empty());
}

TEST_CASE("Keys come in the order of the alphabet and an unknown key has no reference") {
  const Parsed parsed(entry("", "B2") + entry("", "A1") + entry("", "a0"));
  CHECK(parsed.bibliography.keys() == Texts{"A1", "B2", "a0"});
  CHECK(parsed.bibliography.find("C3") == nullptr);
}

TEST_CASE("Comments and a last comma and a byte order mark and line ends of Windows are allowed") {
  std::string text = "\xEF\xBB\xBF% note\n@comment{ {@article{X,} } }\n" + entry("volume = {1},") + "% end";
  CHECK(Parsed(text).messages() == Texts{});
  text = std::regex_replace(text, std::regex("\n"), "\r\n");
  const Parsed parsed(text);
  CHECK(parsed.messages() == Texts{});
  CHECK(parsed.bibliography.find("Key2000")->text("volume") == "1");
}

TEST_CASE("Braces and quotes may hold each other") {
  const Parsed parsed(
      entry("note = \"say {\"}hello{\"} to {b{r}aces}\", series = {a \" quote and \\{ \\} \\& \\%}"));
  CHECK(parsed.messages() == Texts{});
  const Reference* reference = parsed.bibliography.find("Key2000");
  REQUIRE(reference);
  CHECK(reference->text("note") == "say \"hello\" to braces");
  CHECK(reference->text("series") == "a \" quote and { } & %");
}

TEST_CASE("A syntax error tells line and column and what was expected") {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"@article{K,\n  title {T}\n}", "r.bib:2:9: K: expected '=' after the field's name 'title', found '{'"},
      {"@article{K,\n  title = {T}\n  year = 1}",
       "r.bib:3:3: K: expected ',' before the next field or '}' after the last one, found 'y'"},
      {"@article{\n}", "r.bib:2:1: expected the entry's key, such as Yokoi2017, found '}'"},
      {"@article(K)", "r.bib:1:9: expected '{' after @article, found '('"},
      {"@{K}", "r.bib:1:2: expected the type of the entry, such as article, found '{'"},
      {"@article{K, title = {ü {T}", "r.bib:1:21: K: this '{' is never closed"},
      {"@article{K, title = \"T", "r.bib:1:21: K: this '\"' is never closed"},
      {"@article{K, title = \"ü}\"}", "r.bib:1:23: K: '}' without its '{' inside of double quotes"},
      {"@article{K, month = march}",
       "r.bib:1:21: K: 'march' is neither a number nor a month; put it in braces: {march}"},
      {"@article{K, year = }",
       "r.bib:1:20: K: expected the value of 'year' in braces or double quotes, found '}'"},
      {"@article{K, year = {}}", "r.bib:1:13: K: the field 'year' is empty; fill it in or leave it out"},
      {"@article{K, year = 1, Year = 2}", "r.bib:1:23: K: the field 'year' is there twice; keep one"},
      {"@article{K, title = {a} # {b}}",
       "r.bib:1:25: K: strings joined by # are not supported; write the text out"},
      {"@string{pnas = {P}}", "r.bib:1:1: @string is not supported; write the text out where it is used"},
      {"\nstray text", "r.bib:2:1: text outside of an entry; start a comment's line with %"},
      {"@article{K, title = {T},",
       "r.bib:1:25: K: expected the name of a field or '}', found the end of the file"}};
  for (const auto& [text, message] : cases) {
    const Parsed parsed(text);
    CHECK(parsed.messages() == Texts{message});
    CHECK(parsed.bibliography.keys().empty());
  }
}

TEST_CASE("All problems are shown at once and the good entries are kept") {
  const Parsed parsed("@article{Bad1, title = {never closed\n" + entry("", "Good1") +
                      "@article{Bad2, year = x}\n" + entry("", "Good2") + "@article{Bad3, title}\n");
  CHECK(parsed.problems.size() == 3);
  CHECK(parsed.bibliography.keys() == Texts{"Good1", "Good2"});
}

TEST_CASE("A key that is used twice is a problem that tells where it was first") {
  const Parsed parsed(entry("volume = 1") + entry("volume = 2"));
  CHECK(parsed.messages() == Texts{"r.bib:5:1: Key2000: this key is already used in line 1; rename one"});
  CHECK(parsed.bibliography.find("Key2000")->text("volume") == "1");
}

TEST_CASE("A source without author or title or year is a problem") {
  CHECK(Parsed("@misc{K}").messages() ==
        Texts{"r.bib:1:1: K: has no title; a source that can't be found is none",
              "r.bib:1:1: K: has no year; a source that can't be found is none",
              "r.bib:1:1: K: has no author; give author, editor or organization"});
  CHECK(Parsed("@misc{K, organization = {WHO}, title = {T}, year = 1}").messages().empty());
}

TEST_CASE("A DOI that is written as an address is a problem") {
  const Parsed parsed(entry("doi = {https://doi.org/10.1038/ncomms14470}"));
  REQUIRE(parsed.messages().size() == 1);
  CHECK_THAT(parsed.messages()[0], Contains("is no DOI; write it bare, such as 10.1038/ncomms14470"));
  CHECK(Parsed(entry("doi = {10.1016/8756-3282(88)90106-8}")).messages().empty());
}

TEST_CASE("A LaTeX command is a problem that asks for the letter") {
  const Parsed parsed(entry("note = {Erd{\\H o}s}"));
  REQUIRE(parsed.messages().size() == 1);
  CHECK_THAT(parsed.messages()[0],
             Contains("'note' has the LaTeX command \\H; write the letter itself, in UTF-8"));
}

TEST_CASE("A citation names one or two authors and of more the first") {
  CHECK(citation("author = {Einstein, Albert}, year = 1905") == "Einstein 1905");
  CHECK(citation("author = {Gernot Schaller and Meyer-Hermann, Michael}, year = 2005") ==
        "Schaller & Meyer-Hermann 2005");
  CHECK(citation("author = {A, B and C, D and E, F}, year = 1") == "A et al. 1");
  CHECK(citation("author = {Yokoi, Akira and others}, year = 1") == "Yokoi et al. 1");
  CHECK(citation("author = {Marian von Smoluchowski}, year = 1") == "von Smoluchowski 1");
  CHECK(citation("author = {van der Waals, J. D.}, year = 1") == "van der Waals 1");
  CHECK(citation("author = {{Institute of This and That}}, year = 1") == "Institute of This and That 1");
  CHECK(citation("editor = {Ed, A}, year = 1") == "Ed 1");
}

TEST_CASE("A citation tells journal and volume and pages and DOI as far as they are known") {
  const std::string who = "author = {Yokoi, A and others}, year = 2017, ";
  CHECK(citation(who +
                 "journal = {Nature Communications}, shortjournal = {Nat Commun}, volume = 8, pages = 14470, "
                 "doi = {10.1038/ncomms14470}") ==
        "Yokoi et al. 2017, Nat Commun 8:14470, doi:10.1038/ncomms14470");
  CHECK(citation(who + "journal = {Ann {P}hys}, volume = 322, pages = {549--560}") ==
        "Yokoi et al. 2017, Ann Phys 322:549-560");
  CHECK(citation(who + "booktitle = {SC11}, pages = {1--12}") == "Yokoi et al. 2017, SC11 1-12");
  CHECK(citation(who + "publisher = {Wiley}") == "Yokoi et al. 2017, Wiley");
  CHECK(citation(who + "volume = 3") == "Yokoi et al. 2017");
  CHECK(citation(who + "pmid = 30528756") == "Yokoi et al. 2017, PMID 30528756");
}

TEST_CASE("A bibliography that isn't there is a problem that names the file") {
  Problems problems;
  CHECK(Bibliography::read("nowhere/none.bib", problems).keys().empty());
  REQUIRE(problems.size() == 1);
  CHECK_THAT(format(problems.list()[0]),
             Contains("nowhere/none.bib: can't be read; check that the file is there"));
}

// The bibliography of the models.

Bibliography models_bibliography(Problems& problems) {
  return Bibliography::read(EXOMET_SOURCE_DIR "/models/references.bib", problems);
}

TEST_CASE("The models' bibliography has no problem and cites Yokoi 2017") {
  Problems problems;
  const Bibliography bibliography = models_bibliography(problems);
  for (const Problem& problem : problems.list()) FAIL_CHECK(format(problem));
  const Reference* yokoi = bibliography.find("Yokoi2017");
  REQUIRE(yokoi);
  CHECK(short_citation(*yokoi) == "Yokoi et al. 2017, Nat Commun 8:14470, doi:10.1038/ncomms14470");
}

TEST_CASE(
    "Each source of the models has a DOI or a PubMed number or says why not and its key ends in its year") {
  Problems problems;
  const Bibliography bibliography = models_bibliography(problems);
  CHECK(bibliography.keys().size() >= 20);
  for (const std::string& key : bibliography.keys()) {
    CAPTURE(key);
    const Reference& reference = *bibliography.find(key);
    const std::string pmid = reference.text("pmid");
    const bool identified = !reference.text("doi").empty() || !pmid.empty();
    CHECK(identified == reference.text("undetermined").empty());
    CHECK(std::all_of(pmid.begin(), pmid.end(), [](unsigned char c) { return std::isdigit(c); }));
    CHECK(key.substr(key.size() - 4) == reference.text("year"));
  }
}

TEST_CASE("No source of the models speaks of what somebody remembers or has not checked") {
  Problems problems;
  const Bibliography bibliography = models_bibliography(problems);
  const std::regex remark("recall|verif|from memory|unchecked|\\?", std::regex::icase);
  for (const std::string& key : bibliography.keys()) {
    CAPTURE(key);
    for (const char* field : {"note", "undetermined"})
      CHECK_FALSE(std::regex_search(bibliography.find(key)->text(field), remark));
  }
}

// The words of a text that look like keys of the bibliography.
std::vector<std::string> cited_keys(const std::filesystem::path& file) {
  std::ifstream in(file);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::regex key("\\b[A-Z][A-Za-z]+(19|20)[0-9]{2}\\b");
  std::vector<std::string> keys;
  for (std::sregex_iterator found(text.begin(), text.end(), key), end; found != end; ++found)
    keys.push_back(found->str());
  return keys;
}

TEST_CASE("Each source that a model or an experiment cites is in the bibliography") {
  Problems problems;
  const Bibliography bibliography = models_bibliography(problems);
  std::size_t cited = 0;
  for (const char* folder : {"/models", "/configs"})
    for (const auto& entry :
         std::filesystem::recursive_directory_iterator(std::string(EXOMET_SOURCE_DIR) + folder)) {
      if (entry.path().extension() != ".yaml") continue;
      for (const std::string& key : cited_keys(entry.path())) {
        CAPTURE(entry.path().string(), key);
        CHECK(bibliography.find(key) != nullptr);
        ++cited;
      }
    }
  CHECK(cited > 20);
}

TEST_CASE("No two sources of the models have the same DOI") {
  Problems problems;
  const Bibliography bibliography = models_bibliography(problems);
  Texts dois;
  for (const std::string& key : bibliography.keys())
    if (const std::string doi = bibliography.find(key)->text("doi"); !doi.empty()) dois.push_back(doi);
  std::sort(dois.begin(), dois.end());
  CHECK(std::adjacent_find(dois.begin(), dois.end()) == dois.end());
}

}  // namespace
}  // namespace exomet
