#include "sim/study/evidence/entry_section.hpp"

namespace exomet {

Settings read_settings(const Node& node, Reader& reader) {
  if (node.kind != Node::Kind::map && node.kind != Node::Kind::null)
    reader.problem(node, "expected a map from paths to values, e.g. {duration: 6 d}");
  return node.entries;
}

KeyDoc set_doc(const std::string& about) { return {"set", "map from path to value", about, "", false, {}}; }

long read_seeds(const Node& node, Reader& reader) {
  constexpr long most = 100'000;
  return reader.integer(node, 2, most, 2);
}

KeyDoc seeds_doc(const std::string& otherwise) {
  return {"seeds", "whole number", "Runs of each arm.", otherwise, false, {}};
}

const Section<SizeRules>& size_schema() {
  static const Section<SizeRules> made = [] {
    Section<SizeRules> section("What is different at this size.");
    section
        .custom(seeds_doc(""), [](const Node& node, SizeRules& rules,
                                  Reader& reader) { rules.seeds = read_seeds(node, reader); })
        .custom(set_doc("Changes of the experiment."),
                [](const Node& node, SizeRules& rules, Reader& reader) {
                  rules.set = read_settings(node, reader);
                });
    return section;
  }();
  return made;
}

namespace {

std::optional<Verdict> read_verdict(const Node& node, Reader& reader) {
  std::vector<std::string> known;
  for (const Verdict verdict : {Verdict::passes, Verdict::fails, Verdict::undecided}) {
    if (node.scalar == name(verdict)) return verdict;
    known.emplace_back(name(verdict));
  }
  reader.problem(node, "unknown word '" + node.scalar + "'; " + suggest(node.scalar, known));
  return std::nullopt;
}

constexpr const char* verdict_words = "passes | fails | not decided";

// With a verdict, which belongs to an entry.
const Section<SizeRules>& judged_size_schema() {
  static const Section<SizeRules> made = [] {
    Section<SizeRules> section = size_schema();
    section.custom({"verdict", verdict_words, "What it gave, to be kept.", "", false, {}},
                   [](const Node& node, SizeRules& rules, Reader& reader) {
                     rules.verdict = read_verdict(node, reader);
                   });
    return section;
  }();
  return made;
}

void read_arms(const Node& node, EntryDraft& draft, Reader& reader) {
  if (node.kind != Node::Kind::map || node.entries.empty())
    return reader.problem(node,
                          "expected a map from names to the paths that they set, e.g. {with: {}, without: "
                          "{parameters.mmp1_load: 0}}");
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, Node{});
    draft.entry.arms.push_back({entry.key, entry.place, read_settings(entry.value, reader)});
  }
}

// "Yokoi2017", or a list of them; whether they are known was told by the entry's scope.
void read_sources(const Node& node, EntryDraft& draft, Reader&) {
  if (node.kind == Node::Kind::scalar) draft.entry.sources.push_back(node.scalar);
  for (const Node& item : node.items) draft.entry.sources.push_back(item.scalar);
}

template <class Value>
Section<EntryDraft>::Read into(Value EvidenceEntry::*member, const Section<Value>& inner) {
  return [=](const Node& node, EntryDraft& draft, Reader& reader) {
    inner.read(node, draft.entry.*member, reader);
  };
}

Section<EntryDraft>::Read text_into(std::string EvidenceEntry::*member) {
  return
      [=](const Node& node, EntryDraft& draft, Reader& reader) { draft.entry.*member = reader.text(node); };
}

void read_role(const Node& node, EntryDraft& draft, Reader& reader) {
  std::vector<std::string> known;
  for (const Role role : {Role::calibrate, Role::hold_out, Role::judge, Role::ablation}) {
    if (node.scalar == name(role)) return void(draft.entry.role = role);
    known.emplace_back(name(role));
  }
  reader.problem(node, "unknown word '" + node.scalar + "'; " + suggest(node.scalar, known));
}

void add_observed(Section<EntryDraft>& section) {
  section
      .custom({"claim", "text", "What was found, in a sentence.", "", true, {}},
              text_into(&EvidenceEntry::claim))
      .custom({"source", "key or keys of references", "Who found it.", "", true, {}}, read_sources)
      .custom({"n", "whole number", "Of how many patients, animals, cells.", "", false, {}},
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.entry.n = reader.integer(node, 1, 1'000'000'000, 1);
              })
      .custom({"observed", "map, or text", "What was seen, as numbers if there are some.", "", false,
               observation_schema().doc_pointer()},
              into(&EvidenceEntry::observed, observation_schema()))
      .custom({"role",
               "calibrate | hold_out | judge | ablation",
               "Whether numbers of the model were set on it (also by hand), it was held out from that, the "
               "model is "
               "judged by it, or it shows what a claim depends on.",
               "",
               true,
               {}},
              read_role)
      .custom({"beside", "name of an entry", "Of an ablation: the claim that it belongs to.", "", false, {}},
              text_into(&EvidenceEntry::beside))
      .custom({"about", "text", "What has to be known to judge it.", "", false, {}},
              text_into(&EvidenceEntry::about));
}

void add_runs(Section<EntryDraft>& section) {
  section
      .custom({"experiment",
               "name, or path",
               "One of `experiments`, or a file's path from this file's folder.",
               "",
               true,
               {}},
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.experiment = {reader.text(node), node.place};
              })
      .custom(set_doc("Changes of the experiment, of all arms."),
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.entry.set = read_settings(node, reader);
              })
      .custom({"arms",
               "map from name to {path: value}",
               "Its versions, with what each sets; one unless given.",
               "",
               false,
               {}},
              read_arms)
      .custom({"reads", "map", "What is read out of a run.", "", true, readout_schema().doc_pointer()},
              into(&EvidenceEntry::reads, readout_schema()))
      .custom({"expect", "map", "When it passes.", "", true, expectation_schema().doc_pointer()},
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.expect_node = node;
                expectation_schema().read(node, draft.expect, reader);
              })
      .custom({"may_miss", "number, e.g. 25 %", "Share of the seeds that may have no value.", "0", false, {}},
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.entry.may_miss = reader.quantity(node, Dimension::number, share);
              });
}

void add_sizes(Section<EntryDraft>& section) {
  section
      .custom({"seeds", "whole number", "Runs of each arm, of the default size.", "20", false, {}},
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.entry.at(Size::small).seeds = read_seeds(node, reader);
              })
      .custom({"verdict",
               verdict_words,
               "What the default size gave, and the quick one, to be kept.",
               "",
               false,
               {}},
              [](const Node& node, EntryDraft& draft, Reader& reader) {
                draft.entry.at(Size::small).verdict = read_verdict(node, reader);
              });
  for (const Size which : {Size::quick, Size::full})
    section.custom({std::string(name(which)), "map",
                    which == Size::quick ? "6 seeds unless given." : "40 seeds unless given.", "", false,
                    judged_size_schema().doc_pointer()},
                   [=](const Node& node, EntryDraft& draft, Reader& reader) {
                     judged_size_schema().read(node, draft.entry.at(which), reader);
                   });
}

}  // namespace

const Section<EntryDraft>& entry_schema() {
  static const Section<EntryDraft> made = [] {
    Section<EntryDraft> section("Something that was found, and what of the model corresponds to it.");
    add_observed(section);
    add_runs(section);
    add_sizes(section);
    return section;
  }();
  return made;
}

}  // namespace exomet
