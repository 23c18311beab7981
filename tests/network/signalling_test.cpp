#include "sim/network/signalling.hpp"

#include <boost/property_tree/ptree.hpp>
#include <boost/property_tree/xml_parser.hpp>
#include <catch2/catch.hpp>
#include <map>
#include <sstream>

namespace exomet {
namespace {

using Sentences = std::vector<std::string>;
using Catch::Matchers::Contains;

struct Peritoneum {
  SignallingGraph graph;
  int tumour = graph.node(SignalKind::cell_type, "tumour");
  int mesothelial = graph.node(SignalKind::cell_type, "mesothelial");
  int ev = graph.node(SignalKind::vesicle, "tumour_ev");
  int mmp1 = graph.node(SignalKind::cargo, "MMP1");

  Peritoneum() {
    graph.connect(tumour, ev, Relation::releases);
    graph.connect(ev, mmp1, Relation::carries);
    graph.connect(ev, mesothelial, Relation::taken_up_by);
    graph.connect(mmp1, mesothelial, Relation::raises, "dies");
  }
};

std::string dot(const SignallingGraph& graph, const std::string& title = "a title") {
  std::ostringstream out;
  graph.write_dot(out, title);
  return out.str();
}

// The line of a DOT text that starts so.
std::string line(const std::string& text, const std::string& start) {
  std::istringstream lines(text);
  for (std::string l; std::getline(lines, l);)
    if (l.rfind(start, 0) == 0) return l;
  return "no line starts with " + start;
}

// Boost's paths have '.' between their parts, which is in GraphML's names of attributes too.
std::string key_attribute(const boost::property_tree::ptree& key, const std::string& name) {
  return key.get<std::string>(boost::property_tree::ptree::path_type("<xmlattr>/" + name, '/'));
}

// The attributes by name of each element ("node" or "edge") and the types by name of a GraphML text.
struct Graphml {
  boost::property_tree::ptree tree;
  std::map<std::string, std::string> name_of, type_of;

  explicit Graphml(const std::string& text) {
    std::istringstream in(text);
    boost::property_tree::read_xml(in, tree);
    for (const auto& [tag, key] : tree.get_child("graphml"))
      if (tag == "key") {
        const auto name = key_attribute(key, "attr.name");
        name_of[key.get<std::string>("<xmlattr>.id")] = name;
        type_of[name] = key_attribute(key, "attr.type");
      }
  }
  std::vector<std::map<std::string, std::string>> all(const std::string& what) const {
    std::vector<std::map<std::string, std::string>> found;
    for (const auto& [tag, element] : tree.get_child("graphml.graph")) {
      if (tag != what) continue;
      auto& attributes = found.emplace_back();
      for (const auto& [child, value] : element) {
        if (child == "data") attributes[name_of.at(value.get<std::string>("<xmlattr>.key"))] = value.data();
        if (child == "<xmlattr>")
          for (const auto& [name, text] : value) attributes[name] = text.data();
      }
    }
    return found;
  }
};

Graphml graphml(const SignallingGraph& graph) {
  std::ostringstream out;
  graph.write_graphml(out);
  return Graphml(out.str());
}

TEST_CASE("A node of the same kind and name is there once") {
  SignallingGraph graph;
  const int cell = graph.node(SignalKind::cell_type, "a"), cargo = graph.node(SignalKind::cargo, "a");
  CHECK(cell != cargo);
  CHECK(graph.node(SignalKind::cell_type, "a") == cell);
  CHECK(graph.nodes().size() == 2);
}

TEST_CASE("An equal edge is there once and another behaviour is another edge") {
  Peritoneum p;
  const auto edges = p.graph.edges().size();
  p.graph.connect(p.mmp1, p.mesothelial, Relation::raises, "dies");
  CHECK(p.graph.edges().size() == edges);
  p.graph.connect(p.mmp1, p.mesothelial, Relation::raises, "crawls");
  p.graph.connect(p.mmp1, p.mesothelial, Relation::lowers, "dies");
  CHECK(p.graph.edges().size() == edges + 2);
}

TEST_CASE("Measured amounts add up on their edge and other edges have none") {
  Peritoneum p;
  p.graph.measure(p.tumour, p.ev, Relation::releases, 100);
  p.graph.measure(p.tumour, p.ev, Relation::releases, 23);
  CHECK(p.graph.edges().size() == 4);
  CHECK(p.graph.edges()[0].amount == 123.0);
  CHECK_FALSE(p.graph.edges()[2].amount.has_value());
  p.graph.measure(p.ev, p.tumour, Relation::taken_up_by, 0);
  REQUIRE(p.graph.edges().size() == 5);
  CHECK(p.graph.edges()[4].amount == 0.0);
}

TEST_CASE("A model whose messages all arrive has no loose ends") {
  CHECK(Peritoneum().graph.loose_ends().empty());
}

TEST_CASE("Loose ends of cargo are told in words") {
  SECTION("carried by nothing") {
    Peritoneum p;
    p.graph.connect(p.graph.node(SignalKind::cargo, "miR-21"), p.tumour, Relation::lowers, "dies");
    CHECK(p.graph.loose_ends() == Sentences{"cargo 'miR-21' is carried by no EV and made by no cell"});
  }
  SECTION("reaches cells that don't listen") {
    Peritoneum p;
    p.graph.connect(p.ev, p.graph.node(SignalKind::cargo, "miR-21"), Relation::carries);
    CHECK(p.graph.loose_ends() == Sentences{"cargo 'miR-21' reaches cells but no behaviour listens to it"});
  }
  SECTION("neither carried nor heard") {
    Peritoneum p;
    p.graph.node(SignalKind::cargo, "miR-21");
    CHECK(p.graph.loose_ends() == Sentences{"cargo 'miR-21' is carried by no EV and made by no cell",
                                            "no behaviour listens to cargo 'miR-21'"});
  }
}

TEST_CASE("Loose ends of EVs and substances are told in words") {
  SignallingGraph graph;
  const int cell = graph.node(SignalKind::cell_type, "macrophage");
  const int helper = graph.node(SignalKind::vesicle, "helper_ev");
  const int tgf = graph.node(SignalKind::substance, "TGFb");
  CHECK(graph.loose_ends() ==
        Sentences{"EVs 'helper_ev' are released by no cell type",
                  "EVs 'helper_ev' are taken up by no cell type",
                  "substance 'TGFb' is released by no cell type",
                  "substance 'TGFb' is taken up by no cell type and no behaviour listens to it"});
  graph.connect(cell, helper, Relation::releases);
  graph.connect(cell, tgf, Relation::releases);
  graph.connect(tgf, cell, Relation::lowers, "divides");
  CHECK(graph.loose_ends() == Sentences{"EVs 'helper_ev' are taken up by no cell type"});
  graph.connect(helper, cell, Relation::taken_up_by);
  CHECK(graph.loose_ends().empty());
}

TEST_CASE("The picture shows kinds by shape and colour and behaviours by arrowhead") {
  Peritoneum p;
  p.graph.connect(p.mmp1, p.tumour, Relation::lowers, "divides");
  const std::string text = dot(p.graph, "Peritoneum after 10 d");
  CHECK_THAT(text, Contains("rankdir=LR") && Contains("label=\"Peritoneum after 10 d\""));
  CHECK_THAT(line(text, "0["), Contains("label=\"tumour\"") && Contains("shape=box") && Contains("#56B4E9"));
  CHECK_THAT(line(text, "2["), Contains("label=\"tumour_ev\"") && Contains("shape=circle"));
  CHECK_THAT(line(text, "3["), Contains("label=\"MMP1\"") && Contains("shape=ellipse"));
  CHECK_THAT(line(text, "3->1"), Contains("arrowhead=normal") && Contains("label=\"dies\""));
  CHECK_THAT(line(text, "3->0"), Contains("arrowhead=tee") && Contains("label=\"divides\""));
  CHECK_THAT(line(text, "0->2"), !Contains("label=") && !Contains("penwidth"));
}

TEST_CASE("Measured edges of the picture tell the amount and are wider for more") {
  Peritoneum p;
  p.graph.measure(p.tumour, p.ev, Relation::releases, 99999);
  p.graph.measure(p.ev, p.mesothelial, Relation::taken_up_by, 99);
  const std::string text = dot(p.graph);
  CHECK_THAT(line(text, "0->2"), Contains("label=\"99,999\"") && Contains("penwidth=4.50"));
  CHECK_THAT(line(text, "2->1"), Contains("label=\"99\"") && Contains("penwidth=2.40"));
}

TEST_CASE("Amounts of any size are short in the picture") {
  const std::vector<std::pair<double, std::string>> cases{
      {0, "0"},         {0.25, "0.25"},        {9.96, "10"},      {12.4, "12"},        {999.4, "999"},
      {999.6, "1,000"}, {123456.7, "123,457"}, {999999.6, "1e6"}, {1.234e7, "1.23e7"}, {2e11, "2e+11"}};
  for (const auto& [amount, label] : cases) {
    SignallingGraph graph;
    const int cell = graph.node(SignalKind::cell_type, "a"), ev = graph.node(SignalKind::vesicle, "b");
    graph.measure(cell, ev, Relation::releases, amount);
    CHECK_THAT(line(dot(graph), "0->1"), Contains("label=\"" + label + "\""));
  }
}

TEST_CASE("Names with quotes and markup don't break the picture or the GraphML") {
  SignallingGraph graph;
  const std::string name = "a\"b\\n<c>&amp;";
  graph.node(SignalKind::cell_type, name);
  CHECK_THAT(line(dot(graph), "0["), Contains("label=\"a\\\"b\\\\n<c>&amp;amp;\""));
  CHECK(graphml(graph).all("node").at(0).at("name") == name);
}

TEST_CASE("Characters that XML forbids are replaced in GraphML") {
  SignallingGraph graph;
  graph.node(SignalKind::cell_type, "a\x01z");
  CHECK(graphml(graph).all("node").at(0).at("name") == "a?z");
}

TEST_CASE("GraphML holds every node and edge in order with its attributes") {
  Peritoneum p;
  p.graph.measure(p.tumour, p.ev, Relation::releases, 0.1);
  p.graph.connect(p.mmp1, p.mesothelial, Relation::lowers, "divides");
  p.graph.connect(p.tumour, p.graph.node(SignalKind::substance, "TGFb"), Relation::releases);
  const Graphml written = graphml(p.graph);
  const auto nodes = written.all("node"), edges = written.all("edge");
  REQUIRE(nodes.size() == 5);
  REQUIRE(edges.size() == 6);
  CHECK(nodes[2].at("id") == "n2");
  CHECK(nodes[2].at("name") == "tumour_ev");
  CHECK(nodes[2].at("kind") == "EV");
  CHECK(edges[0].at("source") == "n0");
  CHECK(edges[0].at("target") == "n2");
  CHECK(edges[0].at("relation") == "releases");
  CHECK(edges[0].at("amount") == "0.1");
  CHECK(edges[1].at("amount") == "NaN");
  CHECK(edges[4].at("behaviour") == "divides");
  CHECK(edges[4].at("relation") == "lowers");
  CHECK(edges[5].at("source") == "n0");
  CHECK(edges[5].at("target") == "n4");
  CHECK(written.type_of.at("amount") == "double");
  CHECK(written.type_of.at("name") == "string");
}

TEST_CASE("The same graph is written with the same bytes") {
  const auto written = [] {
    std::ostringstream out;
    Peritoneum p;
    p.graph.write_dot(out, "t");
    p.graph.write_graphml(out);
    return out.str();
  };
  CHECK(written() == written());
}

}  // namespace
}  // namespace exomet
