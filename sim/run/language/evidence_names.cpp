#include "sim/run/language/evidence_names.hpp"

#include "sim/config/document.hpp"

namespace exomet {

std::filesystem::path evidence_file(const Library& library, const std::filesystem::path& model) {
  return library.models / "evidence" / (model.stem().string() + ".yaml");
}

bool has_evidence_entry(const std::filesystem::path& file, const std::string& name) {
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(file, ignored)) return false;
  Problems told_elsewhere;
  const Node document = read_document(file, told_elsewhere);
  const Node* entries = document.find("entries");
  return entries && entries->find(name);
}

}  // namespace exomet
