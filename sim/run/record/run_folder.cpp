#include "sim/run/record/run_folder.hpp"

#include "sim/base/error.hpp"
#include "sim/base/new_name.hpp"
#include "sim/base/whole_file.hpp"
#include "sim/run/checkpoint/checkpoint.hpp"
#include "sim/run/record/run_contents.hpp"
#include "sim/run/record/run_damage.hpp"

namespace exomet {

namespace fs = std::filesystem;

namespace {

// In the new run while it takes the place of an older one: whichever of both folders has it is the new one.
constexpr const char* mark = ".replacing";

fs::path beside(const fs::path& path, const char* ending) { return path.string() + ending; }

bool is_there(const fs::path& path) {
  std::error_code unknown;
  return fs::exists(fs::symlink_status(path, unknown));
}

bool is_folder(const fs::path& path) {
  std::error_code unknown;
  return fs::is_directory(fs::symlink_status(path, unknown));
}

// Without a slash at the end or dots on the way, so that another name can be put beside it.
fs::path normal(const fs::path& path) {
  fs::path whole = path.lexically_normal();
  if (!whole.has_filename()) whole = whole.parent_path();
  if (path.empty() || !whole.has_filename() || whole.filename() == "." || whole.filename() == "..")
    throw InputError("'" + path.string() +
                     "' can't be the folder of a run; give a name, for example --out out/first");
  return whole;
}

void check_only_ours(const fs::path& folder, const std::string& remedy) {
  if (const std::string others = of_somebody(folder); !others.empty())
    throw InputError("'" + folder.string() + "' holds what no run wrote: " + others +
                     " (it would be removed); move it elsewhere, or " + remedy);
}

void check_is_run(const fs::path& path) {
  if (!is_there(path)) return;
  std::error_code error;
  const std::string shown = "'" + path.string() + "'";
  if (!is_folder(path)) throw InputError(shown + " is there already and is no folder; give another --out");
  if (!is_there(path / "run.json") && !fs::is_empty(path, error))
    throw InputError(shown + " is there and is no run of exomet (it has no run.json); give another --out");
  if (is_there(path / "run.json") && !is_ours(path))
    throw InputError(shown +
                     " is there and is no run of exomet (its run.json is another's); give another --out");
  check_only_ours(path, "give another --out");
}

void check_absent(const fs::path& path) {
  if (is_there(path))
    throw InputError(
        "'" + path.string() +
        "' is there already; give --force to replace it, --resume to make it longer, or another --out");
}

void check_not_begun(const fs::path& path, const fs::path& partial) {
  if (has_checkpoint(partial))
    throw InputError("'" + path.string() + "' was begun and isn't through (what there is of it is in '" +
                     partial.string() + "'); give --resume to go on with it, or --force to start anew");
}

void remove_mark(const fs::path& folder) {
  std::error_code error;
  fs::remove(folder / mark, error);
  if (error && error != std::errc::not_a_directory)
    throw RunError("can't remove '" + (folder / mark).string() + "' (" + error.message() + ")");
}

// What is never written to in place is shared by both names; the tables are.
void take_file(const fs::path& from, const fs::path& to) {
  std::error_code error;
  if (from.extension() != ".csv") fs::create_hard_link(from, to, error);
  if (from.extension() == ".csv" || error) fs::copy_file(from, to, error);
  if (error)
    throw RunError("can't copy '" + from.string() + "' to '" + to.string() + "': " + error.message());
}

}  // namespace

RunFolder::RunFolder(fs::path path, Begin begin)
    : path_(normal(path)),
      partial_(beside(path_, ".partial")),
      replaced_(beside(path_, ".replaced")),
      begin_(begin) {
  if (!is_there(partial_) && !is_there(replaced_) && !is_there(path_ / mark))
    check();  // before anything is made
  try {
    take_locks();
    open();
  } catch (...) {
    std::error_code not_empty;
    if (lock_.is_held()) fs::remove(partial_, not_empty);
    throw;
  }
}

RunFolder::~RunFolder() {
  std::error_code not_empty;
  if (!finished_) fs::remove(partial_, not_empty);
}

void RunFolder::check() const {
  if (begin_ == Begin::fresh) check_absent(path_);
  check_is_run(path_);
}

// Of the partial folder, and of the whole run's, whose names are exchanged in the end.
void RunFolder::take_locks() {
  constexpr int tries = 100;
  for (int i = 0; i < tries; ++i) {
    make_folder(partial_);
    if (lock_.take(partial_, path_) && (!is_folder(path_) || lock_of_whole_.take(path_, path_))) return;
  }
  throw RunError("can't lock '" + partial_.string() +
                 "', since its name changes all the time; give another --out");
}

void RunFolder::open() {
  put_in_order();
  check();
  replaces_ = is_there(path_);
  if (begin_ == Begin::fresh) check_not_begun(path_, partial_);
  if (begin_ == Begin::resume && has_checkpoint(partial_))
    resumes_ = partial_;
  else if (begin_ == Begin::resume && is_there(path_ / "run.json"))
    resumes_ = path_;
  if (resumes_ == partial_)
    remove_files(partial_, {Origin::part});
  else
    clear();
}

// What a program left that was ended while it replaced a run, or before its first checkpoint.
void RunFolder::put_in_order() {
  if (!is_there(path_) && is_there(replaced_)) {
    check_is_run(replaced_);
    rename_file(replaced_, path_);
    lock_of_whole_.take(path_, path_);
  }
  const bool is_new = is_there(path_ / mark), unneeded = !has_checkpoint(partial_);
  if ((is_new && !is_there(partial_ / mark)) || unneeded) clear();
  if (is_there(replaced_)) {
    check_is_run(replaced_);
    remove_run(replaced_);
  }
  for (const fs::path& folder : {partial_, path_}) remove_mark(folder);
}

void RunFolder::clear() {
  check_only_ours(partial_, "give another --out");
  remove_files(partial_, {Origin::run, Origin::drawn, Origin::part});
}

// The checkpoint comes last: without it, nothing of this counts.
void RunFolder::reopen() {
  const auto is_checkpoint = [](const fs::path& file) { return file.extension() == ".h5"; };
  for (bool checkpoints : {false, true})
    for (const fs::path& file : files_of(path_, {Origin::run}))
      if (is_checkpoint(file) == checkpoints) {
        make_folder((partial_ / file).parent_path());
        take_file(path_ / file, partial_ / file);
      }
}

void RunFolder::finish() {
  forget_previous_checkpoint(partial_);
  if (replaces_)
    replace_run();
  else
    give_name();
}

void RunFolder::give_name() {
  sync_folder(partial_);
  if (!take_new_name(partial_, path_))
    throw RunError(
        "'" + path_.string() +
        "' came into being while the run went, and isn't replaced; move it away and give --resume");
  finished_ = true;
  sync_names(folder_of(path_));
}

// Where names can't be exchanged, the old run has another name for a moment.
void RunFolder::replace_run() {
  try {
    check_is_run(path_);
  } catch (const InputError& error) {
    throw RunError(error.what());
  }
  write_whole(partial_ / mark, "", Barrier::later);
  sync_folder(partial_);
  const bool exchanged = exchange_names(partial_, path_);
  if (!exchanged) take_turns();
  finished_ = true;
  sync_names(folder_of(path_));
  try {
    remove_run(exchanged ? partial_ : replaced_);
    remove_mark(path_);
  } catch (const RunError& error) {
    throw RunError("'" + path_.string() + "' is whole, but the run that it replaces can't be removed: " +
                   error.what() + "; the next run of that name tries again");
  }
}

void RunFolder::take_turns() {
  rename_file(path_, replaced_);
  try {
    rename_file(partial_, path_);
  } catch (const RunError&) {
    rename_file(replaced_, path_);
    throw;
  }
}

}  // namespace exomet
