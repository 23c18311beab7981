#include "sim/base/free_space.hpp"

#include <catch2/catch.hpp>

#include "tests/export/folder.hpp"

using namespace exomet;
using namespace exomet::test;
namespace fs = std::filesystem;

namespace {
// A tree of files as the kernel shows them, with 8 GB free in the machine.
class Kernel {
 public:
  Kernel() { write("proc/meminfo", "MemTotal: 16000000 kB\nMemAvailable: 8000000 kB\n"); }
  void write(const fs::path& file, const std::string& text) const {
    fs::create_directories((folder_.path() / file).parent_path());
    save(folder_.path() / file, text);
  }
  double free() const { return free_memory(folder_.path()); }

 private:
  const Folder folder_;
};

const std::string version_1 = "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n";
const std::string version_2 =
    "41 31 0:38 / /sys/fs/cgroup rw,relatime shared:4 - cgroup2 cgroup2 rw,nsdelegate\n";
constexpr double machine = 8'000'000 * 1024.0;
}  // namespace

TEST_CASE("without control groups the machine's free memory is free") {
  const Kernel kernel;
  CHECK(kernel.free() == machine);
  kernel.write("proc/self/cgroup", "0::/\n");
  kernel.write("proc/self/mountinfo", version_2);
  CHECK(kernel.free() == machine);
}

TEST_CASE("a limit of a control group of version 2 holds for all groups below it") {
  const Kernel kernel;
  kernel.write("proc/self/cgroup", "1:name=systemd:/elsewhere\n0::/system.slice/job_7/step_0/task_1\n");
  kernel.write("proc/self/mountinfo", "22 1 8:1 / / rw - ext4 /dev/sda1 rw\n" + version_2);
  const fs::path job = "sys/fs/cgroup/system.slice/job_7", step = job / "step_0";
  kernel.write(job / "memory.max", "500000000\n");
  kernel.write(job / "memory.current", "100000000\n");
  kernel.write(step / "memory.max", "max\n");
  kernel.write(step / "task_1/memory.max", "max\n");
  CHECK(kernel.free() == 400e6);
  kernel.write(step / "memory.high", "300000000\n");
  kernel.write(step / "memory.current", "50000000\n");
  CHECK(kernel.free() == 250e6);
  kernel.write("sys/fs/cgroup/system.slice/job_8/memory.max", "1000\n");
  CHECK(kernel.free() == 250e6);
}

TEST_CASE("a limit of a control group of version 1 holds for all groups below it") {
  const Kernel kernel;
  kernel.write("proc/self/cgroup", "5:cpu,cpuacct:/x\n4:memory:/slurm/uid_1/job_2\n0::/\n");
  kernel.write("proc/self/mountinfo", version_1 + version_2);
  const fs::path user = "sys/fs/cgroup/memory/slurm/uid_1";
  kernel.write(user / "memory.limit_in_bytes", "200000000\n");
  kernel.write(user / "memory.usage_in_bytes", "60000000\n");
  kernel.write(user / "job_2/memory.limit_in_bytes", "9223372036854771712\n");
  CHECK(kernel.free() == 140e6);
}

TEST_CASE("what a control group keeps of files is free") {
  const Kernel kernel;
  kernel.write("proc/self/cgroup", "4:memory:/a\n0::/b\n");
  kernel.write("proc/self/mountinfo", version_1 + version_2);
  kernel.write("sys/fs/cgroup/memory/a/memory.limit_in_bytes", "1000\n");
  kernel.write("sys/fs/cgroup/memory/a/memory.usage_in_bytes", "900\n");
  kernel.write("sys/fs/cgroup/memory/a/memory.stat",
               "active_file 1\ntotal_inactive_file 300\ntotal_active_file 200\n");
  CHECK(kernel.free() == 600);
  kernel.write("sys/fs/cgroup/b/memory.max", "800\n");
  kernel.write("sys/fs/cgroup/b/memory.current", "700\n");
  kernel.write("sys/fs/cgroup/b/memory.stat", "anon 500\ninactive_file 100\nactive_file 50\n");
  CHECK(kernel.free() == 250);
}

TEST_CASE("a container that sees its own control group only is held to it") {
  const Kernel kernel;
  kernel.write("proc/self/cgroup", "4:memory:/docker/abc/inner\n");
  kernel.write("proc/self/mountinfo",
               "35 31 0:32 /docker/abc /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n");
  kernel.write("sys/fs/cgroup/memory/memory.limit_in_bytes", "5000\n");
  CHECK(kernel.free() == 5000);
  kernel.write("sys/fs/cgroup/memory/inner/memory.limit_in_bytes", "400\n");
  CHECK(kernel.free() == 400);
  kernel.write("proc/self/cgroup", "4:memory:/docker/abcd\n");
  CHECK(kernel.free() == 5000);
}

TEST_CASE("a full control group leaves nothing") {
  const Kernel kernel;
  kernel.write("proc/self/cgroup", "0::/a\n");
  kernel.write("proc/self/mountinfo", version_2);
  kernel.write("sys/fs/cgroup/a/memory.max", "100\n");
  kernel.write("sys/fs/cgroup/a/memory.current", "120\n");
  CHECK(kernel.free() == 0);
}

TEST_CASE("free disk is that of the file system also of a folder to come") {
  const Folder folder;
  const double here = static_cast<double>(fs::space(folder.path()).available);
  CHECK(free_disk(folder.path() / "to" / "come") == Approx(here).epsilon(0.2));
  CHECK(free_disk(folder.path() / "to" / "come") > 0);
  if (fs::exists("/proc/self")) CHECK(free_disk("/proc/nothing") > 1e18);  // which says nothing of its size
}
