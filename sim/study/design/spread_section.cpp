#include "sim/study/design/spread_section.hpp"

#include <cmath>

#include "sim/base/measured.hpp"
#include "sim/base/quantity.hpp"

namespace exomet {

namespace {

// A distribution while it is being read: numbers with their units, converted to the first one's afterwards.
struct Draft {
  std::optional<Measured> constant, from, to, mean, sd, median;
  double spread = 0;  // geometric standard deviation
  bool log = false, whole = false;
  long levels = 0;
  double share = 0;
  std::vector<Spread::Part> parts;
};

Section<Draft>::Read reading(std::optional<Measured> Draft::*member) {
  return [member](const Node& node, Draft& draft, Reader& reader) {
    if (node.kind == Node::Kind::scalar && !node.quoted) draft.*member = read_measured(node.scalar);
    if (!(draft.*member)) reader.problem(node, "expected a number, with its unit if it has one: '2', '6 h'");
  };
}

Section<Draft> normal_schema() {
  Section<Draft> section("A normal distribution.");
  section.custom({"mean", "number with unit", "Mean.", "", true, {}}, reading(&Draft::mean))
      .custom({"sd", "number with unit", "Standard deviation.", "", true, {}}, reading(&Draft::sd));
  return section;
}

Section<Draft> log_normal_schema() {
  Section<Draft> section("A log-normal distribution.");
  section.custom({"median", "number with unit", "Median.", "", true, {}}, reading(&Draft::median))
      .quantity("spread", &Draft::spread, Dimension::number, {true, {1, 1e6, true}},
                "Geometric standard deviation: 2 puts two thirds of the draws within median/2 and 2 median.");
  return section;
}

const Section<Draft>& schema();

Spread finish(const Draft& draft, const Node& node, Reader& reader);

void read_parts(const Node& node, Draft& draft, Reader& reader) {
  if (node.kind != Node::Kind::map || node.entries.empty())
    return reader.problem(node, "expected a map from names to {share: 27 %, ...}");
  double total = 0;
  for (const Entry& entry : node.entries) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    Draft part;
    schema().read(entry.value, part, reader);
    if (part.share <= 0)
      return reader.problem(entry.value, "a part of a mixture needs its 'share', e.g. 27 %");
    draft.parts.push_back({entry.key, part.share, finish(part, entry.value, reader)});
    total += part.share;
  }
  if (std::abs(total - 1) > 1e-6)
    reader.problem(node, "the shares add up to " + short_number(100 * total) + " %; make it 100 %");
}

const Section<Draft>& schema() {
  static const Section<Draft> made = [] {
    const Section<Draft> normal = normal_schema(), log_normal = log_normal_schema();
    Section<Draft> section("A distribution; between `from` and `to` if nothing else is said.");
    section
        .custom({"from",
                 "number with unit",
                 "Lowest value; a normal distribution is cut off there.",
                 "",
                 false,
                 {}},
                reading(&Draft::from))
        .custom({"to", "number with unit", "Highest value.", "", false, {}}, reading(&Draft::to))
        .integer("levels", &Draft::levels, 2, 100'000,
                 "How many values a factorial design takes, ends included.")
        .flag("whole", &Draft::whole, "Rounds to whole numbers, such as counts of cells.")
        .choice("scale", &Draft::log, {{"linear", false}, {"log", true}}, "What is uniform between them.")
        .custom({"constant", "number with unit", "Always this value.", "", false, {}},
                reading(&Draft::constant))
        .custom({"normal", "map", "A normal distribution.", "", false, normal.doc_pointer()},
                [=](const Node& node, Draft& draft, Reader& reader) { normal.read(node, draft, reader); })
        .custom({"log_normal", "map", "A log-normal distribution.", "", false, log_normal.doc_pointer()},
                [=](const Node& node, Draft& draft, Reader& reader) { log_normal.read(node, draft, reader); })
        .custom({"mixture",
                 "map from name to distribution",
                 "Parts with their `share`; the name of a draw's part is a column of the results.",
                 "",
                 false,
                 {}},
                read_parts)
        .quantity("share", &Draft::share, Dimension::number, {false, {0, 1, true}}, "Of a mixture's part.");
    return section;
  }();
  return made;
}

// Numbers in the unit of the first of them.
class Units {
 public:
  Units(const Node& node, Reader& reader) : node_(node), reader_(reader) {}
  double operator()(const std::optional<Measured>& value) {
    if (!value) return 0;
    if (first_) unit = value->unit;
    first_ = false;
    try {
      return number_in(*value, unit);
    } catch (const QuantityError& error) {
      reader_.problem(node_, error.what());
      return 0;
    }
  }
  std::string unit;

 private:
  const Node& node_;
  Reader& reader_;
  bool first_ = true;
};

Spread mixture(const Draft& draft, const Node& node, Reader& reader) {
  Spread spread;
  spread.kind = Spread::Kind::mixture;
  spread.parts = draft.parts;
  spread.whole = draft.whole;
  spread.unit = draft.parts.front().spread.unit;
  for (const Spread::Part& part : spread.parts)
    if (part.spread.unit != spread.unit)
      reader.problem(node, "the parts of a mixture are written in one unit, here in '" + spread.unit + "'");
  return spread;
}

void check_ends(const Spread& spread, const Node& node, Reader& reader) {
  if (spread.kind == Spread::Kind::uniform || spread.kind == Spread::Kind::log_uniform) {
    if (!(spread.a < spread.b)) reader.problem(node, "'from' has to be below 'to'");
    if (spread.kind == Spread::Kind::log_uniform && spread.a <= 0)
      reader.problem(node, "on a log scale 'from' has to be above 0");
  } else if (spread.low >= spread.high) {
    reader.problem(node, "'from' has to be below 'to'");
  }
  if (spread.kind == Spread::Kind::normal && spread.b <= 0) reader.problem(node, "'sd' has to be above 0");
  if (spread.kind == Spread::Kind::log_normal && spread.a <= 0)
    reader.problem(node, "the median of a log-normal distribution has to be above 0");
}

Spread finish(const Draft& draft, const Node& node, Reader& reader) {
  const int kinds = !!draft.constant + !!draft.mean + !!draft.median + !draft.parts.empty();
  if (kinds > 1) reader.problem(node, "one distribution only: constant, normal, log_normal or mixture");
  if (!draft.parts.empty()) return mixture(draft, node, reader);
  Units number(node, reader);
  Spread spread;
  if (draft.constant) {
    spread.a = number(draft.constant);
  } else if (draft.mean) {
    spread.kind = Spread::Kind::normal;
    spread.a = number(draft.mean), spread.b = number(draft.sd);
  } else if (draft.median) {
    spread.kind = Spread::Kind::log_normal;
    spread.a = number(draft.median), spread.b = draft.spread;
  } else if (draft.from && draft.to) {
    spread.kind = draft.log ? Spread::Kind::log_uniform : Spread::Kind::uniform;
    spread.a = number(draft.from), spread.b = number(draft.to);
  } else {
    reader.problem(node,
                   "a distribution is {from: .., to: ..}, {normal: ..}, {log_normal: ..}, {constant: ..} or "
                   "{mixture: ..}");
  }
  if (draft.from) spread.low = number(draft.from);
  if (draft.to) spread.high = number(draft.to);
  spread.unit = number.unit;
  spread.levels = draft.levels;
  spread.whole = draft.whole;
  if (draft.levels > 0 && spread.kind != Spread::Kind::uniform && spread.kind != Spread::Kind::log_uniform)
    reader.problem(node, "'levels' are between 'from' and 'to'; leave the distribution away");
  check_ends(spread, node, reader);
  return spread;
}

}  // namespace

Spread read_spread(const Node& node, Reader& reader) {
  const std::size_t before = reader.problems.size();
  Draft draft;
  schema().read(node, draft, reader);
  return reader.problems.size() == before ? finish(draft, node, reader) : Spread{};
}

std::shared_ptr<const SectionDoc> spread_doc() { return schema().doc_pointer(); }

}  // namespace exomet
