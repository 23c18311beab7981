// Builds a Node from the events of yaml-cpp's parser, refusing what isn't part of the language.
#pragma once

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "sim/config/document.hpp"
#include "sim/config/source_text.hpp"
#include "sim/config/yaml_slips.hpp"

namespace exomet {

// Thrown through the parser when reading on makes no sense; the problem has been added.
struct StopReading {};

class YamlBuilder : public YAML::EventHandler {
 public:
  YamlBuilder(const SourceText& source, Problems& problems) : source_(source), problems_(problems) {}

  // What was read, open maps and lists included.
  Node take();
  void add_syntax_problem(const YAML::Mark&, const std::string& message);
  // Call it if the parser came to its end. If it didn't, yaml-cpp had taken what isn't closed for keys.
  void add_wrong_keys();

  void OnDocumentStart(const YAML::Mark&) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override;
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override;
  void OnScalar(const YAML::Mark&, const std::string& tag, YAML::anchor_t, const std::string& value) override;
  void OnSequenceStart(const YAML::Mark&, const std::string& tag, YAML::anchor_t,
                       YAML::EmitterStyle::value) override;
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark&, const std::string& tag, YAML::anchor_t,
                  YAML::EmitterStyle::value) override;
  void OnMapEnd() override { close(); }
  void OnAnchor(const YAML::Mark&, const std::string& name) override;

 private:
  // A map or list that isn't complete yet.
  struct Open {
    Node node;
    YAML::Mark mark;
    std::unordered_map<std::string, int> lines;  // where each key of a map stands
    std::string key;                             // a map's key that waits for its value
    SourceLocation key_place;
    bool has_key = false;
    bool drop_value = false;  // the key was refused
    bool flow = false;        // in {} or []
  };

  char byte(const YAML::Mark&) const;
  SourceLocation place(const YAML::Mark&) const;
  std::string path() const;
  std::string path_of_last() const;
  void problem(const SourceLocation&, const std::string& what);
  bool key_expected() const;
  void count_node(const SourceLocation&);
  void check_colon();
  void check_tag(const YAML::Mark&, const std::string& tag);
  bool check_scalar(const SourceLocation&, const std::string& value);
  void open(Node::Kind, const YAML::Mark&, const std::string& tag);
  void close();
  void attach(Node node);
  void take_key(const Node& node);

  const SourceText& source_;
  Problems& problems_;
  std::vector<Open> open_;
  std::vector<Problem> wrong_keys_;
  std::optional<ScalarSpot> last_scalar_;  // that was read last, if nothing was opened or closed since
  Node root_;
  std::size_t nodes_ = 0, added_ = 0;
  int documents_ = 0;
};

}  // namespace exomet
