// The language of numbers that signals raise and lower.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/config/schema.hpp"
#include "sim/run/rule.hpp"

namespace exomet {

// Reads a number in short form, or in long form with `raised_by`, `lowered_by` and `combine` where a signal
// changes it.
void read_rule(const Node&, Rule&, Dimension, const Range&, Reader&);
// Reads {signal: {to, half, hill, response}}, at most most_effects of them.
void read_influences(const Node&, std::vector<Influence>&, Dimension, Reader&);
void read_combination(const Node&, Rule&, Reader&);

// What can't be or is hardly meant: `combine` without signals, a product with 0, and shapes of responses that
// it can't take; a signal under raised_by that lowers, one under lowered_by that raises, one that changes
// nothing. node: the map of the rule.
void check_rule(const Rule&, const Node&, Dimension, Reader&);

// A problem if `combine` stands beside the number of that key and in its long form, too.
void check_combined_once(const Node&, const std::string& key, Reader&);

// Their keys, explained in the reference under "rules".
std::shared_ptr<const SectionDoc> rule_doc();
std::shared_ptr<const SectionDoc> influence_doc();
KeyDoc number_key(const std::string& key, Dimension, const std::string& about);
KeyDoc raised_by_doc(), lowered_by_doc(), combine_doc();

// Adds the key of a number that may respond to signals: crawls: {speed: {value: 0.3 um/min, raised_by: ...}}.
template <class T>
Section<T>& add_number(Section<T>& section, const std::string& key, Rule T::*member, Dimension dimension,
                       const KeyRule& want, const std::string& about) {
  const Rule otherwise = T{}.*member;
  KeyDoc doc = number_key(key, dimension, about);
  doc.required = want.required;
  if (!want.required) doc.otherwise = format_quantity(otherwise.base, dimension);
  return section.custom(doc, [=](const Node& node, T& target, Reader& reader) {
    read_rule(node, target.*member, dimension, want.range, reader);
  });
}

// The same of the one number that a section is about, whose signals stand beside it: dies: {rate: 0.1 /d,
// raised_by: ...}.
template <class T>
void add_rule(Section<T>& section, const std::string& key, Rule T::*member, Dimension dimension, bool needed,
              const std::string& about) {
  add_number(section, key, member, dimension, {needed, not_negative}, about);
  section.custom(raised_by_doc(), [=](const Node& node, T& target, Reader& reader) {
    read_influences(node, (target.*member).raised_by, dimension, reader);
  });
  section.custom(lowered_by_doc(), [=](const Node& node, T& target, Reader& reader) {
    read_influences(node, (target.*member).lowered_by, dimension, reader);
  });
  section.custom(combine_doc(), [=](const Node& node, T& target, Reader& reader) {
    read_combination(node, target.*member, reader);
  });
  section.check([=](const T& target, const Node& node, Reader& reader) {
    check_combined_once(node, key, reader);
    check_rule(target.*member, node, dimension, reader);
  });
}

}  // namespace exomet
