// The schema of one entry of the evidence.
#pragma once

#include "sim/study/evidence/reads_section.hpp"

namespace exomet {

// An entry while it is being read: names that are looked up when all of the file is known.
struct EntryDraft {
  EvidenceEntry entry;
  Word experiment;
  ExpectationDraft expect;
  Node expect_node;
};

const Section<EntryDraft>& entry_schema();

// `seeds` and `set` of one size.
const Section<SizeRules>& size_schema();
long read_seeds(const Node&, Reader&);
KeyDoc seeds_doc(const std::string& otherwise);

using Settings = std::vector<Entry>;
// A map from paths to values; problems go to the reader.
Settings read_settings(const Node&, Reader&);
KeyDoc set_doc(const std::string& about);

}  // namespace exomet
