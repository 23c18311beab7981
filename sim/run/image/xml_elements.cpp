#include "sim/run/image/xml_elements.hpp"

#include <algorithm>

namespace exomet {

namespace {

constexpr int deepest = 12;
constexpr std::size_t most_elements = 1'000'000, longest_value = 65'536;
constexpr std::string_view white = " \t\r\n";

class Parser {
 public:
  explicit Parser(std::string_view document) : document_(document) {}

  XmlElement root() {
    if (begins("\xEF\xBB\xBF")) at_ += 3;
    skip_remarks();
    XmlElement element = read_element(0);
    skip_remarks();
    if (at_ != document_.size()) fail("something stands behind its end");
    return element;
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    const std::string_view before = document_.substr(0, at_);
    const auto line = std::count(before.begin(), before.end(), '\n') + 1;
    const std::size_t column = at_ - (before.rfind('\n') + 1) + 1;
    throw XmlError("line " + std::to_string(line) + ", column " + std::to_string(column) + ": " + what);
  }

  bool begins(std::string_view with) const { return document_.substr(at_, with.size()) == with; }
  void skip_white() { at_ = std::min(document_.find_first_not_of(white, at_), document_.size()); }
  void skip_behind(std::string_view end) {
    const std::size_t found = document_.find(end, at_);
    if (found == document_.npos) fail("'" + std::string(end) + "' is missing");
    at_ = found + end.size();
  }
  void expect(std::string_view what) {
    if (!begins(what)) fail("'" + std::string(what) + "' is missing");
    at_ += what.size();
  }

  // Whether there was a comment or an instruction.
  bool skip_remark() {
    if (begins("<!--")) return skip_behind("-->"), true;
    if (begins("<?")) return skip_behind("?>"), true;
    if (begins("<!")) fail("a document type or a block of text, which no such file needs");
    return false;
  }
  void skip_remarks() {
    do skip_white();
    while (skip_remark());
  }

  std::string_view read_name() {
    const std::size_t end = std::min(document_.find_first_of(" \t\r\n=<>/\"'&", at_), document_.size());
    const std::string_view name = document_.substr(at_, end - at_);
    if (name.empty() || name.size() > 100) fail("a name is missing");
    at_ = end;
    return name;
  }

  // What "&...;" stands for.
  char read_character() {
    for (const auto& [name, character] :
         {std::pair{"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}})
      if (begins(name)) {
        at_ += std::string_view(name).size();
        return character;
      }
    fail("an entity that isn't known");
  }

  std::string read_value() {
    const char quote = at_ < document_.size() ? document_[at_] : '\0';
    if (quote != '"' && quote != '\'') fail("a quote is missing");
    ++at_;
    std::string value;
    while (at_ < document_.size() && document_[at_] != quote) {
      if (document_[at_] == '<' || value.size() == longest_value) fail("a quote isn't closed");
      value += document_[at_] == '&' ? read_character() : document_[at_++];
    }
    expect(std::string_view(&quote, 1));
    return value;
  }

  void read_attributes(XmlElement& element) {
    for (skip_white(); at_ < document_.size() && !begins(">") && !begins("/>"); skip_white()) {
      const std::string_view name = read_name();
      if (element.attribute(name)) fail("'" + std::string(name) + "' stands twice");
      skip_white();
      expect("=");
      skip_white();
      element.attributes.emplace_back(name, read_value());
    }
  }

  XmlElement read_element(int depth) {
    if (depth > deepest || ++elements_ > most_elements)
      fail("more elements, or deeper ones, than such a file has");
    XmlElement element;
    expect("<");
    element.name = read_name();
    read_attributes(element);
    if (begins("/>")) return at_ += 2, element;
    expect(">");
    if (element.name == "AppendedData")
      read_appended(element);
    else
      read_content(element, depth);
    return element;
  }

  // Bytes of any kind, so that only the last end tag ends them.
  void read_appended(XmlElement& element) {
    constexpr std::string_view end = "</AppendedData>";
    const std::size_t found = document_.rfind(end);
    if (found == document_.npos || found < at_) fail("'" + std::string(end) + "' is missing");
    element.text = document_.substr(at_, found - at_);
    at_ = found + end.size();
  }

  void read_content(XmlElement& element, int depth) {
    while (!begins("</")) {
      if (at_ == document_.size()) fail("'</" + std::string(element.name) + ">' is missing");
      if (document_[at_] != '<')
        read_text(element);
      else if (!skip_remark())
        element.children.push_back(read_element(depth + 1));
    }
    at_ += 2;
    if (read_name() != element.name) fail("an element isn't closed");
    skip_white();
    expect(">");
  }

  void read_text(XmlElement& element) {
    const std::size_t end = std::min(document_.find('<', at_), document_.size());
    const std::string_view text = document_.substr(at_, end - at_);
    at_ = end;
    if (text.find_first_not_of(white) == text.npos) return;
    if (!element.text.empty()) fail("the text of an element is in pieces");
    if (text.find('&') != text.npos) fail("an entity where numbers belong");
    element.text = text;
  }

  std::string_view document_;
  std::size_t at_ = 0, elements_ = 0;
};

}  // namespace

const std::string* XmlElement::attribute(std::string_view named) const {
  for (const auto& [key, value] : attributes)
    if (key == named) return &value;
  return nullptr;
}

const XmlElement* XmlElement::child(std::string_view named) const {
  const XmlElement* found = nullptr;
  for (const XmlElement& one : children)
    if (one.name == named) {
      if (found) throw ImageError("it has several elements '" + std::string(named) + "'; save it again");
      found = &one;
    }
  return found;
}

XmlElement read_xml(std::string_view document) { return Parser(document).root(); }

}  // namespace exomet
