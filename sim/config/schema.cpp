#include "sim/config/schema.hpp"

#include <algorithm>

namespace exomet {

std::string reference_text(const SectionDoc& doc, int indent) {
  std::string text;
  const std::string margin(indent, ' ');
  for (const KeyDoc& key : doc.keys) {
    std::string line = margin + key.key + ":";
    line += std::string(line.size() < 26 ? 26 - line.size() : 1, ' ') + key.form;
    if (key.required) line += "  (required)";
    if (!key.otherwise.empty()) line += "  (otherwise " + key.otherwise + ")";
    text += line + "\n" + margin + "    " + key.about + "\n";
    if (!key.nested || !key.nested->topic.empty()) continue;
    if (!key.nested->shorthand.empty())
      text += margin + "    A bare value stands for '" + key.nested->shorthand + "'.\n";
    text += reference_text(*key.nested, indent + 4);
  }
  return text;
}

}  // namespace exomet
