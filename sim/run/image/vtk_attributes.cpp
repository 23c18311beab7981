#include <map>

#include "sim/run/image/image_error.hpp"
#include "sim/run/image/vtk_xml_file.hpp"

namespace exomet {

namespace {

std::vector<double> numbers(const XmlElement& element, const char* attribute, Scalar type,
                            std::size_t count) {
  const std::string* text = element.attribute(attribute);
  const std::string where = "its " + std::string(element.name) + " has no '" + attribute + "'";
  if (!text) throw ImageError(where + "; save it again");
  std::vector<double> values;
  try {
    read_scalars(type, *text, count, values);
  } catch (const ImageError&) {
    values.clear();
  }
  if (values.size() != count)
    throw ImageError(where + " of " + std::to_string(count) + " number" + (count > 1 ? "s" : "") + ", but '" +
                     text->substr(0, 60) + "'; save it again");
  return values;
}

}  // namespace

Scalar scalar_of(const XmlElement& array) {
  static const std::map<std::string, Scalar> types{
      {"Int8", Scalar::int8},      {"UInt8", Scalar::uint8},   {"Int16", Scalar::int16},
      {"UInt16", Scalar::uint16},  {"Int32", Scalar::int32},   {"UInt32", Scalar::uint32},
      {"Int64", Scalar::int64},    {"UInt64", Scalar::uint64}, {"Float32", Scalar::float32},
      {"Float64", Scalar::float64}};
  const std::string* type = array.attribute("type");
  const auto found = type ? types.find(*type) : types.end();
  if (found == types.end())
    throw ImageError("an array of it is of the type '" + (type ? type->substr(0, 60) : "") +
                     "', which isn't one of numbers; save it again as UInt8 or Float64");
  return found->second;
}

std::vector<long> whole_numbers(const XmlElement& element, const char* attribute, std::size_t count) {
  const std::vector<double> values = numbers(element, attribute, Scalar::int32, count);
  return {values.begin(), values.end()};
}

std::vector<double> real_numbers(const XmlElement& element, const char* attribute, std::size_t count) {
  return numbers(element, attribute, Scalar::float64, count);
}

}  // namespace exomet
