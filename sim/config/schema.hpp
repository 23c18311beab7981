// One schema reads, checks and documents a map of the language. A Section<T> lists the keys of a map and
// where in a T their values go; what it lists is what `exomet describe` prints, so nothing is documented
// twice.
#pragma once

#include <functional>
#include <limits>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "sim/config/reader.hpp"
#include "sim/config/schema_doc.hpp"
#include "sim/config/suggestions.hpp"

namespace exomet {

// Whether a key may be left out, and what a number may be.
struct KeyRule {
  bool required = false;
  Range range{};
};
inline constexpr KeyRule required{true, {}};
inline constexpr KeyRule optional{false, {}};

template <class T>
class Section {
 public:
  using Read = std::function<void(const Node&, T&, Reader&)>;

  explicit Section(std::string about) { doc_.about = std::move(about); }

  // A quantity in internal units; the default is what T is constructed with.
  Section& quantity(const std::string& key, double T::*member, Dimension dimension, const KeyRule& want,
                    const std::string& about) {
    const double otherwise = T{}.*member;
    const std::string form = std::string(name(dimension)) + ", e.g. " + std::string(example(dimension));
    return custom({key, form, about, want.required ? "" : written(otherwise, dimension), want.required, {}},
                  [=](const Node& node, T& target, Reader& reader) {
                    target.*member = reader.quantity(node, dimension, want.range, otherwise);
                  });
  }
  Section& integer(const std::string& key, long T::*member, long low, long high, const std::string& about) {
    return custom({key, "whole number", about, std::to_string(T{}.*member), false, {}},
                  [=](const Node& node, T& target, Reader& reader) {
                    target.*member = reader.integer(node, low, high, low);
                  });
  }
  Section& flag(const std::string& key, bool T::*member, const std::string& about) {
    return custom({key, "true or false", about, T{}.*member ? "true" : "false", false, {}},
                  [=](const Node& node, T& target, Reader& reader) { target.*member = reader.flag(node); });
  }
  Section& text(const std::string& key, std::string T::*member, bool needed, const std::string& about) {
    return custom({key, "text", about, "", needed, {}},
                  [=](const Node& node, T& target, Reader& reader) { target.*member = reader.text(node); });
  }
  // One of a few words.
  template <class E>
  Section& choice(const std::string& key, E T::*member, std::vector<std::pair<std::string, E>> words,
                  const std::string& about) {
    std::string form, otherwise;
    std::vector<std::string> known;
    for (const auto& [word, value] : words) {
      form += (form.empty() ? "" : " | ") + word;
      if (value == T{}.*member) otherwise = word;
      known.push_back(word);
    }
    return custom({key, form, about, otherwise, false, {}}, [=](const Node& node, T& target, Reader& reader) {
      for (const auto& [word, value] : words)
        if (node.scalar == word) return void(target.*member = value);
      reader.problem(node, "unknown word '" + node.scalar + "'; " + suggest(node.scalar, known));
    });
  }
  // The name of something of that kind, as its index.
  Section& reference(const std::string& key, int T::*member, const std::string& kind, bool needed,
                     const std::string& about) {
    return custom(
        {key, "name of a " + kind, about, "", needed, {}},
        [=](const Node& node, T& target, Reader& reader) { target.*member = reader.name(node, kind); });
  }
  template <class U>
  Section& section(const std::string& key, U T::*member, const Section<U>& inner, bool needed,
                   const std::string& about) {
    return custom(
        {key, "map", about, "", needed, inner.doc_pointer()},
        [=](const Node& node, T& target, Reader& reader) { inner.read(node, target.*member, reader); });
  }
  // A map from names of a kind to something: {tumour_ev: {...}}. The U has an int member `index`.
  template <class U>
  Section& each(const std::string& key, std::vector<U> T::*member, const std::string& kind,
                const Section<U>& inner, bool needed, const std::string& about) {
    return custom({key, "map from " + kind + " to", about, "", needed, inner.doc_pointer(), Holds::named},
                  [=](const Node& node, T& target, Reader& reader) {
                    if (node.kind != Node::Kind::map)
                      return reader.problem(node, "expected a map from the name of a " + kind);
                    for (const Entry& entry : node.entries)
                      if (entry.key != "source" && entry.key != "about")
                        read_named(entry, kind, inner, target.*member, reader);
                  });
  }
  // The map itself goes from names of a kind to something: secretes: {tumour_ev: 60 /h}.
  template <class U>
  Section& names(std::vector<U> T::*member, const std::string& kind, const Section<U>& inner,
                 const std::string& about) {
    doc_.keys.push_back({"<" + kind + ">", "map", about, "", false, inner.doc_pointer()});
    other_ = [=](const Entry& entry, T& target, Reader& reader) {
      read_named(entry, kind, inner, target.*member, reader);
    };
    return *this;
  }
  Section& custom(KeyDoc doc, Read read) {
    doc_.keys.push_back(std::move(doc));
    reads_.push_back({doc_.keys.back().key, doc_.keys.back().required, std::move(read)});
    return *this;
  }
  // A bare value stands for {key: value}.
  Section& shorthand(const std::string& key) {
    doc_.shorthand = key;
    return *this;
  }
  // Whether it may be `like` another: then that key is suggested, too. (It is resolved before.)
  Section& inherits() {
    inherits_ = true;
    return *this;
  }
  // Called when all keys were read without a problem.
  Section& check(std::function<void(const T&, const Node&, Reader&)> test) {
    checks_.push_back(std::move(test));
    return *this;
  }

  void read(const Node& node, T& target, Reader& reader) const;
  const SectionDoc& doc() const { return doc_; }
  std::shared_ptr<const SectionDoc> doc_pointer() const { return std::make_shared<SectionDoc>(doc_); }

 private:
  struct Key {
    std::string key;
    bool required;
    Read read;
  };

  static std::string written(double value, Dimension dimension) {
    if (value == std::numeric_limits<double>::infinity()) return "unlimited";
    return value != value ? "" : format_quantity(value, dimension);
  }
  template <class U>
  static void read_named(const Entry& entry, const std::string& kind, const Section<U>& inner,
                         std::vector<U>& into, Reader& reader) {
    const Reader::Scope scope(reader, entry.key, entry.value);
    U item;
    item.index = reader.name_of(entry, kind);
    inner.read(entry.value, item, reader);
    if (item.index >= 0) into.push_back(std::move(item));  // nothing may be indexed by what wasn't found
  }
  void read_entry(const Entry&, T&, Reader&) const;
  std::vector<std::string> known_keys() const;

  SectionDoc doc_;
  bool inherits_ = false;
  std::vector<Key> reads_;
  std::function<void(const Entry&, T&, Reader&)> other_;
  std::vector<std::function<void(const T&, const Node&, Reader&)>> checks_;
};

template <class T>
std::vector<std::string> Section<T>::known_keys() const {
  std::vector<std::string> known;
  for (const Key& key : reads_) known.push_back(key.key);
  for (const char* anywhere : {"about", "source"}) known.emplace_back(anywhere);
  if (inherits_) known.emplace_back("like");
  return known;
}

template <class T>
void Section<T>::read_entry(const Entry& entry, T& target, Reader& reader) const {
  for (const Key& key : reads_)
    if (key.key == entry.key) {
      const Reader::Scope scope(reader, entry.key, entry.value);
      return key.read(entry.value, target, reader);
    }
  if (entry.key == "source" || entry.key == "about") return;
  if (other_) return other_(entry, target, reader);
  reader.problem(entry.place, "unknown key '" + entry.key + "'; " + suggest(entry.key, known_keys()));
}

template <class T>
void Section<T>::read(const Node& node, T& target, Reader& reader) const {
  const std::size_t before = reader.problems.size();
  if (node.kind == Node::Kind::scalar && !doc_.shorthand.empty()) {
    read_entry({doc_.shorthand, node.place, node}, target, reader);
  } else if (node.kind == Node::Kind::map) {
    for (const Entry& entry : node.entries) read_entry(entry, target, reader);
    for (const Key& key : reads_)
      if (key.required && !node.find(key.key)) reader.problem(node, "needs the key '" + key.key + "'");
  } else {
    reader.problem(node, "expected a map; found " + std::string(name(node.kind)) +
                             (reads_.empty() ? "" : "; " + suggest("", known_keys())));
  }
  if (reader.problems.size() == before)
    for (const auto& test : checks_) test(target, node, reader);
}

// Prints a section and all that is nested in it as indented text, for `exomet describe`.
std::string reference_text(const SectionDoc&, int indent = 0);

}  // namespace exomet
