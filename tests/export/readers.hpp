// Reads exports back with VTK's own readers; what they complain of fails the test.
#pragma once

#include <vtkCommand.h>
#include <vtkFieldData.h>
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPolyData.h>
#include <vtkSmartPointer.h>
#include <vtkStringArray.h>
#include <vtkXMLDataElement.h>
#include <vtkXMLDataParser.h>
#include <vtkXMLImageDataReader.h>
#include <vtkXMLPolyDataReader.h>

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace exomet::test {

class Complaints : public vtkCommand {
 public:
  static Complaints* New() { return new Complaints; }
  void Execute(vtkObject*, unsigned long, void* text) override { text_ += static_cast<const char*>(text); }
  void raise() const {
    if (!text_.empty()) throw std::runtime_error("VTK complains: " + text_);
  }

 private:
  std::string text_;
};

template <class Reader>
auto read_xml(const std::filesystem::path& path) {
  vtkNew<Reader> reader;
  vtkNew<Complaints> complaints;
  reader->AddObserver(vtkCommand::ErrorEvent, complaints);
  reader->AddObserver(vtkCommand::WarningEvent, complaints);
  reader->SetReaderErrorObserver(complaints);
  reader->SetParserErrorObserver(complaints);
  reader->SetFileName(path.c_str());
  reader->Update();
  complaints->raise();
  if (reader->GetErrorCode() != 0) throw std::runtime_error("VTK can't read " + path.string());
  return vtkSmartPointer(reader->GetOutput());
}

inline auto read_cells(const std::filesystem::path& path) { return read_xml<vtkXMLPolyDataReader>(path); }
inline auto read_fields(const std::filesystem::path& path) { return read_xml<vtkXMLImageDataReader>(path); }

// The strings of a field-data array; throws if it isn't there.
inline std::vector<std::string> strings(vtkDataObject* object, const char* name) {
  auto* array = vtkStringArray::SafeDownCast(object->GetFieldData()->GetAbstractArray(name));
  if (!array) throw std::runtime_error(std::string("no field data ") + name);
  std::vector<std::string> list;
  for (vtkIdType i = 0; i < array->GetNumberOfValues(); ++i) list.push_back(array->GetValue(i));
  return list;
}

struct Listed {
  std::string timestep, file;
  bool operator==(const Listed&) const = default;
};

// What a .pvd lists, read by VTK's XML parser; throws if it isn't one.
inline std::vector<Listed> read_pvd(const std::filesystem::path& path) {
  vtkNew<vtkXMLDataParser> parser;
  vtkNew<Complaints> complaints;
  parser->AddObserver(vtkCommand::ErrorEvent, complaints);
  parser->SetFileName(path.c_str());
  if (!parser->Parse()) throw std::runtime_error("no XML in " + path.string());
  complaints->raise();
  vtkXMLDataElement* root = parser->GetRootElement();
  vtkXMLDataElement* collection = root->FindNestedElementWithName("Collection");
  if (std::string(root->GetAttribute("type")) != "Collection" || !collection)
    throw std::runtime_error("no collection in " + path.string());
  std::vector<Listed> list;
  for (int i = 0; i < collection->GetNumberOfNestedElements(); ++i) {
    vtkXMLDataElement* element = collection->GetNestedElement(i);
    list.push_back({element->GetAttribute("timestep"), element->GetAttribute("file")});
  }
  return list;
}

}  // namespace exomet::test
