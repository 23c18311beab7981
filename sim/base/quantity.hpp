// Quantities with units at the boundary; plain doubles in internal units (um, min, nN, K, counts) inside.
// Unit strings are UDUNITS-2's, plus the counted things EVs, copies, cells and molecules (dimensionless).
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace exomet {

constexpr double minutes_per_day = 24 * 60;
constexpr double days(double minutes) { return minutes / minutes_per_day; }

enum class Dimension {
  number,        // dimensionless, "0.5", "40 copies", "80 %"
  length,        // um
  area,          // um^2
  volume,        // um^3
  time,          // min
  rate,          // 1/min
  speed,         // um/min
  diffusivity,   // um^2/min
  clearance,     // um^3/min
  per_area,      // 1/um^2
  per_volume,    // 1/um^3
  force,         // nN
  stiffness,     // nN/um
  friction,      // nN min/um
  pressure,      // nN/um^2 (kPa)
  viscosity,     // mPa s
  mass_density,  // kg/m^3
  temperature,   // K
  angle          // rad
};

std::string_view name(Dimension);                          // "length"
std::string_view internal_unit(Dimension);                 // "um"; empty for number
std::string_view example(Dimension);                       // "25 um"
std::vector<std::string_view> customary_units(Dimension);  // for output, from the smallest: nm, um, mm

// Why a text is no quantity of the dimension, and what to write instead.
class QuantityError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

// "6 h" with Dimension::time -> 360. A number with a dimension needs its unit; "/h" means "1/h". Finite
// values only. Throws QuantityError: no number, missing unit, unknown unit, another dimension.
double parse_quantity(std::string_view text, Dimension);

// 360 with Dimension::time -> "6 h": six significant digits in the most readable of a few customary units.
std::string format_quantity(double internal, Dimension);

}  // namespace exomet
