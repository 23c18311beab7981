// What a faithful model of bone must show: ordinal targets over 20 seeds an arm, with 95 % intervals.
#include <catch2/catch.hpp>

#include "tests/biology/arms.hpp"

using namespace exomet;
using namespace exomet::biology;

TEST_CASE("b0: without tumour the volume of bone stays within 5 % over 100 d") {
  const auto healthy = arm({"bone-small.yaml", {"parameters.tumour_cells=0"}}, {});
  const Interval share = interval(values(healthy, "bone_volume_fraction"));
  UNSCOPED_INFO("BV/TV after 100 d, 20 % at the start: " << text(share));
  CHECK(share.low > 0.19);
  CHECK(share.high < 0.21);
  double resorbed = 0, formed = 0;  // it is steady because it is remodelled, not because nothing happens
  for (const Outcome& outcome : healthy)
    for (const Event& event : outcome.events) {
      resorbed += event.kind == EventKind::attach;
      formed += event.kind == EventKind::become && event.cause == "osteoblast";
    }
  CHECK(resorbed > 20 * seeds);
  CHECK(formed > 5 * seeds);
}

TEST_CASE("b1: there are most osteoclasts where the tumour is densest") {
  const auto beside =
      arm({"bone-small.yaml", {"parameters.tumour_cells=20", "duration=35 d"}},
          {"domain.size=[640 um, 320 um, 320 um]", "start.5.scatter.within={x: [0 um, 160 um]}",
           "measures.osteoclasts_by_tumour.block=160 um"});
  std::vector<double> correlations;
  for (double correlation : values(beside, "osteoclasts_by_tumour"))
    if (!std::isnan(correlation))
      correlations.push_back(correlation);  // a run without osteoclasts says nothing
  REQUIRE(correlations.size() > seeds / 2);
  const Interval correlation = interval(correlations);
  UNSCOPED_INFO("correlation of osteoclasts with tumour cells: " << text(correlation));
  CHECK(correlation.low > 0);
}
