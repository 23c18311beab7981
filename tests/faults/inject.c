// Preloaded into a program (LD_PRELOAD) it counts the calls that reach files below a folder, and lets one of
// them fail. Set by the environment, the same for all processes that are started:
//   EXOMET_FAULT_UNDER  the folder, an absolute path without links
//   EXOMET_FAULT_COUNT  a file of 8 bytes, the number of calls so far in all processes
//   EXOMET_FAULT_TRACE  a file to which each call is added: "17 full|interrupted|- rename /folder/file"
//   EXOMET_FAULT        "KILL 17", "EIO 17", "ENOSPC 17" or "EINTR 17": what happens at the 17th call;
//   "ENOSPC 17+":
//                       from then on. A call that can't end so (a rename isn't interrupted) goes through.
// A write that is killed has written half. Calls within the C library (stdio's writes) aren't seen, its fopen
// is.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum { never = 0, full = 1, interrupted = 2, killed = -1 };

static char under[4096];
static int kind = 0, onwards = 0, trace = -1;  // kind: an errno or killed
static long at = 0;
static long* count = NULL;

static int number_of(const char* fault) {
  if (!strncmp(fault, "KILL ", 5)) return killed;
  if (!strncmp(fault, "EIO ", 4)) return EIO;
  if (!strncmp(fault, "ENOSPC ", 7)) return ENOSPC;
  if (!strncmp(fault, "EINTR ", 6)) return EINTR;
  abort();
}

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("EXOMET_FAULT_UNDER"), *fault = getenv("EXOMET_FAULT"),
             *traced = getenv("EXOMET_FAULT_TRACE"), *counter = getenv("EXOMET_FAULT_COUNT");
  if (!folder || !counter) return;
  if (fault && *fault) {
    kind = number_of(fault);
    at = strtol(strchr(fault, ' '), NULL, 10);
    onwards = fault[strlen(fault) - 1] == '+';
  }
  const int file = (int)syscall(SYS_openat, AT_FDCWD, counter, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (file < 0 || syscall(SYS_ftruncate, file, sizeof *count) != 0) abort();
  count = mmap(NULL, sizeof *count, PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
  syscall(SYS_close, file);
  if (count == MAP_FAILED) abort();
  if (traced)
    trace = (int)syscall(SYS_openat, AT_FDCWD, traced, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  snprintf(under, sizeof under, "%s", folder);
}

static void die(void) { syscall(SYS_kill, getpid(), SIGKILL); }

// 0 to go on, killed, or the errno of the failure.
static int fault(const char* call, int may, const char* path) {
  const size_t length_under = strlen(under);
  if (!count || strncmp(path, under, length_under) != 0) return 0;
  if (path[length_under] != '/' && path[length_under] != 0) return 0;
  const long n = __atomic_add_fetch(count, 1, __ATOMIC_SEQ_CST);
  if (trace >= 0) {
    char line[4500];
    const int length = snprintf(line, sizeof line, "%ld %s%s%s %s %s\n", n, may & full ? "full" : "",
                                may == (full | interrupted) ? "," : "",
                                may & interrupted ? "interrupted"
                                : may             ? ""
                                                  : "-",
                                call, path);
    syscall(SYS_write, trace, line, (size_t)length);
  }
  if (!kind || n < at || (n > at && !onwards)) return 0;
  if ((kind == ENOSPC && !(may & full)) || (kind == EINTR && !(may & interrupted))) return 0;
  return kind;
}

static const char* path_of(int file, char* path, size_t size) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  const ssize_t length = readlink(link, path, size - 1);
  path[length < 0 ? 0 : length] = 0;
  return path;
}

static const char* whole_path(int folder, const char* path, char* whole, size_t size) {
  if (path[0] == '/') return path;
  if (folder == AT_FDCWD)
    whole[0] = 0, syscall(SYS_getcwd, whole, size);
  else
    path_of(folder, whole, size);
  const size_t length = strlen(whole);
  snprintf(whole + length, size - length, "/%s", path);
  return whole;
}

static int fault_of_path(const char* call, int may, int folder, const char* path) {
  char whole[8192];
  return count ? fault(call, may, whole_path(folder, path, whole, sizeof whole)) : 0;
}

static int fault_of_file(const char* call, int may, int file) {
  char path[8192];
  return count ? fault(call, may, path_of(file, path, sizeof path)) : 0;
}

#define REAL(name) __extension__((__typeof__(&name))dlsym(RTLD_NEXT, #name))

// Ends a call whose fault isn't 0.
#define FAIL_WITH(of, failed)   \
  do {                          \
    const int found = (of);     \
    if (found == killed) die(); \
    if (found) {                \
      errno = found;            \
      return failed;            \
    }                           \
  } while (0)

#define ON_PATH(type, name, may, parameters, words, folder, path) \
  type name parameters {                                          \
    FAIL_WITH(fault_of_path(#name, may, folder, path), -1);       \
    return REAL(name) words;                                      \
  }
#define ON_FILE(type, name, may, parameters, words, file) \
  type name parameters {                                  \
    FAIL_WITH(fault_of_file(#name, may, file), -1);       \
    return REAL(name) words;                              \
  }

static int may_of(int flags) { return interrupted | (flags & O_CREAT ? full : never); }

#define OPENING(name)                                                               \
  int name(const char* path, int flags, ...) {                                      \
    va_list rest;                                                                   \
    va_start(rest, flags);                                                          \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                                   \
    FAIL_WITH(fault_of_path("open", may_of(flags), AT_FDCWD, path), -1);            \
    return REAL(name)(path, flags, mode);                                           \
  }
#define OPENING_AT(name)                                                            \
  int name(int folder, const char* path, int flags, ...) {                          \
    va_list rest;                                                                   \
    va_start(rest, flags);                                                          \
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) ? va_arg(rest, mode_t) : 0; \
    va_end(rest);                                                                   \
    FAIL_WITH(fault_of_path("open", may_of(flags), folder, path), -1);              \
    return REAL(name)(folder, path, flags, mode);                                   \
  }
OPENING(open)
OPENING(open64)
OPENING_AT(openat)
OPENING_AT(openat64)

#define OPENING_STREAM(name)                                                                           \
  FILE* name(const char* path, const char* mode) {                                                     \
    FAIL_WITH(fault_of_path("fopen", *mode == 'r' ? interrupted : full | interrupted, AT_FDCWD, path), \
              NULL);                                                                                   \
    return REAL(name)(path, mode);                                                                     \
  }
OPENING_STREAM(fopen)
OPENING_STREAM(fopen64)

ssize_t write(int file, const void* bytes, size_t size) {
  const int error = fault_of_file("write", full | interrupted, file);
  if (error == killed) syscall(SYS_write, file, bytes, size / 2);
  FAIL_WITH(error, -1);
  return REAL(write)(file, bytes, size);
}

static ssize_t write_at(const char* name, int file, const void* bytes, size_t size, off_t offset) {
  const int error = fault_of_file(name, full | interrupted, file);
  if (error == killed) syscall(SYS_pwrite64, file, bytes, size / 2, offset);
  FAIL_WITH(error, -1);
  return syscall(SYS_pwrite64, file, bytes, size, offset);
}
ssize_t pwrite(int file, const void* bytes, size_t size, off_t offset) {
  return write_at("pwrite", file, bytes, size, offset);
}
ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t offset) {
  return write_at("pwrite", file, bytes, size, offset);
}

ON_FILE(ssize_t, writev, full | interrupted, (int file, const struct iovec* parts, int number),
        (file, parts, number), file)
ON_FILE(ssize_t, read, interrupted, (int file, void* bytes, size_t size), (file, bytes, size), file)
ON_FILE(ssize_t, pread, interrupted, (int file, void* bytes, size_t size, off_t from),
        (file, bytes, size, from), file)
ON_FILE(ssize_t, pread64, interrupted, (int file, void* bytes, size_t size, off64_t from),
        (file, bytes, size, from), file)
ON_FILE(ssize_t, sendfile, full | interrupted, (int file, int from, off_t* offset, size_t size),
        (file, from, offset, size), file)
ON_FILE(ssize_t, sendfile64, full | interrupted, (int file, int from, off64_t* offset, size_t size),
        (file, from, offset, size), file)
ON_FILE(ssize_t, copy_file_range, full | interrupted,
        (int from, off64_t* at_from, int file, off64_t* offset, size_t size, unsigned flags),
        (from, at_from, file, offset, size, flags), file)
ON_FILE(int, fsync, full | interrupted, (int file), (file), file)
ON_FILE(int, fdatasync, full | interrupted, (int file), (file), file)
ON_FILE(int, syncfs, full, (int file), (file), file)
ON_FILE(int, ftruncate, interrupted, (int file, off_t length), (file, length), file)
ON_FILE(int, ftruncate64, interrupted, (int file, off64_t length), (file, length), file)
ON_PATH(int, truncate, interrupted, (const char* path, off_t length), (path, length), AT_FDCWD, path)

ON_PATH(int, rename, full, (const char* from, const char* to), (from, to), AT_FDCWD, to)
ON_PATH(int, renameat, full, (int f, const char* from, int t, const char* to), (f, from, t, to), t, to)
ON_PATH(int, renameat2, full, (int f, const char* from, int t, const char* to, unsigned flags),
        (f, from, t, to, flags), t, to)
ON_PATH(int, link, full, (const char* from, const char* to), (from, to), AT_FDCWD, to)
ON_PATH(int, linkat, full, (int f, const char* from, int t, const char* to, int flags),
        (f, from, t, to, flags), t, to)
ON_PATH(int, symlink, full, (const char* from, const char* to), (from, to), AT_FDCWD, to)
ON_PATH(int, unlink, never, (const char* path), (path), AT_FDCWD, path)
ON_PATH(int, unlinkat, never, (int folder, const char* path, int flags), (folder, path, flags), folder, path)
ON_PATH(int, remove, never, (const char* path), (path), AT_FDCWD, path)
ON_PATH(int, rmdir, never, (const char* path), (path), AT_FDCWD, path)
ON_PATH(int, mkdir, full, (const char* path, mode_t mode), (path, mode), AT_FDCWD, path)
ON_PATH(int, mkdirat, full, (int folder, const char* path, mode_t mode), (folder, path, mode), folder, path)

// The file is closed all the same, as Linux does.
int close(int file) {
  const int error = fault_of_file("close", full | interrupted, file);
  const int closed = (int)syscall(SYS_close, file);
  FAIL_WITH(error, -1);
  return closed;
}
