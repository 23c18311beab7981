#include "viz/render/film.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <string>
#include <vector>

#include "sim/base/error.hpp"
#include "viz/render/mp4.hpp"
#include "viz/render/outputs.hpp"

namespace exomet {
namespace {

// H.264 in the colours that every player and slide shows; the index comes first, so that browsers start at
// once.
std::vector<std::string> command(const std::string& file, int width, int height, double per_second) {
  return {"ffmpeg",
          "-y",
          "-nostdin",
          "-xerror",
          "-loglevel",
          "error",
          "-f",
          "rawvideo",
          "-pixel_format",
          "rgb24",
          "-video_size",
          std::to_string(width) + "x" + std::to_string(height),
          "-framerate",
          std::to_string(per_second),
          "-i",
          "pipe:0",
          "-an",
          "-c:v",
          "libx264",
          "-preset",
          "medium",
          "-crf",
          "18",
          "-pix_fmt",
          "yuv420p",
          "-movflags",
          "+faststart",
          "-f",
          "mp4",
          "file:" + file};
}

// In a group of its own, so that Ctrl-C reaches us alone; ends when we do.
[[noreturn]] void become(std::vector<std::string> words, int from, int said, pid_t parent) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(1);
  dup2(from, 0);
  dup2(said, 1);
  dup2(said, 2);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  signal(SIGPIPE, SIG_DFL);
  execvp(arguments[0], arguments.data());
  _exit(127);
}

}  // namespace

Film::Film(std::filesystem::path file, int width, int height, double per_second) : file_(std::move(file)) {
  if (width % 2 != 0 || height % 2 != 0)
    throw InputError("--size " + std::to_string(width) + "x" + std::to_string(height) +
                     ": H.264 needs even numbers; choose --size " + std::to_string(width + width % 2) + "x" +
                     std::to_string(height + height % 2));
  if (std::system("command -v ffmpeg >/dev/null") != 0)
    throw InputError(
        "no ffmpeg, which makes the movie; ./exomet movie installs it, or: apt-get install ffmpeg");
  signal(SIGPIPE, SIG_IGN);  // that it ended shows when we write to it
  int pipe_ends[2];
  said_ = memfd_create("ffmpeg", MFD_CLOEXEC);
  if (said_ < 0 || pipe2(pipe_ends, O_CLOEXEC) != 0) throw RunError("can't make a pipe; end other programs");
  const pid_t self = getpid();
  process_ = fork();
  if (process_ == 0)
    become(command(part_of(file_).string(), width, height, per_second), pipe_ends[0], said_, self);
  close(pipe_ends[0]);
  to_ = pipe_ends[1];
  if (process_ < 0) throw RunError("can't start ffmpeg; end other programs");
}

Film::~Film() {
  if (process_ > 0) {
    stop(true);
    std::error_code ignored;
    std::filesystem::remove(part_of(file_), ignored);
  }
  close(said_);
}

int Film::stop(bool at_once) {
  if (at_once) kill(process_, SIGKILL);
  close(to_);
  int status = 0;
  while (waitpid(process_, &status, 0) < 0 && errno == EINTR) continue;
  process_ = 0;
  return status;
}

std::string Film::said() const {
  char words[2000];
  const ssize_t count = pread(said_, words, sizeof words, 0);
  return std::string(words, count > 0 ? static_cast<std::size_t>(count) : 0);
}

void Film::fail() {
  if (process_ > 0) stop(false);
  const std::size_t whole = pictures_in(part_of(file_));
  std::error_code ignored;
  std::filesystem::remove(part_of(file_), ignored);
  const std::string words = said();
  throw RunError(
      "ffmpeg didn't make " + file_.string() + " (" +
      (words.empty() ? "of " + std::to_string(pictures_) + " pictures its file holds " + std::to_string(whole)
                     : "it said: " + words) +
      "); make room or name another file: --out");
}

void Film::add(const Picture& picture) {
  const unsigned char* from = picture.rgb.data();
  std::size_t left = picture.rgb.size();
  while (left > 0) {
    const ssize_t written = write(to_, from, left);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) fail();
    from += written, left -= static_cast<std::size_t>(written);
  }
  ++pictures_;
}

// With a full disk ffmpeg 5.1 ends with code 0 and half a file.
void Film::finish() {
  if (stop(false) != 0 || !said().empty() || pictures_in(part_of(file_)) != pictures_) fail();
  std::error_code error;
  std::filesystem::rename(part_of(file_), file_, error);
  if (error)
    throw RunError("can't write " + file_.string() + " (" + error.message() + "); name another file: --out");
}

}  // namespace exomet
