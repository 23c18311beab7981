#include "sim/config/prior_section.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "sim/config/schema.hpp"

namespace exomet {

namespace {

// A prior while it is being read: all numbers in the unit of the value.
struct Draft {
  Spread spread;
  std::vector<std::string> kinds;  // that were written
  bool cut = false;                // `from` or `to` was written
};

std::optional<double> number_of(const Node& node, const std::string& unit, Reader& reader) {
  std::optional<Measured> read;
  if (node.kind == Node::Kind::scalar && !node.quoted) read = read_measured(node.scalar);
  if (!read) {
    reader.problem(node, "expected a number" +
                             (unit.empty() ? "" : " with its unit, e.g. '" + with_unit(2, unit) + "'"));
    return std::nullopt;
  }
  try {
    return number_in(*read, unit);
  } catch (const QuantityError& error) {
    reader.problem(node, error.what());
    return std::nullopt;
  }
}

Section<Draft>::Read number(double Spread::*member, bool plain = false) {
  return [=](const Node& node, Draft& draft, Reader& reader) {
    if (const auto read = number_of(node, plain ? "" : draft.spread.unit, reader))
      draft.spread.*member = *read;
  };
}

Section<Draft>::Read end(double Spread::*member) {
  return [read = number(member)](const Node& node, Draft& draft, Reader& reader) {
    draft.cut = true;
    read(node, draft, reader);
  };
}

void begin(Draft& draft, Spread::Kind kind, const std::string& word) {
  draft.spread.kind = kind;
  draft.kinds.push_back(word);
}

Section<Draft>::Read between(Spread::Kind kind, const std::string& word) {
  return [=](const Node& node, Draft& draft, Reader& reader) {
    begin(draft, kind, word);
    if (node.kind != Node::Kind::sequence || node.items.size() != 2)
      return reader.problem(node, "expected the two ends, [lowest, highest]");
    const auto low = number_of(node.items[0], draft.spread.unit, reader),
               high = number_of(node.items[1], draft.spread.unit, reader);
    if (!low || !high) return;
    if (*low >= *high) return reader.problem(node, "the first end has to be below the second");
    if (kind == Spread::Kind::log_uniform && *low <= 0)
      return reader.problem(node.items[0], "on a log scale the lower end has to be above 0");
    draft.spread.a = *low, draft.spread.b = *high;
  };
}

Section<Draft>::Read of_section(Spread::Kind kind, const std::string& word, const Section<Draft>& inner) {
  return [=](const Node& node, Draft& draft, Reader& reader) {
    begin(draft, kind, word);
    inner.read(node, draft, reader);
  };
}

void add_value(const Node& value, double share, Draft& draft, Reader& reader) {
  const auto number = number_of(value, draft.spread.unit, reader);
  if (!number) return;
  Spread constant;
  constant.a = *number;
  constant.unit = draft.spread.unit;
  draft.spread.parts.push_back({"", share, constant});
}

// [1, 2, 3], all as likely, or {1: 20 %, 2: 80 %}.
void read_discrete(const Node& node, Draft& draft, Reader& reader) {
  begin(draft, Spread::Kind::discrete, "discrete");
  double total = 0;
  for (const Node& item : node.items)
    add_value(item, 1.0 / static_cast<double>(node.items.size()), draft, reader);
  for (const Entry& entry : node.entries) {
    const auto share = number_of(entry.value, "", reader);
    if (share && *share <= 0) reader.problem(entry.value, "a share has to be above 0; leave the value away");
    add_value({Node::Kind::scalar, entry.place, entry.key, false, "", {}, {}}, share.value_or(0), draft,
              reader);
    total += share.value_or(0);
  }
  auto& parts = draft.spread.parts;
  std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.spread.a < b.spread.a; });
  const auto twice = std::adjacent_find(
      parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.spread.a == b.spread.a; });
  if (twice != parts.end())
    reader.problem(node,
                   "'" + with_unit(twice->spread.a, draft.spread.unit) + "' stands there twice; remove one");
  if (node.items.size() + node.entries.size() < 2)
    reader.problem(node, "expected at least two values, [1, 2], or with their shares, {1: 20 %, 2: 80 %}");
  else if (!node.entries.empty() && std::abs(total - 1) > 1e-6)
    reader.problem(node, "the shares add up to " + short_number(100 * total) + " %; make it 100 %");
}

Section<Draft> normal_schema() {
  Section<Draft> section("A normal distribution.");
  section.custom({"mean", "number with unit", "Mean.", "", true, {}}, number(&Spread::a))
      .custom({"sd", "number with unit", "Standard deviation.", "", true, {}}, number(&Spread::b))
      .check([](const Draft& draft, const Node& node, Reader& reader) {
        if (draft.spread.b <= 0) reader.problem(node, "'sd' has to be above 0");
      });
  return section;
}

Section<Draft> log_normal_schema() {
  Section<Draft> section("A log-normal distribution.");
  section.custom({"median", "number with unit", "Median.", "", true, {}}, number(&Spread::a))
      .custom({"spread",
               "number",
               "Geometric standard deviation: 2 puts two thirds of the draws within median/2 and 2 median.",
               "",
               true,
               {}},
              number(&Spread::b, true))
      .check([](const Draft& draft, const Node& node, Reader& reader) {
        if (draft.spread.a <= 0)
          reader.problem(node, "the median of a log-normal distribution has to be above 0");
        if (draft.spread.b <= 1) reader.problem(node, "'spread' has to be above 1");
      });
  return section;
}

Section<Draft> beta_schema() {
  Section<Draft> section("A beta distribution, from 0 to 1 unless `from` and `to` say otherwise.");
  section
      .custom({"a", "number", "First shape: towards the upper end.", "", true, {}}, number(&Spread::a, true))
      .custom({"b", "number", "Second shape: towards the lower end.", "", true, {}}, number(&Spread::b, true))
      .check([](const Draft& draft, const Node& node, Reader& reader) {
        constexpr double most = 1000;
        for (const double shape : {draft.spread.a, draft.spread.b})
          if (shape <= 0 || shape > most)
            return reader.problem(node,
                                  "the shapes of a beta distribution have to be above 0 and at most 1000");
      });
  return section;
}

void add_distributions(Section<Draft>& section) {
  using Kind = Spread::Kind;
  const Section<Draft> normal = normal_schema(), log_normal = log_normal_schema(), beta = beta_schema();
  section
      .custom({"uniform", "[lowest, highest]", "All values between are as likely.", "", false, {}},
              between(Kind::uniform, "uniform"))
      .custom({"log_uniform",
               "[lowest, highest]",
               "All orders of magnitude between are as likely.",
               "",
               false,
               {}},
              between(Kind::log_uniform, "log_uniform"))
      .custom({"normal", "map", "A normal distribution.", "", false, normal.doc_pointer()},
              of_section(Kind::normal, "normal", normal))
      .custom({"log_normal", "map", "A log-normal distribution.", "", false, log_normal.doc_pointer()},
              of_section(Kind::log_normal, "log_normal", log_normal))
      .custom({"beta", "map", "A beta distribution, for shares.", "", false, beta.doc_pointer()},
              of_section(Kind::beta, "beta", beta))
      .custom({"discrete",
               "list of numbers, or map from number to share",
               "Some values, as likely as each other unless their shares are given.",
               "",
               false,
               {}},
              read_discrete);
}

const Section<Draft>& schema() {
  static const Section<Draft> made = [] {
    Section<Draft> section(
        "What a number may be before data are looked at: one of these distributions, in units of the value's "
        "dimension.");
    add_distributions(section);
    section
        .custom({"from",
                 "number with unit",
                 "Where a normal, log-normal or beta distribution begins.",
                 "",
                 false,
                 {}},
                end(&Spread::low))
        .custom({"to", "number with unit", "Where it ends.", "", false, {}}, end(&Spread::high))
        .custom(
            {"whole",
             "true or false",
             "Rounds to whole numbers, such as counts of cells.",
             "false",
             false,
             {}},
            [](const Node& node, Draft& draft, Reader& reader) { draft.spread.whole = reader.flag(node); });
    return section;
  }();
  return made;
}

void check_whole(Draft& draft, const Node& node, Reader& reader) {
  Spread& spread = draft.spread;
  if (draft.kinds.size() != 1)
    return reader.problem(
        node, draft.kinds.empty()
                  ? "a prior is {uniform: [1, 2]}, or log_uniform, normal, log_normal, beta, discrete"
                  : "one distribution only: " + draft.kinds[0] + " or " + draft.kinds[1]);
  const bool may_be_cut = spread.kind == Spread::Kind::normal || spread.kind == Spread::Kind::log_normal ||
                          spread.kind == Spread::Kind::beta;
  if (draft.cut && !may_be_cut)
    return reader.problem(node, "'from' and 'to' belong to normal, log_normal and beta; leave them away");
  if (spread.kind == Spread::Kind::beta) {
    if (std::isinf(spread.low)) spread.low = 0;
    if (std::isinf(spread.high)) spread.high = spread.unit == "%" ? 100 : 1;
  }
  if (spread.low >= spread.high) reader.problem(node, "'from' has to be below 'to'");
}

double internal(double number, const std::string& unit, Dimension dimension) {
  return parse_quantity(with_unit(number, unit), dimension);
}

// A draw that the number can't be would be a failed run.
void check_range(const Spread& spread, const Node& node, const NumberKind& kind, Reader& reader) {
  constexpr double no_limit = 1e300;
  const Support support = support_of(spread);
  const auto refuse = [&](double limit, const std::string& side, const std::string& remedy) {
    reader.problem(node, "the prior reaches " + side + " '" +
                             with_unit(in_unit(limit, spread.unit, kind.dimension), spread.unit) +
                             "', which the number can't be; " + remedy);
  };
  const bool log_normal = spread.kind == Spread::Kind::log_normal;
  if (kind.range.low > -no_limit) {
    const double low =
        std::isinf(support.low) ? -no_limit : internal(support.low, spread.unit, kind.dimension);
    if (low < kind.range.low) refuse(kind.range.low, "below", "raise its lower end, or add 'from'");
    if (low == kind.range.low && kind.range.above_low && !log_normal)
      refuse(kind.range.low, "down to", "raise its lower end, or add 'from'");
  }
  if (kind.range.high < no_limit) {
    const double high =
        std::isinf(support.high) ? no_limit : internal(support.high, spread.unit, kind.dimension);
    if (high > kind.range.high) refuse(kind.range.high, "beyond", "lower its upper end, or add 'to'");
  }
}

}  // namespace

std::optional<Prior> read_prior(const Node& node, const Node& value, const NumberKind& kind, Reader& reader) {
  const std::optional<Measured> number = read_measured(value.scalar);
  if (!number) return std::nullopt;  // what is wrong with the value is told where it is read
  const std::size_t before = reader.problems.size();
  Draft draft;
  draft.spread.unit = number->unit;
  {
    const Reader::Scope scope(reader, "prior", node);
    schema().read(node, draft, reader);
    if (reader.problems.size() == before) check_whole(draft, node, reader);
    if (kind.whole) draft.spread.whole = true;
    if (reader.problems.size() == before) check_range(draft.spread, node, kind, reader);
  }
  const Prior prior{draft.spread, false};
  if (reader.problems.size() == before && !can_draw(prior.spread, number->number))
    reader.problem(value, "'" + value.scalar + "' is outside of its prior (" + text_of(prior) +
                              "); widen the prior, or give a value that it holds");
  if (reader.problems.size() > before) return std::nullopt;
  return prior;
}

std::shared_ptr<const SectionDoc> prior_doc() { return schema().doc_pointer(); }

}  // namespace exomet
