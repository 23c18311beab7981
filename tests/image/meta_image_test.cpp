// What the header of a MetaImage says is compared with what its file holds.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>

#include "sim/run/image/volume_image.hpp"
#include "tests/export/folder.hpp"
#include "tests/image/image_file.hpp"

using namespace exomet;
using namespace exomet::test;
using Catch::Contains;

namespace {

// 6 x 6 x 4 voxels, 0 1 0 1 ...
std::string stripes() { return repeated(std::string("\0\1", 2), 72); }

class MetaFile {
 public:
  std::string type = "MET_UCHAR", more, file = "bone.raw", bytes = stripes();

  std::size_t solid() const {
    save(folder.path() / "bone.raw", bytes);
    save(folder.path() / "bone.mhd", "ObjectType = Image\nNDims = 3\n" + more +
                                         "DimSize = 6 6 4\nElementSpacing = 20 20 20\nElementType = " + type +
                                         "\nElementDataFile = " + file + "\n");
    const std::vector<bool> inside = VolumeImage(folder.path() / "bone.mhd", "").above(0.5);
    return static_cast<std::size_t>(std::count(inside.begin(), inside.end(), true));
  }
  const Folder folder;
};

}  // namespace

TEST_CASE("the voxels of a MetaImage are read from every form of it") {
  MetaFile meta;
  CHECK(meta.solid() == 72);
  meta.more = "CompressedData = True\n";
  meta.bytes = zipped(stripes());
  CHECK(meta.solid() == 72);
  meta.more += "CompressedDataSize = " + std::to_string(meta.bytes.size()) + "\n";
  CHECK(meta.solid() == 72);
  meta.more = "BinaryData = False\n";
  meta.bytes = repeated("0 1\n", 72);
  CHECK(meta.solid() == 72);
  meta.more = "HeaderSize = -1\n";
  meta.bytes = "title" + stripes();
  CHECK(meta.solid() == 72);
  meta.more = "HeaderSize = 5\n";
  CHECK(meta.solid() == 72);
  meta.more = "BinaryDataByteOrderMSB = True\n";
  meta.type = "MET_SHORT";
  meta.bytes = repeated(std::string("\1\0\0\0", 4), 72);
  CHECK(meta.solid() == 72);
}

TEST_CASE("a MetaImage whose voxels aren't as many as its header says is refused") {
  const auto refuse = [](const std::string& more, const std::string& bytes, const std::string& says) {
    MetaFile meta;
    meta.more = more, meta.bytes = bytes;
    INFO(more << " with " << bytes.size() << " bytes");
    CHECK_THROWS_AS(meta.solid(), ImageError);
    CHECK_THROWS_WITH(meta.solid(), Contains(says));
  };
  const std::string packed = zipped(stripes()), zip = "CompressedData = True\n";
  refuse("", stripes().substr(1), "isn't whole");
  refuse("", stripes() + "x", "isn't whole");
  refuse(zip + "CompressedDataSize = 144\n", stripes(),
         "isn't whole or is damaged");  // not compressed at all
  refuse(zip, packed.substr(0, packed.size() - 1), "isn't whole");
  refuse(zip, packed + "x", "isn't whole");
  refuse(zip, zipped(stripes() + "x"), "isn't whole");
  refuse(zip, zipped(stripes().substr(1)), "isn't whole");
  refuse(zip, zipped(std::string(20'000'000, '\0')), "isn't whole");
  refuse(zip, "", "isn't whole");
  refuse(zip + "CompressedDataSize = 1e9\n", packed, "CompressedDataSize");
  refuse(zip + "CompressedDataSize = 1000\n", packed, "isn't whole");
  refuse("BinaryData = False\n", repeated("0 1\n", 71) + "0", "isn't whole");
  refuse("BinaryData = False\n", repeated("0 1\n", 72) + "0", "more than the 144 numbers");
  refuse("BinaryData = False\n", repeated("0 x\n", 72), "'x' where a number");
  refuse("HeaderSize = 99999999999999\n", stripes(), "isn't whole");
  refuse("HeaderSize = x\n", stripes(), "HeaderSize is 'x'");
}

TEST_CASE("a header of a MetaImage that says a thing twice or oddly is refused") {
  MetaFile meta;
  for (const std::string more :
       {"DimSize = 2 2 2\n", "NDims = 3\n", "TransformMatrix = nan 0 0 0 1 0 0 0 1\n",
        "TransformMatrix = 1 0 0\n", "ElementNumberOfChannels = 0\n"}) {
    meta.more = more;
    INFO(more);
    CHECK_THROWS_AS(meta.solid(), ImageError);
  }
  meta.more = "";
  for (const std::string file : {".", "/dev/zero", "nothing.raw", "LIST", "s%03d.raw 1 4 1", "bone.mhd"}) {
    meta.file = file;
    INFO(file);
    CHECK_THROWS_AS(meta.solid(), ImageError);
  }
}
