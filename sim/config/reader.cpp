#include "sim/config/reader.hpp"

#include <algorithm>
#include <charconv>

#include "sim/config/prior_section.hpp"
#include "sim/config/suggestions.hpp"

namespace exomet {

std::string Reader::path() const {
  std::string text;
  for (const std::string& key : keys_) text += (text.empty() || key.empty() ? "" : ".") + key;
  return text;
}

Reader::Scope::Scope(Reader& reader, const std::string& key, const Node& node) : reader_(reader) {
  reader_.keys_.push_back(key);
  if (const Node* source = node.find("source")) {
    reader_.sources_.push_back(reader_.source_of(*source, source->place));
    source_ = true;
  }
}

Reader::Scope::~Scope() {
  reader_.keys_.pop_back();
  if (source_) reader_.sources_.pop_back();
}

namespace {
bool same(const SourceLocation& a, const SourceLocation& b) {
  return a.line == b.line && a.column == b.column && a.file == b.file;
}
}  // namespace

// "assumed", "calibrated: KEY, remark", a reference's key, or a list of keys.
std::string Reader::source_of(const Node& source, const SourceLocation& place) {
  if (source.kind == Node::Kind::sequence) {
    std::string all;
    for (const Node& item : source.items) all += (all.empty() ? "" : ", ") + source_of(item, item.place);
    return all;
  }
  const std::string& word = source.scalar;
  for (const Problem& known : problems.list())  // a number's own source is seen by its scope, too
    if (same(known.place, place)) return word;
  if (source.kind != Node::Kind::scalar || word.empty())
    problem(place, "a source is the key of a reference, 'assumed' or 'calibrated: KEY, remark'");
  else
    check_source(word, place);
  return word;
}

void Reader::check_source(const std::string& word, const SourceLocation& place) {
  const std::string calibrated = "calibrated: ";
  if (word.rfind(calibrated, 0) == 0) {
    const std::size_t comma = std::min(word.find(','), word.size());
    const std::string key = word.substr(calibrated.size(), comma - calibrated.size());
    if (!knows_source(key) && !knows_evidence(key))
      problem(place, "'" + key +
                         "' is no reference of the bibliography and no entry of the model's evidence; " +
                         suggest(key, known_sources()) + " (what else is to be said comes after a comma)");
  } else if (word != "assumed" && !knows_source(word)) {
    problem(place, "no reference '" + word + "' in the bibliography; " + suggest(word, known_sources()) +
                       " (or write 'assumed')");
  }
}

namespace {
bool is_quantity(const std::string& text, Dimension dimension) {
  try {
    parse_quantity(text, dimension);
    return true;
  } catch (const QuantityError&) {
    return false;
  }
}
}  // namespace

std::optional<Prior> Reader::prior_of(const NumberRecord& record, const Node& value, const Node& owner,
                                      const NumberKind& kind) {
  const Node* written = owner.find("prior");
  if (written && !needs_source(written->place.file))
    problem(*written, "only a model's numbers have priors; leave it away, or write it into the model");
  if (!has_priors || !record.parameter.empty() || !needs_source(value.place.file)) return std::nullopt;
  if (!is_quantity(value.scalar, kind.dimension)) return std::nullopt;  // which is told where it is read
  if (written) return read_prior(*written, value, kind, *this);
  const std::optional<Measured> number = read_measured(value.scalar);
  const bool is_chosen =
      !keys_.empty() && std::find(choices.begin(), choices.end(), keys_.front()) != choices.end();
  return number && record.source == "assumed" && !is_chosen ? default_prior(*number, kind) : std::nullopt;
}

void Reader::note(const Node& value, const Node& owner, const NumberKind& kind) {
  NumberRecord record{path(), value.scalar, "", value.parameter, value.place, {}};
  const Node* own = owner.find("source");
  if (!value.parameter.empty())
    record.source = "parameter " + value.parameter;
  else if (!needs_source(
               value.place.file))  // laid over the model's number, whose source doesn't vouch for it
    record.source = "set by the experiment";
  else if (own)
    record.source = source_of(*own, own->place);
  else if (!sources_.empty())
    record.source = sources_.back();
  else {
    std::string map = path();
    map.resize(map.rfind('.') == std::string::npos ? 0 : map.rfind('.'));
    if (unsourced_.insert(map).second)
      problem(value, "'" + value.scalar +
                         "' has no source: add 'source:' with a key of the bibliography, or "
                         "'source: assumed', to '" +
                         map + "'");
  }
  record.prior = prior_of(record, value, owner, kind);
  numbers.push_back(std::move(record));
}

namespace {
// The number itself, of the short or of the long form; nullptr after a problem.
const Node* value_of(const Node& node, Reader& reader) {
  if (node.kind != Node::Kind::map) return &node;
  for (const Entry& entry : node.entries)
    if (entry.key != "value" && entry.key != "prior" && entry.key != "source" && entry.key != "about")
      reader.problem(entry.place, "unknown key '" + entry.key +
                                      "'; a number in long form has value, prior, source and about");
  const Node* value = node.find("value");
  if (!value) reader.problem(node, "a number in long form needs a 'value'");
  return value;
}
}  // namespace

double Reader::quantity(const Node& node, Dimension dimension, const Range& range, double otherwise) {
  const Node* value = value_of(node, *this);
  if (!value) return otherwise;
  if (value->kind != Node::Kind::scalar || value->quoted) {
    problem(*value, "expected a " + std::string(exomet::name(dimension)) + ", for example '" +
                        std::string(example(dimension)) + "'; found " +
                        std::string(exomet::name(value->kind)));
    return otherwise;
  }
  note(*value, node, {dimension, range, false});
  try {
    const double number = parse_quantity(value->scalar, dimension);
    if (number < range.low || number > range.high || (range.above_low && number <= range.low)) {
      std::string allowed = range.above_low ? "above " + format_quantity(range.low, dimension)
                                            : "at least " + format_quantity(range.low, dimension);
      if (range.low <= -1e300) allowed.clear();
      if (range.high < 1e300)
        allowed += (allowed.empty() ? "" : " and ") + std::string("at most ") +
                   format_quantity(range.high, dimension);
      problem(*value, "'" + value->scalar + "' is " +
                          (number >= 1e300 ? "larger than any number that can be meant"
                                           : "out of range: must be " + allowed));
      return otherwise;
    }
    return number;
  } catch (const QuantityError& error) {
    std::string from = value->parameter.empty() ? "" : " (from $" + value->parameter + ")";
    problem(*value, error.what() + from);
    return otherwise;
  }
}

long Reader::integer(const Node& node, long low, long high, long otherwise) {
  const Node* value = value_of(node, *this);
  if (!value) return otherwise;
  long number = 0;
  if (value->kind != Node::Kind::scalar || value->quoted)
    return problem(node, "expected a whole number; found " + std::string(exomet::name(value->kind))),
           otherwise;
  const std::string& text = value->scalar;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size())
    return problem(*value, "'" + text + "' is no whole number"), otherwise;
  if (number < low || number > high) {
    problem(*value, "'" + text + "' is out of range: must be from " + std::to_string(low) + " to " +
                        std::to_string(high));
    return otherwise;
  }
  note(*value, node, {Dimension::number, {static_cast<double>(low), static_cast<double>(high), false}, true});
  return number;
}

bool Reader::flag(const Node& node) {
  if (node.kind == Node::Kind::scalar) {
    if (node.scalar == "true" || node.scalar == "yes") return true;
    if (node.scalar == "false" || node.scalar == "no") return false;
  }
  problem(node, "expected true or false");
  return false;
}

std::string Reader::text(const Node& node) {
  if (node.kind != Node::Kind::scalar)
    problem(node, "expected a text, found " + std::string(exomet::name(node.kind)));
  return node.scalar;
}

int Reader::name(const Node& node, const std::string& kind) {
  if (node.kind != Node::Kind::scalar) {
    problem(node, "expected the name of a " + kind + ", found " + std::string(exomet::name(node.kind)));
    return -1;
  }
  return name(node.scalar, node.place, kind);
}

int Reader::name(const std::string& word, const SourceLocation& place, const std::string& kind) {
  const int index = words.find(kind, word);
  if (index < 0) {
    const std::vector<std::string>& known = words.of(kind);
    problem(place, "no " + kind + " '" + word + "'; " +
                       (known.empty() ? "the model has none" : suggest(word, known)));
  }
  return index;
}

int Reader::name_of(const Entry& entry, const std::string& kind) {
  const bool is_known = words.find(kind, entry.key) >= 0;
  for (const char* remark : {"about", "source", "replace"})
    if (!is_known && nearest_word(entry.key, words.of(kind)).empty() &&
        !nearest_word(entry.key, {remark}).empty()) {
      problem(entry.place, "no " + kind + " '" + entry.key + "'; did you mean '" + remark + "'?");
      return -1;
    }
  return name(entry.key, entry.place, kind);
}

}  // namespace exomet
