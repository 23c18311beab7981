// `exomet render` and `exomet movie`: what is in the pictures, and words where there can be none.
#include <vtkImageData.h>
#include <vtkNew.h>
#include <vtkPNGReader.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "tests/e2e/drawing.hpp"
#include "viz/export/collection.hpp"

namespace exomet::test {
namespace {

using Catch::Contains;
using Pixel = std::array<int, 3>;

constexpr Pixel tumour{0xD5, 0x5E, 0x00}, sheet{0x56, 0xB4, 0xE9}, violet{0x8A, 0x3F, 0xA8};

struct Seen {
  int width = 0, height = 0;
  std::vector<Pixel> pixels;  // without the legend's part of the picture

  // Of the same hue at any brightness, shaded as a ball is: the angle between both colours without their
  // grey.
  int like(const Pixel& colour) const {
    return static_cast<int>(std::count_if(pixels.begin(), pixels.end(), [&](const Pixel& pixel) {
      const int low = *std::min_element(pixel.begin(), pixel.end()),
                grey = *std::min_element(colour.begin(), colour.end());
      double both = 0, own = 0, other = 0;
      for (std::size_t c = 0; c < 3; ++c) {
        const double a = pixel[c] - low, b = colour[c] - grey;
        both += a * b, own += a * a, other += b * b;
      }
      return own > 60 * 60 && both / std::sqrt(own * other) > 0.995;
    }));
  }
  // Bone: nearly grey, but warm.
  int ivory() const {
    return static_cast<int>(std::count_if(pixels.begin(), pixels.end(), [](const Pixel& p) {
      return p[0] > p[1] && p[1] > p[2] && p[0] - p[2] > 10 && p[0] - p[2] < 45;
    }));
  }
  int white() const {
    return static_cast<int>(std::count(pixels.begin(), pixels.end(), Pixel{255, 255, 255}));
  }
};

// legend: the picture has one, which is left out.
Seen seen(const std::filesystem::path& file, bool legend = true) {
  vtkNew<vtkPNGReader> reader;
  reader->SetFileName(file.c_str());
  reader->Update();
  vtkImageData* image = reader->GetOutput();
  Seen seen{image->GetDimensions()[0], image->GetDimensions()[1], {}};
  REQUIRE(image->GetNumberOfScalarComponents() == 3);
  const int right = legend ? static_cast<int>(0.77 * seen.width) : seen.width;
  for (int y = 0; y < seen.height; ++y)
    for (int x = 0; x < right; ++x) {
      const auto* rgb = static_cast<const unsigned char*>(image->GetScalarPointer(x, y, 0));
      seen.pixels.push_back({rgb[0], rgb[1], rgb[2]});
    }
  return seen;
}

// Says nothing else than the files that it made.
Seen rendered(const Workplace& place, const std::string& words, bool legend = true) {
  const Said said =
      place.bash("unset DISPLAY\nexec \"$exomet\" render " + words + " --size 800x500 --out p.png");
  INFO(words << ": " << said.err);
  REQUIRE(said.code == 0);
  CHECK(said.out == "p.png\n");
  const Seen picture = seen(place / "p.png", legend);
  CHECK(picture.width == 800);
  CHECK(picture.height == 500);
  return picture;
}

int count_of(const std::filesystem::path& folder, const std::string& extension) {
  int count = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    count += entry.path().extension() == extension;
  return count;
}

}  // namespace

TEST_CASE("a picture shows cells in the colours of their types, EVs and tissue") {
  Workplace place(
      "duration: 12 h\noutput: {every: 6 h, measures: 1 h}\nset: {parameters.load: 0}\n");  // so that the
                                                                                            // sheet stays
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const Seen all = rendered(place, "r --at 6h");
  CHECK(all.like(sheet) > 2000);
  CHECK(all.like(tumour) > 500);
  CHECK(all.like(violet) > 50);
  CHECK(all.white() > 50000);

  CHECK(rendered(place, "r --at 6h --hide tumour").like(tumour) == 0);
  CHECK(rendered(place, "r --at 6h --field none").like(violet) < 10);
  CHECK(rendered(place, "r --at 6h --per-dot 1").like(violet) >
        2 * rendered(place, "r --at 6h --per-dot 10").like(violet));
  CHECK(rendered(place, "r --at 6h --slice y --top 0.01").like(violet) > 5000);
  CHECK(rendered(place, "r --at 6h --zoom 0.5").white() > all.white() + 20000);
  CHECK(rendered(place, "r --at 6h --from z --no-legend", false).like(sheet) > 5000);
  CHECK(rendered(place, "r --at 6h --azimuth 200 --elevation 50").like(sheet) > 2000);
}

TEST_CASE("the same picture has the same bytes") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  rendered(place, "r");
  const std::string first = bytes_of(place / "p.png");
  rendered(place, "r");
  CHECK((bytes_of(place / "p.png") == first));
}

TEST_CASE("sections and bone are shown, too") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(
      place.exomet("run " + configs + "peritoneum-2d.yaml --set 'duration=6 h' --quiet --out flat").code ==
      0);
  const Seen flat = rendered(place, "flat");
  CHECK(flat.like(sheet) > 1000);
  CHECK(flat.like(tumour) > 200);
  REQUIRE(place.exomet("run " + configs + "bone-small.yaml --set 'duration=1 d' --quiet --out bone").code ==
          0);
  const Seen bone = rendered(place, "bone --at 0");
  CHECK(bone.ivory() > 20000);
  CHECK(bone.like(tumour) > 100);
  CHECK(rendered(place, "bone --at 0 --hide tumour").like(tumour) < bone.like(tumour) / 10);
  // As wide as others, but not as high as they are.
  const Said said = place.exomet("render flat --out wide.png");
  INFO(said.err);
  REQUIRE(said.code == 0);
  const Seen wide = seen(place / "wide.png");
  CHECK(wide.width == 1600);
  CHECK(wide.height < 800);
  const Said cut = place.exomet("render flat --slice y");
  CHECK(cut.code == 2);
  CHECK_THAT(cut.err, Contains("'flat' is flat, a cut already"));
}

TEST_CASE("a record each, some or all are drawn, at the place that is asked for") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);  // records at 0, 6 and 12 h
  const std::string small = " --size 300x200";
  Said said = place.exomet("render r" + small);
  REQUIRE(said.code == 0);
  CHECK(said.out == "r/pictures/day-0.50.png\n");
  said = place.exomet("render --at 6h r --at '0 d' --out 'two of them'" + small);
  REQUIRE(said.code == 0);
  CHECK(said.out == "two of them/day-0.25.png\ntwo of them/day-0.00.png\n");
  said = place.exomet("render r --all --out all" + small);
  REQUIRE(said.code == 0);
  CHECK(count_of(place / "all", ".png") == 3);
  CHECK((bytes_of(place / "all/day-0.25.png") == bytes_of(place / "two of them/day-0.25.png")));
  CHECK((bytes_of(place / "all/day-0.25.png") != bytes_of(place / "all/day-0.00.png")));
  said = place.exomet("render r/ --at 5h --out near.png" + small);
  CHECK_THAT(said.err, Contains("no record at 5 h") && Contains("nearest, at 6 h"));
  CHECK((bytes_of(place / "near.png") == bytes_of(place / "all/day-0.25.png")));
}

TEST_CASE("a movie has a picture for every record") {
  Workplace place("duration: 12 h\noutput: {every: 1 h, measures: 1 h}\n");
  if (cannot_draw(place) || cannot_draw(place, "ffmpeg")) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const Said said = place.bash("unset DISPLAY\nexec \"$exomet\" movie r --fps 5 --size 400x300");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK(said.out == "r/movie.mp4: 13 pictures, 2.6 s\n");
  const Said probed = place.bash(
      "ffprobe -v error -count_frames -of csv=p=0 -show_entries stream=width,height,pix_fmt,nb_read_frames "
      "r/movie.mp4");
  CHECK(probed.out == "400,300,yuv420p,13\n");
  // The last picture shows the cells.
  REQUIRE(place.bash("ffmpeg -v error -sseof -0.5 -i r/movie.mp4 -frames:v 1 last.png").code == 0);
  CHECK(seen(place / "last.png").like(tumour) > 300);
  CHECK(!place.has("r/movie.mp4.part"));
}

TEST_CASE("a movie that is broken off leaves nothing") {
  Workplace place("duration: 12 h\noutput: {every: 0.1 h, measures: 1 h}\n");
  if (cannot_draw(place) || cannot_draw(place, "ffmpeg")) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const Said said = place.bash(
      "\"$exomet\" movie r --size 1600x1000 --out m.mp4 &\nmovie=$!\n"
      "until [[ -e m.mp4.part ]]; do sleep 0.02; done\nsleep 0.2\nkill -INT $movie\nwait $movie");
  CHECK(said.code == 130);
  CHECK_THAT(said.err, Contains("no movie was written"));
  CHECK(!place.has("m.mp4"));
  CHECK(!place.has("m.mp4.part"));
}

TEST_CASE("a movie that ffmpeg gives up leaves nothing and says why") {
  Workplace place;
  if (cannot_draw(place)) return;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const Said said = place.bash(
      "mkdir bin\nprintf '#!/bin/sh\\ntouch m.mp4.part\\nhead -c 1000 >/dev/null\\necho no room "
      ">&2\\nexit "
      "1\\n' "
      ">bin/ffmpeg\nchmod +x bin/ffmpeg\nPATH=$PWD/bin:$PATH exec \"$exomet\" movie r --size 400x300 --out "
      "m.mp4");
  CHECK(said.code == 1);
  CHECK_THAT(said.err, Contains("ffmpeg didn't make m.mp4 (it said: no room"));
  CHECK(!place.has("m.mp4"));
  CHECK(!place.has("m.mp4.part"));
}

TEST_CASE("render and movie say what is wrong and draw nothing") {
  Workplace place;
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  const auto refuses = [&](const std::string& words, const std::string& why) {
    const Said said = place.exomet(words);
    INFO(words << ": " << said.out << said.err);
    CHECK(said.code == 2);
    CHECK_THAT(said.err, Contains(why));
  };
  refuses("render nowhere", "no run 'nowhere'");
  std::filesystem::create_directory(place / "empty");
  refuses("render empty", "'empty' is no folder of a run (it has no cells.pvd)");
  std::filesystem::rename(place / "r", place / "s.partial");
  refuses("render s", "the run isn't through); what there is of it is in 's.partial'");
  std::filesystem::rename(place / "s.partial", place / "r");
  refuses("render r --field tumor_ev", "did you mean 'tumour_ev'?");
  refuses("render r --field matrix", "no field 'matrix'");
  refuses("render r --at 2d", "no record at 2 d ('r' has 3 from");
  refuses("render r --at 2", "the nearest: --at '12 h'");
  refuses("render r --at 2kg", "--at 2kg");
  refuses("render r --hide tumor", "did you mean 'tumour'?");
  refuses("render r --top 3", "--slice");
  refuses("render r --from above", "use x, -x, y, -y, z, -z or oblique");
  refuses("render r --size 20", "'20' is no size");
  refuses("render r --all --out a.png", "one file for 3 pictures");
  refuses("render r --out a.jpg", "pictures are PNG");
  refuses("render r --out r/cells.pvd/a.png", "can't write to 'r/cells.pvd'");
  refuses("movie r --out m.avi", "movies are MP4");
  refuses("movie r --fps 0", "--fps");
  for (const char* option : {"--zoom", "--azimuth", "--elevation", "--per-dot", "--slice y --top"})
    for (const char* value : {"nan", "inf"})
      refuses(std::string("render r ") + option + " " + value,
              "'" + std::string(value) + "' is no finite number");
  for (const char* value : {"0", "-3"})
    refuses(std::string("render r --per-dot=") + value, "'" + std::string(value) + "' isn't above 0");
  refuses("movie r --fps nan", "no finite number");
  for (const char* amount : {"0.0000001", "1e-9", "1e-300"})
    for (const char* verb : {"render r", "movie r"})
      refuses(verb + std::string(" --per-dot ") + amount, "choose a larger --per-dot: ");
  refuses("render", "RUN is required");
  refuses("render r --no-such", "--no-such");
  if (!cannot_draw(place, "ffmpeg")) refuses("movie r --size 401x300", "choose --size 402x300");
  // Nothing to draw with.
  const Said said = place.bash("unset DISPLAY\nPATH=/nowhere exec \"$exomet\" render r");
  CHECK(said.code == 2);
  CHECK_THAT(said.err, Contains("no Xvfb") && Contains("apt-get install xvfb"));
  for (const char* made : {"a.png", "m.mp4", "m.avi"}) CHECK(!place.has(made));
}

TEST_CASE("a report shows the end of its run") {
  Workplace place;
  if (cannot_draw(place)) return;
  if (!std::filesystem::exists("/usr/share/javascript/chart.js/chart.min.js")) {
    if (std::getenv("CI")) FAIL("no chart.js; ./exomet test installs it");
    WARN("no chart.js: nothing was tested");
    return;
  }
  REQUIRE(place.exomet("run e.yaml --quiet --out r").code == 0);
  Said said = place.bash("unset DISPLAY\nexec \"$exomet\" report r");
  INFO(said.err);
  REQUIRE(said.code == 0);
  CHECK(said.err.empty());
  REQUIRE(place.exomet("render r --out end.png").code == 0);
  CHECK(
      place.bash("grep -q \"src=.data:image/png;base64,$(base64 -w0 end.png | head -c 2000)\" r/report.html")
          .code == 0);
  save(place / "r/cells.pvd", bytes_of(place / "r/cells.pvd").substr(0, 300));
  said = place.exomet("report r --out t.html");
  CHECK(said.code == 0);
  CHECK_THAT(said.err, Contains("no picture in the report") && Contains("cells.pvd is damaged"));
  REQUIRE(place.exomet("run e.yaml --quiet --out r --force").code == 0);
  said = place.bash(
      "unset DISPLAY\nmkdir bin\nln -s /usr/bin/timeout bin\nPATH=$PWD/bin exec \"$exomet\" report r --out "
      "s.html");
  CHECK(said.code == 0);
  CHECK_THAT(said.err, Contains("no picture in the report") && Contains("no Xvfb"));
}

}  // namespace exomet::test
