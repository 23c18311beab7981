// The names that a document may use, by kind ("cell type", "cargo", ...), each with its index in file order.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace exomet {

class Vocabulary {
 public:
  void add(const std::string& kind, const std::string& name) { names_[kind].push_back(name); }
  // Index of the name among those of its kind, or -1.
  int find(const std::string& kind, std::string_view name) const {
    const std::vector<std::string>& list = of(kind);
    for (std::size_t i = 0; i < list.size(); ++i)
      if (list[i] == name) return static_cast<int>(i);
    return -1;
  }
  const std::vector<std::string>& of(const std::string& kind) const {
    static const std::vector<std::string> none;
    const auto found = names_.find(kind);
    return found == names_.end() ? none : found->second;
  }

 private:
  std::map<std::string, std::vector<std::string>> names_;
};

}  // namespace exomet
