#include "sim/run/measures/extreme.hpp"

namespace exomet {
namespace {

using GreatestOf = Extreme<true>;

const Registry<Measure>::Entry<GreatestOf> entry{"greatest_of"};

}  // namespace
}  // namespace exomet
