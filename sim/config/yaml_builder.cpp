#include "sim/config/yaml_builder.hpp"

#include <yaml-cpp/exceptions.h>

#include <algorithm>
#include <cstddef>
#include <utility>

#include "sim/base/utf8.hpp"

namespace exomet {

namespace {

constexpr const char* instead_of_anchors = " are not part of the language; use 'like:' or a $parameter";

std::size_t line_of(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.line, 0)); }
std::size_t byte_of(const YAML::Mark& mark) { return static_cast<std::size_t>(std::max(mark.column, 0)); }

Spot spot_of(const YAML::Mark& mark) { return {line_of(mark), byte_of(mark)}; }

}  // namespace

char YamlBuilder::byte(const YAML::Mark& mark) const { return source_.at(line_of(mark), byte_of(mark)); }

SourceLocation YamlBuilder::place(const YAML::Mark& mark) const {
  return source_.place(line_of(mark), byte_of(mark));
}

std::string YamlBuilder::path() const {
  std::string text;
  for (const Open& open : open_) {
    if (open.node.kind == Node::Kind::map && !open.has_key) break;
    text += text.empty() ? "" : ".";
    text += open.node.kind == Node::Kind::map ? open.key : std::to_string(open.node.items.size());
  }
  return text;
}

// The path of the value that was read last.
std::string YamlBuilder::path_of_last() const {
  const std::string around = path();
  if (open_.empty() || open_.back().has_key || open_.back().node.entries.empty()) return around;
  return (around.empty() ? "" : around + ".") + open_.back().node.entries.back().key;
}

void YamlBuilder::problem(const SourceLocation& place, const std::string& what) {
  problems_.add(place, path(), what);
  if (++added_ < DocumentLimits::problems) return;
  problems_.add(place, "", "too many problems; what follows was not read");
  throw StopReading{};
}

void YamlBuilder::add_syntax_problem(const YAML::Mark& mark, const std::string& message) {
  if (const auto slip = slip_at(source_, message, spot_of(mark), last_scalar_)) {
    const bool ends = byte(mark) == '\0' || (last_scalar_ && last_scalar_->spot.line != line_of(mark));
    const SourceLocation where =
        ends && last_scalar_ ? source_.place(last_scalar_->spot.line, last_scalar_->spot.byte) : place(mark);
    return problems_.add(where, path_of_last(), *slip);
  }
  const bool list = message == YAML::ErrorMsg::END_OF_SEQ_FLOW;
  const bool map = message == YAML::ErrorMsg::END_OF_MAP_FLOW;
  while ((list || map) && !open_.empty()) {  // the bracket says more than where the text ends
    const bool found = byte(open_.back().mark) == (list ? '[' : '{');
    const SourceLocation bracket = open_.back().node.place;
    close();
    if (found) return problems_.add(bracket, path(), explained(message));
  }
  SourceLocation where = mark.is_null() ? SourceLocation{source_.place(0, 0).file, 0, 0} : place(mark);
  if (message == YAML::ErrorMsg::EOF_IN_SCALAR && !open_.empty() && open_.back().has_key)
    where = open_.back().key_place;  // nearer to the quote than the end of the text
  problems_.add(where, path(), explained(message));
}

void YamlBuilder::add_wrong_keys() {
  for (const Problem& wrong : wrong_keys_) problems_.add(wrong.place, wrong.path, wrong.what);
}

bool YamlBuilder::key_expected() const {
  return !open_.empty() && open_.back().node.kind == Node::Kind::map && !open_.back().has_key;
}

void YamlBuilder::count_node(const SourceLocation& place) {
  if (++nodes_ <= DocumentLimits::nodes) return;
  problem(place,
          "more than " + std::to_string(DocumentLimits::nodes) + " keys and values; split the document");
  throw StopReading{};
}

void YamlBuilder::check_tag(const YAML::Mark& mark, const std::string& tag) {
  // yaml-cpp's own tags: "?" of what is plain, "!" of what is quoted. A written "!" looks the same.
  const bool own = tag.empty() || tag == "?" || tag == "!";
  if (!own || byte(mark) == '!')
    problem(place(mark),
            "tags ('!name') are not part of the language; put text that begins with '!' in quotes");
}

bool YamlBuilder::check_scalar(const SourceLocation& place, const std::string& value) {
  if (value.size() > DocumentLimits::scalar_bytes) {
    problem(place,
            "a text longer than " + std::to_string(DocumentLimits::scalar_bytes >> 10) + " KiB; shorten it");
    return false;
  }
  // Escapes like "\0" bring in what the file itself may not contain.
  if (find_invalid_utf8(value) == std::string::npos && find_control_character(value) == std::string::npos)
    return true;
  problem(place, "contains a control character, written as an escape; delete it");
  return false;
}

void YamlBuilder::OnDocumentStart(const YAML::Mark& mark) {
  if (++documents_ == 1) return;
  problem(place(mark), "a second document begins here ('---', or text after the end); a file holds one");
  throw StopReading{};
}

void YamlBuilder::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
  Node node;
  node.place = place(mark);
  const bool is_value = !key_expected() && !open_.empty() && open_.back().node.kind == Node::Kind::map;
  if (is_value)
    node.place = open_.back().key_place;  // the mark of a missing value is that of what comes next
  if (is_value) check_colon();
  count_node(node.place);
  attach(std::move(node));
}

// {from: 1 d, about: Alarm (HMGB1, ATP)} has a key "ATP)".
void YamlBuilder::check_colon() {
  Open& open = open_.back();
  if (!open.flow || open.drop_value || !last_scalar_ || last_scalar_->quoted) return;
  if (has_colon(source_, last_scalar_->spot, open.key)) return;
  std::string map_path = path();
  map_path.resize(map_path.size() - std::min(map_path.size(), open.key.size() + 1));
  if (wrong_keys_.size() < DocumentLimits::problems)
    wrong_keys_.push_back(key_without_value(map_path, open.key, open.key_place,
                                            open.node.entries.empty() ? nullptr : &open.node.entries.back()));
  open.drop_value = true;
}

void YamlBuilder::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  count_node(place(mark));
  problem(place(mark), std::string("aliases ('*name')") + instead_of_anchors);
  if (key_expected()) {
    open_.back().has_key = open_.back().drop_value = true;
    open_.back().key.clear();
    return;
  }
  Node node;
  node.place = place(mark);
  attach(std::move(node));
}

void YamlBuilder::OnAnchor(const YAML::Mark& mark, const std::string&) {
  problem(place(mark), std::string("anchors ('&name')") + instead_of_anchors);
}

void YamlBuilder::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                           const std::string& value) {
  Node node;
  node.place = place(mark);
  count_node(node.place);
  check_tag(mark, tag);
  node.kind = Node::Kind::scalar;
  node.quoted = tag == "!";
  last_scalar_ = ScalarSpot{spot_of(mark), node.quoted};
  const char quote = node.quoted ? byte(mark) : '\0';
  if ((quote == '\'' || quote == '"') && !source_.quote_is_closed(line_of(mark), byte_of(mark)))
    problem(node.place, explained(YAML::ErrorMsg::EOF_IN_SCALAR));
  if (check_scalar(node.place, value)) node.scalar = value;
  attach(std::move(node));
}

void YamlBuilder::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                                  YAML::EmitterStyle::value style) {
  open(Node::Kind::sequence, mark, tag);
  open_.back().flow = style == YAML::EmitterStyle::Flow;
}

void YamlBuilder::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t,
                             YAML::EmitterStyle::value style) {
  open(Node::Kind::map, mark, tag);
  open_.back().flow = style == YAML::EmitterStyle::Flow;
}

void YamlBuilder::open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag) {
  const SourceLocation where = place(mark);
  count_node(where);
  check_tag(mark, tag);
  if (open_.size() == DocumentLimits::depth) {
    problem(where, "maps and lists nested deeper than " + std::to_string(DocumentLimits::depth) + " levels");
    throw StopReading{};
  }
  if (key_expected() && wrong_keys_.size() < DocumentLimits::problems)
    wrong_keys_.push_back({where, path(), "a map or a list can't be a key; use a word"});
  last_scalar_.reset();
  open_.emplace_back();
  open_.back().mark = mark;
  open_.back().node.kind = kind;
  open_.back().node.place = where;
}

void YamlBuilder::close() {
  Node node = std::move(open_.back().node);
  open_.pop_back();
  last_scalar_.reset();
  attach(std::move(node));
}

void YamlBuilder::attach(Node node) {
  if (open_.empty()) {
    root_ = std::move(node);
    return;
  }
  Open& open = open_.back();
  if (open.node.kind == Node::Kind::sequence) {
    open.node.items.push_back(std::move(node));
  } else if (!open.has_key) {
    take_key(node);
  } else {
    if (!open.drop_value) open.node.entries.push_back({open.key, open.key_place, std::move(node)});
    open.has_key = open.drop_value = false;
  }
}

void YamlBuilder::take_key(const Node& node) {
  Open& open = open_.back();
  open.key = node.scalar;
  open.key_place = node.place;
  open.has_key = true;
  if (node.kind == Node::Kind::map || node.kind == Node::Kind::sequence) {
    open.drop_value = true;  // open() has complained
  } else if (node.kind == Node::Kind::null) {
    open.drop_value = true;
    problem(node.place, "a key is missing (or is 'null' or '~'; put it in quotes if that is its name)");
  } else if (node.scalar == "<<" && !node.quoted) {
    open.drop_value = true;
    problem(node.place, std::string("merge keys ('<<')") + instead_of_anchors);
  } else if (const auto [first, added] = open.lines.try_emplace(node.scalar, node.place.line); !added) {
    open.drop_value = true;
    problem(node.place, "the key '" + node.scalar + "' stands already in line " +
                            std::to_string(first->second) + "; a key may stand once, remove one of them");
  }
}

Node YamlBuilder::take() {
  while (!open_.empty()) close();
  return std::move(root_);
}

}  // namespace exomet
