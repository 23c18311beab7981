// The rule of behaviours of Johnson et al. (Cell 2025), written out by hand for each case.
#include "sim/run/rule.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "tests/support/model_run.hpp"

using namespace exomet;

namespace {

// One cell with amounts of three cargoes, which are the signals.
struct Listener {
  Model model;
  World world;
  Neighbours near{model.geometry};
  ContactList contacts{{0, 0}, {}};

  Listener(double a, double b, double c) {
    for (const char* name : {"A", "B", "C"}) model.cargo.push_back({name});
    world.cells.cargo.resize(3);
    world.cells.append(0, {0.5, 0.5, 0.5}, 1, 0, 0);
    world.cells.cargo[0][0] = a, world.cells.cargo[1][0] = b, world.cells.cargo[2][0] = c;
  }
  View view() const { return {model, world, near, contacts, 6}; }
  double rate(const Rule& rule) const { return rule.at(view(), 0); }
};

Influence influence(int cargo, double to, double half, double hill = 1, Response response = Response::hill) {
  return {0, {&SignalSource::all().at("cargo"), cargo}, to, half, hill, response};
}

}  // namespace

TEST_CASE("without influences a rule is its base") {
  const Rule rule{3, {}, {}};
  CHECK(Listener(1, 2, 3).rate(rule) == 3);
}

TEST_CASE("a Hill response raises a rate from its base to its end") {
  const Rule rule{2, {influence(0, 10, 5, 4)}, {}};
  CHECK(Listener(0, 0, 0).rate(rule) == 2);
  CHECK(Listener(5, 0, 0).rate(rule) == Approx(6));  // half of the way
  for (double s : {1.0, 4.0, 20.0}) {
    const double u = std::pow(s, 4) / (std::pow(5, 4) + std::pow(s, 4));
    CHECK(Listener(s, 0, 0).rate(rule) == Approx((1 - u) * 2 + u * 10));
  }
  CHECK(Listener(1e9, 0, 0).rate(rule) == Approx(10));
}

TEST_CASE("a linear response is one half at half and full at twice that") {
  const Rule rule{0, {influence(0, 10, 5, 1, Response::linear)}, {}};
  for (double s : {0.0, 2.0, 5.0, 9.0}) CHECK(Listener(s, 0, 0).rate(rule) == Approx(s));
  CHECK(Listener(10, 0, 0).rate(rule) == Approx(10));
  CHECK(Listener(100, 0, 0).rate(rule) == Approx(10));
}

TEST_CASE("a threshold is nothing below and all from it on") {
  const Rule rule{1, {influence(0, 10, 5, 1, Response::threshold)}, {}};
  CHECK(Listener(4.999, 0, 0).rate(rule) == 1);
  CHECK(Listener(5, 0, 0).rate(rule) == Approx(10));
}

TEST_CASE("signals that raise combine as a multivariate Hill function") {
  // U = (o1 + o2) / (1 + o1 + o2), o = (s/h)^n; the end is the mean of the ends weighted by the odds.
  const Rule rule{1, {influence(0, 11, 2, 2), influence(1, 5, 4, 3)}, {}};
  const double o1 = std::pow(3.0 / 2, 2), o2 = std::pow(6.0 / 4, 3), o = o1 + o2;
  const double to = (o1 * 11 + o2 * 5) / o;
  CHECK(Listener(3, 6, 0).rate(rule) == Approx((1 * 1 + o * to) / (1 + o)));
}

TEST_CASE("signals that lower act on the raised rate") {
  // (1 - D) [(1 - U) base + U up] + D down
  const Rule rule{1, {influence(0, 11, 2, 2)}, {influence(1, 0.5, 4, 3), influence(2, 0, 1, 1)}};
  const double u = 9.0 / (4 + 9), o1 = std::pow(6.0 / 4, 3), o2 = 0.7, d = (o1 + o2) / (1 + o1 + o2);
  const double down = (o1 * 0.5 + o2 * 0) / (o1 + o2);
  CHECK(Listener(3, 6, 0.7).rate(rule) == Approx((1 - d) * ((1 - u) * 1 + u * 11) + d * down));
}

TEST_CASE("a cause is drawn in proportion to its part of the rate") {
  const Rule rule{1, {influence(0, 11, 2, 2), influence(1, 5, 4, 3)}, {influence(2, 0.5, 1)}};
  const auto cause = [&](double a, double b, double c, double drawn) {
    return rule.cause(Listener(a, b, c).view(), 0, "own rate", drawn);
  };
  CHECK(cause(0, 0, 0, 0.001) == "own rate");
  // At both halves the odds are 1 each: parts of 1, 11 and 5 thirds.
  CHECK(cause(2, 4, 0, 0.999 * 11 / 17) == "A");
  CHECK(cause(2, 4, 0, 1.001 * 11 / 17) == "B");
  CHECK(cause(2, 4, 0, 0.999 * 16 / 17) == "B");
  CHECK(cause(2, 4, 0, 1.001 * 16 / 17) == "own rate");
  // Lowered by half, each part is half, and 0.25 comes to the own: 11/6 of 17/6 + 1/4.
  const double a = 11 / 6.0 / (17 / 6.0 + 0.25);
  CHECK(cause(2, 4, 1, 0.999 * a) == "A");
  CHECK(cause(2, 4, 1, 1.001 * a) == "B");
}

TEST_CASE("a rule is read with its units and its mistakes are found") {
  using namespace exomet::test;
  const auto model = [](const std::string& dies) {
    return periodic_box + loose +
           "cargo: {source: assumed, RNA: {}}\n"
           "substances: {source: assumed, drug: {diffusion: 1 um^2/s}}\n"
           "cells:\n  source: assumed\n  a: {diameter: 10 um, dies: {" +
           dies + "}}\n";
  };
  CHECK(
      problems_of_model(
          model(
              "rate: 1 /d, raised_by: {RNA: {to: 2 /d, half: 5 copies, hill: 3}, drug: {to: 1 /h, half: 1e-3 "
              "/um^3, response: linear}, age: {to: 1 /h, half: 3 d}, touching.a: {to: 1 /h, half: 2}}"))
          .empty());
  CHECK(mentions(problems_of_model(model("rate: 1 /d, raised_by: {RMA: {to: 2 /d, half: 5}}")),
                 "did you mean 'RNA'?"));
  CHECK(mentions(problems_of_model(model("rate: 1 /d, raised_by: {drug: {to: 2 /d, half: 5}}")),
                 "raised_by.drug.half"));
  CHECK(mentions(problems_of_model(model("rate: 1 /d, raised_by: {RNA: {to: 2 um, half: 5}}")),
                 "raised_by.RNA.to"));
  CHECK(mentions(problems_of_model(model("rate: 1 /d, raised_by: {RNA: {half: 5}}")), "needs the key 'to'"));
  CHECK(mentions(problems_of_model(model("raised_by: {RNA: {to: 2 /d, half: 5}}")), "needs the key 'rate'"));
  CHECK(
      mentions(problems_of_model(model("rate: 1 /d, lowered_by: {RNA: {to: 2 /d, half: 5, response: hil}}")),
               "did you mean 'hill'?"));
}

TEST_CASE("no signal takes a rule above its bound however they combine") {
  for (const auto& [word, combine] : combinations()) {
    CAPTURE(word);
    // Lowering ones that raise are warned of, not refused.
    Rule rule{
        2, {influence(0, 5, 1), influence(1, 3, 1)}, {influence(0, 8, 1), influence(2, 12, 1)}, combine};
    CHECK(rule.bound() >= 12);
    double highest = 0;
    for (const double a : {0.0, 0.5, 1e9})
      for (const double b : {0.0, 0.5, 1e9})
        for (const double c : {0.0, 0.5, 1e9}) {
          const double rate = Listener(a, b, c).rate(rule);
          CHECK(rate <= rule.bound() * (1 + 1e-9));
          highest = std::max(highest, rate);
        }
    if (combine == Combination::product) CHECK(highest == Approx(rule.bound()));
    rule.lowered_by = {influence(2, 1, 1)};
    CHECK(rule.bound() == rule.most());
  }
}
