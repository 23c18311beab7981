#include "sim/run/measures/extreme.hpp"

namespace exomet {
namespace {

using LeastOf = Extreme<false>;

const Registry<Measure>::Entry<LeastOf> entry{"least_of"};

}  // namespace
}  // namespace exomet
