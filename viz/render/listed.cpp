#include "viz/render/listed.hpp"

#include <vtkNew.h>
#include <vtkObjectFactory.h>
#include <vtkXMLParser.h>

#include <string>

#include "sim/base/error.hpp"
#include "viz/render/vtk_errors.hpp"

namespace exomet {
namespace {

// Counts the files that are listed.
class Counter : public vtkXMLParser {
 public:
  static Counter* New();
  std::size_t listed = 0;

 protected:
  void StartElement(const char* name, const char**) override { listed += std::string(name) == "DataSet"; }
  void EndElement(const char*) override {}
};
vtkStandardNewMacro(Counter);

[[noreturn]] void refuse(const std::filesystem::path& pvd, const std::string& why) {
  throw InputError(pvd.string() + " is damaged: " + why + "; restore it or run the experiment again");
}

// "... Error parsing XML in stream at line 8, column 10, byte index 500: unclosed token\n" -> line 8, ...
std::string reason_in(const std::string& text) {
  const auto from = text.find(" at line ");
  if (from == std::string::npos) return "it is no XML";
  const auto start = from + 4, end = text.find('\n', start), byte = text.find(", byte index", start),
             colon = text.find(": ", start);
  if (byte == std::string::npos || colon == std::string::npos) return text.substr(start, end - start);
  return text.substr(start, byte - start) + text.substr(colon, end - colon);
}

}  // namespace

std::vector<Collected> all_listed(const std::filesystem::path& pvd) {
  const VtkErrors errors;
  vtkNew<Counter> counter;
  counter->SetFileName(pvd.c_str());
  if (counter->Parse() == 0) refuse(pvd, reason_in(errors.text()));
  std::vector<Collected> files = read_collection(pvd);
  if (files.size() != counter->listed)
    refuse(pvd, "DataSet " + std::to_string(files.size() + 1) + " of " + std::to_string(counter->listed) +
                    " has no timestep or no file");
  return files;
}

}  // namespace exomet
