#include "sim/config/yaml_text.hpp"

#include <algorithm>
#include <cctype>
#include <string_view>

namespace exomet {

namespace {

using Remark = std::function<std::string(const Node&)>;

// Plain text means the same within brackets and outside, also to other readers of YAML.
bool is_plain(const std::string& text) {
  constexpr std::string_view inside = "_./^%+-*()$<>=' ", first = "_./($+-";
  if (text.empty() || text.back() == ' ' || text == "null" || text == "~") return false;
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0; };
  if (!is_word(text[0]) && first.find(text[0]) == std::string_view::npos) return false;
  if (text[0] == '-' && (text.size() == 1 || text[1] == ' ')) return false;
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return is_word(c) || inside.find(c) != std::string_view::npos; });
}

std::string in_quotes(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n')
      out += "\\n";
    else if (c == '\t')
      out += "\\t";
    else
      out += c;
  }
  return out + '"';
}

std::string value_text(const Node& scalar) {
  if (!scalar.parameter.empty()) return "$" + scalar.parameter;
  return !scalar.quoted && is_plain(scalar.scalar) ? scalar.scalar : in_quotes(scalar.scalar);
}

bool is_line(const Node& node) {
  if (node.kind == Node::Kind::sequence)
    return std::all_of(node.items.begin(), node.items.end(),
                       [](const Node& item) { return item.kind == Node::Kind::scalar; });
  return node.kind != Node::Kind::map || node.entries.empty();
}

// A value that stands in one line, with its remark.
std::string line_text(const Node& node, const Remark& remark) {
  std::string text, said;
  if (node.kind == Node::Kind::scalar) {
    text = value_text(node);
    said = remark(node);
  } else if (node.kind == Node::Kind::map) {
    text = "{}";
  } else if (node.kind == Node::Kind::sequence) {
    for (const Node& item : node.items) {
      text += (text.empty() ? "" : ", ") + value_text(item);
      if (said.empty()) said = remark(item);
    }
    text = "[" + text + "]";
  }
  return text + (said.empty() ? "" : "  # " + said) + "\n";
}

void write(const Node& node, std::size_t indent, const Remark& remark, std::string& out) {
  const std::string margin(indent, ' ');
  for (const Entry& entry : node.entries) {
    const std::string key = is_plain(entry.key) ? entry.key : in_quotes(entry.key);
    if (is_line(entry.value)) {
      out += margin + key + ": " + line_text(entry.value, remark);
    } else {
      out += margin + key + ":\n";
      write(entry.value, indent + 2, remark, out);
    }
  }
  for (const Node& item : node.items) {
    const std::size_t begin = out.size();
    if (is_line(item))
      out += margin + "  " + line_text(item, remark);
    else
      write(item, indent + 2, remark, out);
    out[begin + indent] = '-';
  }
}

}  // namespace

std::string to_yaml(const Node& node, const std::function<std::string(const Node&)>& remark) {
  std::string out;
  if (is_line(node)) return line_text(node, remark);
  write(node, 0, remark, out);
  return out;
}

}  // namespace exomet
