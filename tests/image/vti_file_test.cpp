// What a .vti says is compared with what it holds, whatever it says.
#include "sim/run/image/vti_file.hpp"

#include <catch2/catch.hpp>

#include "tests/image/image_file.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

std::vector<double> values_of(const std::string& text) {
  const VtiFile file(text);
  const VtiFile::Array& array = file.arrays().at(0);
  std::vector<double> values;  // grows with what is read, as a header may say anything
  file.read(array, [&](std::size_t voxel, double value) {
    if (voxel >= values.size()) values.resize(voxel + 1, -1);
    values[voxel] = value;
  });
  return values;
}

// 0, 1, 2, ... of 144 voxels.
std::string counted() {
  std::string bytes;
  for (int i = 0; i < 144; ++i) bytes += static_cast<char>(i);
  return bytes;
}

std::vector<double> count_to(int end) {
  std::vector<double> values;
  for (int i = 0; i < end; ++i) values.push_back(i);
  return values;
}

const std::string binary = R"(type="UInt8" Name="a" format="binary")";
const std::string zlib_root = VtiText().root + R"( compressor="vtkZLibDataCompressor")";

VtiText with_bytes(const std::string& bytes) {
  VtiText vti;
  vti.array = binary, vti.values = bytes;
  return vti;
}

VtiText compressed(const std::string& header, const std::string& packed) {
  VtiText vti = with_bytes(base64(header) + base64(packed));
  vti.root = zlib_root;
  return vti;
}

void refuse(const VtiText& vti, const std::string& says) {
  INFO(vti.text().substr(0, 600));
  CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  CHECK_THROWS_WITH(values_of(vti.text()), Contains(says));
}

}  // namespace

TEST_CASE("voxels are read from each form of a vti file") {
  const std::string bytes = counted();
  CHECK(values_of(VtiText().text()) == std::vector<double>(144, 1));
  CHECK(values_of(with_bytes(base64(word(144) + bytes)).text()) == count_to(144));
  CHECK(values_of(with_bytes(base64(word(144)) + base64(bytes)).text()) == count_to(144));
  const std::string packed = zipped(bytes);
  CHECK(values_of(compressed(word(1) + word(32768) + word(144) + word(packed.size()), packed).text()) ==
        count_to(144));
  const std::string first = zipped(bytes.substr(0, 100)), last = zipped(bytes.substr(100));
  CHECK(values_of(
            compressed(word(2) + word(100) + word(44) + word(first.size()) + word(last.size()), first + last)
                .text()) == count_to(144));
  VtiText raw;
  raw.array = R"(type="UInt8" Name="a" format="appended" offset="2")";
  raw.values = "";
  raw.appended = "<AppendedData encoding=\"raw\">\n_</" + word(144) + bytes + "</AppendedData>";
  CHECK(values_of(raw.text()) == count_to(144));
}

TEST_CASE("numbers of every type and of both orders of bytes are read") {
  VtiText vti = with_bytes(base64(word(288) + repeated(word(0x1234, 2), 144)));
  vti.array = R"(type="Int16" Name="a" format="binary")";
  CHECK(values_of(vti.text())[143] == 0x1234);
  vti.root.replace(vti.root.find("Little"), 6, "Big");
  vti.values = base64(std::string("\0\0\0\0\0\0\1\x20", 8) + repeated(word(0x1234, 2), 144));
  CHECK(values_of(vti.text())[143] == 0x3412);
  VtiText text;
  text.array = R"(type="Float32" Name="a" format="ascii")";
  text.values = repeated("-1.5e2 ", 143) + "nan";
  CHECK(values_of(text.text())[0] == -150);
}

TEST_CASE("the pieces of a vti file are put where they belong") {
  VtiText vti;
  vti.before =
      "<Piece Extent=\"0 5 0 5 0 1\"><PointData><DataArray type=\"UInt8\" Name=\"a\" format=\"ascii\">" +
      repeated("7 ", 72) + "</DataArray></PointData></Piece>";
  vti.extent = R"(Extent="0 5 0 5 1 3")";
  vti.values = repeated("8 ", 108);
  const std::vector<double> values = values_of(vti.text());
  CHECK(values[35] == 7);
  CHECK(values[36] == 8);
  CHECK(values[143] == 8);
  vti.extent = R"(Extent="0 5 0 5 0 1")";
  vti.values = repeated("8 ", 72);
  refuse(vti, "cover");  // as many values as voxels, half of them twice
}

TEST_CASE("a vti file whose extents or pieces can't be is refused") {
  const auto extent = [](const std::string& whole, const std::string& piece, const std::string& says) {
    VtiText vti;
    vti.whole = "WholeExtent=\"" + whole + "\" Spacing=\"20 20 20\"";
    vti.extent = "Extent=\"" + piece + "\"";
    refuse(vti, says);
  };
  extent("0 5 0 5 0 3", "100 105 100 105 100 103", "no part of its WholeExtent");
  extent("0 5 0 5 0 3", "0 5 0 5 0 2", "cover");
  extent("0 5 0 5 0 9", "0 5 0 5 0 3", "cover");
  extent("0 999 0 999 0 999", "0 999 0 999 0 999", "more than its");
  extent("0 2147483647 0 0 0 0", "0 2147483647 0 0 0 0", "WholeExtent");
  extent("-2147483648 2147483647 0 0 0 0", "0 0 0 0 0 0", "WholeExtent");
  extent("0 99999999999 0 5 0 3", "0 5 0 5 0 3", "WholeExtent");
  extent("5 0 0 5 0 3", "0 5 0 5 0 3", "WholeExtent");
  extent("0 5 0 5 0", "0 5 0 5 0 3", "WholeExtent");
  extent("0 5 0 5 0 3", "5 5 0 5 0 3", "no part of its WholeExtent");
  for (const char* spacing : {"nan 20 20", "0 20 20", "-20 20 20", "1e999 20 20", "20 20"}) {
    VtiText vti;
    vti.whole = "WholeExtent=\"0 5 0 5 0 3\" Spacing=\"" + std::string(spacing) + "\"";
    CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  }
  VtiText turned;
  turned.whole += R"( Direction="nan 0 0 0 1 0 0 0 1")";
  refuse(turned, "turned against the axes");
}

TEST_CASE("an array that isn't as long as a vti file says is refused") {
  VtiText vti;
  for (const std::string& values : {repeated("1 ", 143), repeated("1 ", 145), std::string("1 1 x"),
                                    repeated("1 ", 143) + "256", std::string("")}) {
    vti.values = values;
    CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  }
  const std::string bytes = counted();
  for (const std::string& encoded :
       {base64(word(144) + bytes.substr(0, 10)), base64(word(143) + bytes), base64(word(1ULL << 62) + bytes),
        base64(word(144) + bytes + "x"), base64("abc"), std::string("!!!!"), std::string("=====")})
    CHECK_THROWS_AS(values_of(with_bytes(encoded).text()), ImageError);
}

TEST_CASE("a table of compressed blocks that can't be is refused before it is followed") {
  const std::string packed = zipped(counted());
  const std::string size = word(packed.size());
  for (const std::string& header :
       {word(1ULL << 40) + word(144) + word(0) + size, word(1ULL << 61) + word(144) + word(0) + size,
        word(1) + word(1ULL << 60) + word(0) + size, word(1) + word(144) + word(0) + word(1ULL << 60),
        word(1) + word(145) + word(0) + size, word(1) + word(32768) + word(32769) + size,
        word(3) + word(1ULL << 63) + word(144) + size + size + size, word(0) + word(144) + word(0) + size,
        word(1) + word(32768) + word(144) + word(packed.size() - 1)})
    CHECK_THROWS_AS(values_of(compressed(header, packed).text()), ImageError);
  std::string damaged = packed;
  damaged[damaged.size() / 2] ^= 4;
  refuse(compressed(word(1) + word(144) + word(0) + size, damaged), "decompressed");
}

TEST_CASE("zeros that were compressed take no more memory than their voxels need") {
  const std::string bomb = zipped(std::string(50'000'000, '\0'));
  const std::string size = word(bomb.size());
  CHECK_THROWS_AS(values_of(compressed(word(1) + word(144) + word(0) + size, bomb).text()), ImageError);
  CHECK_THROWS_AS(values_of(compressed(word(1) + word(50'000'000) + word(0) + size, bomb).text()),
                  ImageError);
}

TEST_CASE("a type or a number of components that isn't one of numbers is refused") {
  for (const char* array :
       {R"(type="String" Name="a" format="ascii")", R"(type="Floqt64" Name="a" format="ascii")",
        R"(Name="a" format="ascii")", R"(type="UInt8" Name="a" format="asci")", R"(type="UInt8" Name="a")",
        R"(type="UInt8" Name="a" format="ascii" NumberOfComponents="x")",
        R"(type="UInt8" Name="a" format="appended" offset="0")"}) {
    VtiText vti;
    vti.array = array;
    INFO(array);
    CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  }
  VtiText other;
  other.before = R"(<FieldData><DataArray type="Floqt64" Name="t" format="ascii">1</DataArray></FieldData>)";
  refuse(other, "of the type 'Floqt64'");  // nobody reads it, and it is wrong all the same
  for (const char* tuples : {"143", "-1", "99999999999"}) {
    VtiText vti;
    vti.array += " NumberOfTuples=\"" + std::string(tuples) + "\"";
    CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  }
  for (const char* components : {"-1", "3", "1000000000"}) {
    VtiText vti;
    vti.array += " NumberOfComponents=\"" + std::string(components) + "\"";
    CHECK_FALSE(VtiFile(vti.text()).arrays().at(0).scalar);
  }
  for (const char* offset : {"99999999999999", "-100", "nan", "12x"}) {
    VtiText vti;
    vti.array = "type=\"UInt8\" Name=\"a\" format=\"appended\" offset=\"" + std::string(offset) + "\"";
    vti.appended = "<AppendedData encoding=\"raw\">_abc</AppendedData>";
    CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  }
}

TEST_CASE("XML that no vti file needs is refused") {
  VtiText vti;
  vti.before = repeated("<a>", 200'000) + repeated("</a>", 200'000);
  refuse(vti, "deeper");
  for (const std::string before :
       {"<!DOCTYPE x [<!ENTITY e \"1\">]>", "<![CDATA[x]]>", "&e;", "<Piece", "<Piece a=1/>", "</Piece>",
        "<Piece a=\"1\" a=\"1\"/>", "<Piece a=\"&bomb;\"/>", "<!-- ", "<?x "}) {
    vti = VtiText();
    vti.before = before;
    INFO(before);
    CHECK_THROWS_AS(values_of(vti.text()), ImageError);
  }
  const std::string whole = VtiText().text();
  for (std::size_t length = 0; length < whole.size() - 1; ++length)
    CHECK_THROWS_AS(values_of(whole.substr(0, length)), ImageError);
  CHECK_THROWS_WITH(values_of(whole.substr(0, 200)), Contains("isn't whole, or damaged (line 4, column "));
}
