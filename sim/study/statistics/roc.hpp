// How well a number tells two groups apart: the receiver operating characteristic.
#pragma once

#include <vector>

#include "sim/study/statistics/sample.hpp"

namespace exomet {

// Who has at least `threshold` is called positive.
struct RocPoint {
  double threshold = 0;
  double sensitivity = 0;  // share of cases that are
  double specificity = 0;  // share of controls that aren't
};

// From the threshold that nobody reaches (infinite) down to the one that all reach; one of each value that is
// there.
std::vector<RocPoint> roc_curve(const std::vector<double>& controls, const std::vector<double>& cases);

// Area under that curve: how often a case has more than a control, ties by half (Mann and Whitney 1947).
// Interval of 95 % by DeLong et al. (1988) on the scale of its logit; of an area of 0 or 1, or of groups of
// one, there is none (NaN).
struct RocArea {
  double value = 0;
  Interval interval;
};
RocArea roc_area(std::vector<double> controls, std::vector<double> cases);

// Sensitivity at the lowest threshold at which so many of the controls, or more, aren't positive, with the
// interval of Clopper and Pearson for cases alone, the threshold taken as it is.
struct Detection {
  double threshold = 0, specificity = 0, sensitivity = 0;
  Interval interval;
};
Detection detection_at(double specificity, const std::vector<double>& controls,
                       const std::vector<double>& cases);

}  // namespace exomet
