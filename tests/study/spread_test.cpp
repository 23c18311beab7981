// Distributions against what is known of them.
#include <catch2/catch.hpp>
#include <cmath>

#include "sim/base/measured.hpp"
#include "sim/study/design/axis.hpp"
#include "sim/study/design/spread_section.hpp"

using namespace exomet;

namespace {
struct Draw {
  Spread spread;
  std::string problem;
};
Draw read(const std::string& yaml) {
  Problems problems;
  const Node node = read_text(yaml, "t", problems);
  Reader reader(problems, {});
  Draw draw{read_spread(node, reader), ""};
  if (!problems.empty()) draw.problem = problems.list().front().what;
  return draw;
}
double at(const std::string& yaml, double u) {
  const Draw draw = read(yaml);
  INFO(draw.problem);
  REQUIRE(draw.problem.empty());
  return draw.spread.quantile(u);
}
// Mean and standard deviation over equally likely slices.
std::pair<double, double> moments(const std::string& yaml) {
  const Spread spread = read(yaml).spread;
  constexpr int n = 20'000;
  double sum = 0, squares = 0;
  for (int i = 0; i < n; ++i) {
    const double x = spread.quantile((i + 0.5) / n);
    sum += x / n;
    squares += x * x / n;
  }
  return {sum, std::sqrt(squares - sum * sum)};
}
}  // namespace

TEST_CASE("distributions have their mean and spread and quantiles") {
  CHECK(at("{from: 2 h, to: 6 h}", 0.25) == 3);
  CHECK(at("{from: 1 h, to: 16 h, scale: log}", 0.5) == Approx(4));
  CHECK(at("{constant: 3 h}", 0.9) == 3);
  CHECK(at("{normal: {mean: 10 um, sd: 2 um}}", 0.975) == Approx(10 + 2 * 1.959964).epsilon(1e-6));
  CHECK(at("{log_normal: {median: 5, spread: 2}}", 0.5) == Approx(5));
  CHECK(at("{log_normal: {median: 5, spread: 2}}", 0.841344746) == Approx(10));
  const auto [mean, sd] = moments("{normal: {mean: 10 um, sd: 2000 nm}}");
  CHECK(mean == Approx(10).epsilon(1e-4));
  CHECK(sd == Approx(2).epsilon(1e-2));
  // A half normal's mean is sqrt(2 / pi).
  CHECK(moments("{normal: {mean: 0, sd: 1}, from: 0}").first == Approx(std::sqrt(2 / M_PI)).epsilon(1e-3));
}

TEST_CASE("counts are whole numbers") {
  CHECK(at("{log_normal: {median: 5, spread: 3}, whole: true}", 0.6) == 7);  // of 6.6
  CHECK(at("{mixture: {few: {share: 1, from: 0, to: 1}}, whole: true}", 0.4) == 0);
}

TEST_CASE("what is cut off stays within its ends") {
  const Spread far = read("{normal: {mean: 0, sd: 1}, from: 7, to: 8}").spread;
  CHECK(far.quantile(0) == Approx(7));
  CHECK(far.quantile(1) == Approx(8));
  CHECK(far.quantile(0.5) > 7.05);  // the tail falls by half within 0.1
  CHECK(far.quantile(0.5) < 7.15);
  const Spread positive = read("{log_normal: {median: 1, spread: 3}, to: 4}").spread;
  CHECK(positive.quantile(0.999999) <= 4);
  CHECK(positive.quantile(1e-6) > 0);
  CHECK(positive.quantile(0) == 0);
  CHECK(positive.quantile(1) == Approx(4));
  CHECK(positive.is_bounded());
  CHECK_FALSE(read("{normal: {mean: 0, sd: 1}, from: 0}").spread.is_bounded());
}

TEST_CASE("a mixture has its parts in their shares and says which one it drew from") {
  const std::string cohort =
      "{mixture: {low: {share: 73 %, constant: 0.25}, high: {share: 27 %, log_normal: {median: 2, spread: "
      "1.5}}}}";
  const Spread spread = read(cohort).spread;
  int high = 0;
  for (int i = 0; i < 1000; ++i) {
    const double u = (i + 0.5) / 1000;
    const bool is_high = spread.part(u) == "high";
    high += is_high;
    CHECK(is_high == (spread.quantile(u) != 0.25));
  }
  CHECK(high == 270);
  CHECK(spread.quantile(0.73 + 0.27 / 2) == Approx(2));
}

TEST_CASE("mistakes of a distribution are told") {
  const auto says = [](const std::string& yaml, const std::string& what) {
    const std::string problem = read(yaml).problem;
    UNSCOPED_INFO(problem);
    return problem.find(what) != std::string::npos;
  };
  CHECK(says("{mixture: {low: {share: 70 %, constant: 1}, high: {share: 20 %, constant: 2}}}",
             "add up to 90 %"));
  CHECK(says("{mixture: {low: {constant: 1}}}", "needs its 'share'"));
  CHECK(says("{normal: {mean: 1 h, sd: 1 um}}", "another dimension"));
  CHECK(says("{normal: {mean: 1, sd: -1}}", "'sd' has to be above 0"));
  CHECK(says("{normal: {mean: 1}}", "needs the key 'sd'"));
  CHECK(says("{log_normal: {median: 1, spread: 1}}", "must be above 1"));
  CHECK(says("{from: 1}", "a distribution is"));
  CHECK(says("{constant: 1, normal: {mean: 1, sd: 1}}", "one distribution only"));
  CHECK(says("{from: 1, to: 2 apples}", "expected a number"));
}

TEST_CASE("numbers of a sweep are written short and read back") {
  CHECK(short_number(0.1 + 0.2) == "0.3");
  CHECK(short_number(1.0 / 3) == "0.333333333333");
  CHECK(with_unit(2, "h") == "2 h");
  REQUIRE(read_measured(" +3.5e2 um^2/s "));
  CHECK(read_measured("3.5e2 um^2/s")->number == 350);
  CHECK(read_measured("80 %")->unit == "%");
  for (const char* text : {"", "abc", "1,5", "3 bananas", "1.2.3", "[]", "inf", "nan"}) {
    INFO(text);
    CHECK_FALSE(read_measured(text));
  }
  CHECK(number_in({1, "d"}, "h") == 24);
}
