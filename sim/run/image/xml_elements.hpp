// The little of XML that VTK's files use (elements, attributes, text, comments), read strictly and within
// limits, since a parser made for everything follows what a damaged or hostile file says: no document types,
// no entities but those of single characters, no deep nesting.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/run/image/image_error.hpp"

namespace exomet {

struct XmlElement {
  std::string_view name;
  std::vector<std::pair<std::string_view, std::string>> attributes;
  std::vector<XmlElement> children;
  std::string_view text;  // as it stands there; of appended data everything up to the end tag

  // nullptr if it isn't there.
  const std::string* attribute(std::string_view name) const;
  // The only child of that name, nullptr if there is none. ImageError if there are several.
  const XmlElement* child(std::string_view name) const;
};

// What isn't as it must be, and where.
class XmlError : public ImageError {
 public:
  // place: "line 8, column 10: '</Piece>' is missing".
  explicit XmlError(const std::string& place)
      : ImageError("it isn't whole, or damaged (" + place + "); copy or save it again"), place(place) {}
  std::string place;
};

// The root of a document, which refers to it. XmlError.
XmlElement read_xml(std::string_view document);

}  // namespace exomet
