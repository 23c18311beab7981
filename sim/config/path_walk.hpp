// A walk along a path of keys ("start.1.scatter.count") to the value that it sets.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sim/config/edit.hpp"

namespace exomet {

class PathWalk {
 public:
  PathWalk(Node& root, std::string_view path, const SourceLocation& place, Problems& problems,
           const Language& language)
      : path_(path), rest_(path), place_(place), problems_(problems), language_(language) {
    at_ = {&root, nullptr, language.root};
  }

  // Whether it came to the end; otherwise a problem was added, and the document is as it was.
  bool set(const Node& value);

 private:
  // A node on the way, what it inherits there (nullptr: nothing), and what the language has there.
  struct Position {
    Node* node = nullptr;
    const Node* inherited = nullptr;
    Slot slot;
  };

  bool walk(const Node& value);
  void touch(Node&);
  std::string here() const;
  bool fail(const std::string& what) const;
  std::size_t key_size() const;
  void open(std::string_view key);
  void open_inherited(Node&);
  bool step(std::string_view key);
  Node* item(std::string_view key);
  Node* child(std::string_view key);
  std::vector<std::string> known_keys() const;
  bool set_last(std::string_view key, const Node& value);
  bool remove(std::string_view key);

  std::string_view path_, rest_;
  const SourceLocation& place_;
  Problems& problems_;
  const Language& language_;
  Position at_;
  Node parents_;             // what the entry with `like:` on the way inherits
  Node* touched_ = nullptr;  // the first node that was changed: all others lie in it
  Node untouched_;           // as it was
};

}  // namespace exomet
