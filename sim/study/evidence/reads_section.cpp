#include "sim/study/evidence/reads_section.hpp"

#include <algorithm>
#include <cmath>

namespace exomet {

namespace {

template <class T>
typename Section<T>::Read measured(std::optional<Measured> T::*member) {
  return [=](const Node& node, T& target, Reader& reader) { target.*member = read_number(node, reader); };
}

using Drafts = Section<ExpectationDraft>;

Drafts::Read arms_of(Expectation::Kind kind, std::size_t count) {
  return [=](const Node& node, ExpectationDraft& draft, Reader& reader) {
    ++draft.kinds;
    draft.expectation.kind = kind;
    draft.arms = read_words(node, reader);
    if (draft.arms.size() != count)
      reader.problem(node,
                     "expected the names of " + std::to_string(count) + (count == 1 ? " arm" : " arms"));
  };
}

void read_within(const Node& node, ExpectationDraft& draft, Reader& reader) {
  if (node.kind != Node::Kind::sequence || node.items.size() != 2)
    return reader.problem(node, "expected the two ends, [lowest, highest]");
  draft.expectation.low = read_number(node.items[0], reader);
  draft.expectation.high = read_number(node.items[1], reader);
}

Drafts::Read open_end(std::optional<Measured> Expectation::*member) {
  return [=](const Node& node, ExpectationDraft& draft, Reader& reader) {
    draft.expectation.*member = read_number(node, reader);
    draft.expectation.open = true;
  };
}

void set_margin(const ExpectationDraft& draft, Expectation& expectation) {
  const double half = std::abs(draft.equals->number) * draft.margin;
  expectation.low = {draft.equals->number - half, draft.equals->unit};
  expectation.high = {draft.equals->number + half, draft.equals->unit};
}

}  // namespace

std::optional<Measured> read_number(const Node& node, Reader& reader) {
  std::optional<Measured> number;
  if (node.kind == Node::Kind::scalar && !node.quoted) number = read_measured(node.scalar);
  if (!number) reader.problem(node, "expected a number, with its unit if it has one: '2', '6 h', '10 %'");
  return number;
}

std::vector<Word> read_words(const Node& node, Reader& reader) {
  if (node.kind != Node::Kind::sequence) return {{reader.text(node), node.place}};
  std::vector<Word> words;
  for (const Node& item : node.items) words.emplace_back(reader.text(item), item.place);
  return words;
}

namespace {

// Which measure, how its course becomes a number, and what it is compared with in the same run.
void add_measures(Section<Readout>& section) {
  const auto word = [](const Node& node, Reader& reader) { return Word{reader.text(node), node.place}; };
  section
      .custom({"measure", "name of a measure", "Of the model, or added by `set`.", "", true, {}},
              [=](const Node& node, Readout& reads, Reader& reader) { reads.measure = word(node, reader); })
      .custom({"per",
               "name or names of measures",
               "Divided by the sum of these, taken in the same way.",
               "",
               false,
               {}},
              [](const Node& node, Readout& reads, Reader& reader) { reads.per = read_words(node, reader); })
      .custom({"minus", "name of a measure", "Less this one, taken in the same way.", "", false, {}},
              [=](const Node& node, Readout& reads, Reader& reader) { reads.minus = word(node, reader); });
}

void add_taken(Section<Readout>& section) {
  using Taken = Readout::Taken;
  section.choice(
      "taken", &Readout::taken,
      {{"end", Taken::end},
       {"mean", Taken::mean},
       {"total", Taken::total},
       {"greatest", Taken::greatest},
       {"change", Taken::change},
       {"relative_change", Taken::relative_change},
       {"growth_rate", Taken::growth_rate},
       {"duration", Taken::duration},
       {"happened_by", Taken::happened_by}},
      "How its course becomes a number: the value at the end; mean, sum or greatest of the records after the "
      "start; end less start, the same over the start, or ln(end / start) per day; days from one share of "
      "the sum to another; whether a time has come by `by`.");
}

void check_readout(const Readout& reads, const Node& node, Reader& reader) {
  if ((reads.taken == Readout::Taken::happened_by) != (reads.by > 0))
    reader.problem(node,
                   "'taken: happened_by' and 'by' belong together, e.g. {measure: first_implant, taken: "
                   "happened_by, by: "
                   "12 h}");
  if (reads.from >= reads.to) reader.problem(node, "'from' has to be below 'to'");
}

}  // namespace

const Section<Readout>& readout_schema() {
  static const Section<Readout> made = [] {
    Section<Readout> section("The number that is read out of a run: a measure of the model.");
    add_measures(section);
    add_taken(section);
    section
        .quantity("from", &Readout::from, Dimension::number, {false, share},
                  "Of a duration: the first share.")
        .quantity("to", &Readout::to, Dimension::number, {false, share}, "The second.")
        .quantity("by", &Readout::by, Dimension::time, {false, not_negative}, "Of happened_by: the time.")
        .shorthand("measure")
        .check(check_readout);
    return section;
  }();
  return made;
}

const Section<Observation>& observation_schema() {
  static const Section<Observation> made = [] {
    Section<Observation> section("What was seen, in words and numbers.");
    const auto number = [&](const char* key, std::optional<Measured> Observation::*member,
                            const char* about) {
      section.custom({key, "number with unit", about, "", false, {}}, measured(member));
    };
    section.text("text", &Observation::text, false, "In words.").shorthand("text");
    number("value", &Observation::value, "Mean, or the only value.");
    number("low", &Observation::low, "Lower end of its interval.");
    number("high", &Observation::high, "Upper end.");
    return section;
  }();
  return made;
}

const Section<ExpectationDraft>& expectation_schema() {
  using Kind = Expectation::Kind;
  static const Drafts made = [] {
    Drafts section(
        "When model and evidence agree. With the whole 95 % interval of the model where it should be, the "
        "entry passes; "
        "with all of it elsewhere it fails; else it isn't decided. Arms are paired by their seeds.");
    section
        .custom({"of", "name of an arm", "The values of one arm; the only one unless given.", "", false, {}},
                arms_of(Kind::arm, 1))
        .custom({"difference", "[a, b]", "a - b.", "", false, {}}, arms_of(Kind::difference, 2))
        .custom({"relative", "[a, b]", "(a - b) / b.", "", false, {}}, arms_of(Kind::relative, 2))
        .custom({"interaction", "[a, b, c, d]", "(a - b) - (c - d).", "", false, {}},
                arms_of(Kind::interaction, 4))
        .custom({"above", "number with unit", "It lies above.", "", false, {}}, open_end(&Expectation::low))
        .custom({"below", "number with unit", "It lies below.", "", false, {}}, open_end(&Expectation::high))
        .custom({"within",
                 "[lowest, highest]",
                 "It lies within: an observed interval, or a margin of equivalence.",
                 "",
                 false,
                 {}},
                read_within)
        .custom({"equals",
                 "number with unit",
                 "It lies within a margin around this value, of which no interval is known.",
                 "",
                 false,
                 {}},
                measured(&ExpectationDraft::equals))
        .quantity("margin", &ExpectationDraft::margin, Dimension::number, {false, share},
                  "That margin, of the value.");
    return section;
  }();
  return made;
}

Expectation finish(const ExpectationDraft& draft, const std::vector<Arm>& arms, const Node& node,
                   Reader& reader) {
  Expectation expectation = draft.expectation;
  expectation.place = node.place;
  if (draft.kinds > 1) reader.problem(node, "one of: of, difference, relative, interaction");
  if (draft.kinds == 0 && arms.size() > 1)
    reader.problem(node, "there are several arms; add 'of' or 'difference'");
  if (draft.equals.has_value() != (draft.margin > 0))
    reader.problem(node, "'equals' and 'margin' belong together");
  if (draft.equals) {
    if (expectation.low || expectation.high)
      reader.problem(node, "'equals' stands alone; leave the other ends away");
    set_margin(draft, expectation);
  }
  if (!expectation.low && !expectation.high)
    reader.problem(node, "says nothing that could fail; add 'above', 'below', 'within' or 'equals'");
  std::vector<std::string> known;
  for (const Arm& arm : arms) known.push_back(arm.name);
  if (draft.kinds > 0) expectation.arms.clear();
  for (const auto& [word, place] : draft.arms) {
    const auto found = std::find(known.begin(), known.end(), word);
    if (found == known.end())
      reader.problem(place, "no arm '" + word + "'; " + suggest(word, known));
    else
      expectation.arms.push_back(static_cast<std::size_t>(found - known.begin()));
  }
  return expectation;
}

}  // namespace exomet
