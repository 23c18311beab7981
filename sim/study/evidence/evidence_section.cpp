#include "sim/study/evidence/evidence_section.hpp"

#include <algorithm>
#include <map>

#include "sim/base/whole_file.hpp"
#include "sim/config/bibliography.hpp"
#include "sim/config/suggestions.hpp"
#include "sim/study/evidence/entry_section.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// A version of an experiment that several entries share.
struct Setup {
  std::string experiment;
  SourceLocation place;
  fs::path file;
  Settings set;
  SizeRules by_size[3];
};

struct Draft {
  Evidence evidence;
  std::map<std::string, Setup> setups;
};

const Section<Setup>& setup_schema() {
  static const Section<Setup> made = [] {
    Section<Setup> section("A version of an experiment that entries name.");
    section
        .custom(
            {"experiment", "text", "Path of an experiment's file, from this file's folder.", "", true, {}},
            [](const Node& node, Setup& setup, Reader& reader) {
              setup.experiment = reader.text(node);
              setup.place = node.place;
            })
        .custom(
            set_doc("Changes of the experiment."),
            [](const Node& node, Setup& setup, Reader& reader) { setup.set = read_settings(node, reader); })
        .custom(seeds_doc("20"), [](const Node& node, Setup& setup, Reader& reader) {
          setup.by_size[static_cast<int>(Size::small)].seeds = read_seeds(node, reader);
        });
    for (const Size which : {Size::quick, Size::full})
      section.custom({std::string(name(which)), "map", "Changes of this size alone.", "", false,
                      size_schema().doc_pointer()},
                     [=](const Node& node, Setup& setup, Reader& reader) {
                       size_schema().read(node, setup.by_size[static_cast<int>(which)], reader);
                     });
    return section;
  }();
  return made;
}

void use_setup(const Setup& setup, EvidenceEntry& entry) {
  for (const Size size : {Size::quick, Size::small, Size::full}) {
    const SizeRules& from = setup.by_size[static_cast<int>(size)];
    SizeRules& to = entry.at(size);
    to.shared = setup.set;
    to.shared.insert(to.shared.end(), from.set.begin(), from.set.end());
    if (to.seeds == 0) to.seeds = from.seeds;
  }
}

// The path of an experiment's file, seen from the evidence's; a problem if there is none.
fs::path experiment_file(const Word& word, const Draft& draft, Reader& reader) {
  const fs::path file = (draft.evidence.file.parent_path() / word.first).lexically_normal();
  std::error_code ignored;
  if (!fs::is_regular_file(file, ignored))
    reader.problem(word.second,
                   "there is no file '" + file.string() + "'; the path starts at this file's folder");
  return file;
}

void find_experiment(EntryDraft& draft, const Draft& whole, Reader& reader) {
  const auto& [word, place] = draft.experiment;
  const auto setup = whole.setups.find(word);
  if (setup != whole.setups.end()) {
    use_setup(setup->second, draft.entry);
    draft.entry.experiment = setup->second.file;
  } else if (fs::path(word).extension() == ".yaml") {
    draft.entry.experiment = experiment_file(draft.experiment, whole, reader);
  } else {
    std::vector<std::string> known;
    for (const auto& [name, one] : whole.setups) known.push_back(name);
    reader.problem(place, "no experiment '" + word + "'; " + suggest(word, known) +
                              " (or write a file's path, ending in .yaml)");
  }
}

void set_defaults(EvidenceEntry& entry) {
  constexpr long seeds[]{6, 20, 40};
  for (const Size size : {Size::quick, Size::small, Size::full})
    if (entry.at(size).seeds == 0) entry.at(size).seeds = seeds[static_cast<int>(size)];
  if (!entry.at(Size::quick).verdict) entry.at(Size::quick).verdict = entry.at(Size::small).verdict;
}

void read_entry(const Entry& from, Draft& whole, Reader& reader) {
  const Reader::Scope scope(reader, from.key, from.value);
  const std::size_t before = reader.problems.size();
  EntryDraft draft;
  draft.entry.name = from.key;
  draft.entry.place = from.place;
  entry_schema().read(from.value, draft, reader);
  if (reader.problems.size() > before) return;
  if (draft.entry.arms.empty()) draft.entry.arms.push_back({"model", from.place, {}});
  {
    const Reader::Scope inner(reader, "expect", Node{});
    draft.entry.expect = finish(draft.expect, draft.entry.arms, draft.expect_node, reader);
  }
  {
    const Reader::Scope inner(reader, "experiment", Node{});
    find_experiment(draft, whole, reader);
  }
  set_defaults(draft.entry);
  whole.evidence.entries.push_back(std::move(draft.entry));
}

void read_entries(const Node& node, Draft& draft, Reader& reader) {
  if (node.kind != Node::Kind::map || node.entries.empty())
    return reader.problem(node, "expected a map from names to entries");
  for (const Entry& entry : node.entries) read_entry(entry, draft, reader);
}

void read_setups(const Node& node, Draft& draft, Reader& reader) {
  if (node.kind != Node::Kind::map) return reader.problem(node, "expected a map from names to experiments");
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    Setup& setup = draft.setups[entry.key];
    setup_schema().read(entry.value, setup, reader);
    if (!setup.experiment.empty())
      setup.file = experiment_file({setup.experiment, setup.place}, draft, reader);
  }
}

const Section<Draft>& schema() {
  static const Section<Draft> made = [] {
    Section<Draft> section("The evidence of a model: what was found, and whether the model agrees.");
    section
        .custom(
            {"model", "name of a model", "Whose evidence it is.", "", true, {}},
            [](const Node& node, Draft& draft, Reader& reader) { draft.evidence.model = reader.text(node); })
        .custom(
            {"about", "text", "What a referee should know first.", "", false, {}},
            [](const Node& node, Draft& draft, Reader& reader) { draft.evidence.about = reader.text(node); })
        .custom({"experiments", "map from name to", "Versions of experiments that entries share.", "", false,
                 setup_schema().doc_pointer(), Holds::declared},
                read_setups)
        .custom({"entries", "map from name to", "What was found, one by one.", "", true,
                 entry_schema().doc_pointer(), Holds::declared},
                [](const Node&, Draft&, Reader&) {});  // after `experiments`, wherever these stand
    return section;
  }();
  return made;
}

void check_beside(const Evidence& evidence, Problems& problems) {
  std::vector<std::string> known;
  for (const EvidenceEntry& entry : evidence.entries) known.push_back(entry.name);
  for (const EvidenceEntry& entry : evidence.entries) {
    const std::string path = "entries." + entry.name + ".beside";
    if (entry.beside.empty()) {
      if (entry.role == Role::ablation)
        problems.add(entry.place, path, "an ablation says beside which claim it stands; add 'beside: NAME'");
    } else if (std::find(known.begin(), known.end(), entry.beside) == known.end()) {
      problems.add(entry.place, path, "no entry '" + entry.beside + "'; " + suggest(entry.beside, known));
    }
  }
}

}  // namespace

Evidence read_evidence(const fs::path& file, const Library& library) {
  Problems problems;
  const Bibliography books = Bibliography::read(library.models / "references.bib", problems);
  const Node node = read_document(file, problems);
  problems.throw_if_any();
  Draft draft;
  draft.evidence.file = file;
  draft.evidence.text = read_whole(file).value_or("");
  Reader reader(problems, {});
  reader.knows_source = [&](const std::string& key) { return books.find(key) != nullptr; };
  reader.known_sources = [&] { return books.keys(); };
  schema().read(node, draft, reader);
  if (const Node* entries = node.find("entries")) {
    const Reader::Scope scope(reader, "entries", Node{});
    read_entries(*entries, draft, reader);
  }
  if (problems.empty()) check_beside(draft.evidence, problems);
  problems.throw_if_any();
  return std::move(draft.evidence);
}

std::shared_ptr<const SectionDoc> evidence_doc() { return schema().doc_pointer(); }

}  // namespace exomet
