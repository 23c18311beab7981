#include "sim/network/lineage.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <sstream>

namespace exomet {
namespace {

const std::vector<LineageCell> family{{7, 0, "tumour", 0, 60.5, "divided"},
                                      {9, 7, "tumour", 60.5, -1, "alive"},
                                      {8, 7, "resistant & <odd>", 60.5, 100, "died: MMP1"},
                                      {4, 3, "mesothelial", 0, -1, "alive"}};

std::string written(const std::vector<LineageCell>& cells) {
  std::ostringstream out;
  write_lineage_graphml(out, cells);
  return out.str();
}

// Boost's paths have '.' between their parts, which is in GraphML's names of attributes too.
std::string key_attribute(const boost::property_tree::ptree& key, const std::string& name) {
  return key.get<std::string>(boost::property_tree::ptree::path_type("<xmlattr>/" + name, '/'));
}

// The texts of the <data> of each node, as "name=text", and the edges as "source>target".
std::vector<std::vector<std::string>> elements(const std::string& text, const std::string& what) {
  boost::property_tree::ptree tree;
  std::istringstream in(text);
  boost::property_tree::read_xml(in, tree);
  std::map<std::string, std::string> name_of;
  for (const auto& [tag, key] : tree.get_child("graphml"))
    if (tag == "key")
      name_of[key.get<std::string>("<xmlattr>.id")] =
          key_attribute(key, "attr.name") + ":" + key_attribute(key, "attr.type") + "=";
  std::vector<std::vector<std::string>> found;
  for (const auto& [tag, element] : tree.get_child("graphml.graph")) {
    if (tag != what) continue;
    auto& texts = found.emplace_back();
    if (what == "edge")
      texts.push_back(element.get<std::string>("<xmlattr>.source") + ">" +
                      element.get<std::string>("<xmlattr>.target"));
    for (const auto& [child, value] : element)
      if (child == "data")
        texts.push_back(name_of.at(value.get<std::string>("<xmlattr>.key")) + value.data());
  }
  return found;
}

TEST_CASE("Each cell is a node with its attributes and each daughter an edge from its parent") {
  using Texts = std::vector<std::string>;
  const auto nodes = elements(written(family), "node");
  REQUIRE(nodes.size() == 4);
  CHECK(nodes[0] == Texts{"born:double=0", "cell:long=7", "fate:string=divided", "gone:double=60.5",
                          "parent:long=0", "type:string=tumour"});
  CHECK(nodes[2] == Texts{"born:double=60.5", "cell:long=8", "fate:string=died: MMP1", "gone:double=100",
                          "parent:long=7", "type:string=resistant & <odd>"});
  CHECK(elements(written(family), "edge") == std::vector<Texts>{{"n0>n1"}, {"n0>n2"}});
}

TEST_CASE("A cell that is still there has no time at which it went") {
  CHECK(elements(written(family), "node").at(1).at(3) == "gone:double=NaN");
}

TEST_CASE("A cell whose parent isn't listed is a root that still names its parent") {
  CHECK(elements(written(family), "node").at(3).at(4) == "parent:long=3");
}

TEST_CASE("Times come back from GraphML with the same bits") {
  const double born = 0.1 + 0.2;
  const std::string text = elements(written({{1, 0, "a", born, -1, "alive"}}), "node").at(0).at(0);
  CHECK(std::stod(text.substr(text.find('=') + 1)) == born);
}

TEST_CASE("A run without cells gives an empty graph") { CHECK(elements(written({}), "node").empty()); }

}  // namespace
}  // namespace exomet
