#!/usr/bin/env bash
# The launcher on pretended machines: a copy of it in a folder with a space in its name, and a PATH whose dpkg, apt,
# cmake, ninja and ctest only write down what they are called with. Nothing is installed or built.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
scratch=$(mktemp -d)
trap 'rm -rf -- "$scratch"' EXIT
clone="$scratch/a clone"
calls=$scratch/calls
elsewhere=$scratch/elsewhere
unset CI

# --- pretended machines -----------------------------------------------------------------------------------------------

stub() {  # name, body on stdin
  { printf '#!/bin/bash\necho "%s $*" >>"%s"\n' "$1" "$calls" && cat; } >"$scratch/bin/$1"
  chmod +x "$scratch/bin/$1"
}

# A Debian as root with nothing installed. What apt installs, dpkg-query then knows; cmake and ninja make the program.
new_machine() {
  rm -rf -- "${scratch:?}"/{bin,elsewhere,installed} "$clone"
  mkdir -p "$scratch/bin" "$clone" "$elsewhere"
  : >"$calls"
  : >"$scratch/installed"
  cp "$source/exomet" "$clone/"
  local tool
  for tool in bash env dirname readlink mkdir rm mv cat grep sed awk tail tee flock nproc sleep chmod timeout; do
    ln -s "$(command -v $tool)" "$scratch/bin/$tool"
  done
  stub dpkg-query <<<"sed 's/\$/=installed/' '$scratch/installed'"
  stub dpkg <<<'exit 0'
  stub apt-cache <<<'exit 0'
  stub sudo <<<'while [[ $1 == -* ]]; do shift; done; "$@"'
  stub apt-get <<END
if [[ " \$* " != *" install "* || " \$* " == *" -s "* ]]; then exit 0; fi
for word in "\$@"; do [[ \$word == -* || \$word == *=* || \$word == install ]] || echo "\$word"; done >>'$scratch/installed'
END
  stub cmake <<'END'
folder=$2/build/release
mkdir -p "$folder/bin"
echo "CMAKE_HOME_DIRECTORY:INTERNAL=$2" >"$folder/CMakeCache.txt"
touch "$folder/build.ninja"
END
  ln -s "$(command -v touch)" "$scratch/bin/touch"
  stub ninja <<'END'
folder=$2
printf '#!/bin/bash\necho "in $PWD:"; printf "<%%s>" "$@"; exit 7\n' >"$folder/bin/exomet"
chmod +x "$folder/bin/exomet"
echo "[1/1] Linking"
END
  stub ctest <<<'printf "<%s>" "$@"; echo "100% tests passed"; exit 5'
}

# Who calls the launcher: whoever runs the tests, or, when that is root, nobody.
as_user=()

not_as_root() {
  [[ $EUID == 0 ]] || return 0
  chmod -R a+rwX -- "$scratch"
  as_user=("$(command -v setpriv)" --reuid=65534 --regid=65534 --clear-groups)
}

# Calls the launcher from another folder without a terminal; sets output and code.
launch() {
  code=0
  output=$(cd "$elsewhere" && PATH=$scratch/bin timeout 60 "${as_user[@]}" "$clone/exomet" "$@" 2>&1 </dev/null) || code=$?
}

# The same at a terminal where the user types $1.
launch_at_terminal() {
  local typed=$1 line
  shift
  line=$(printf '%q ' "$clone/exomet" "$@")
  code=0
  output=$(cd "$elsewhere" && echo "$typed" | timeout 60 script -qec "PATH=$(printf %q "$scratch/bin") $line" /dev/null) ||
    code=$?
}

current=
failures=0
check() {  # what it says, condition...
  local says=$1
  shift
  if ! "$@"; then
    printf 'FAILED %s: %s\n  code %s, output: %s\n  calls:\n%s\n' "$current" "$says" "$code" "$output" "$(cat "$calls")"
    failures=$((failures + 1))
  fi
}
says() { [[ $output == *"$1"* ]]; }
exits() { [[ $code == "$1" ]]; }
fails() { [[ $code != 0 && $code != 124 ]]; }
called() { grep -q -- "$1" "$calls"; }
never_called() { ! called "$1"; }

# --- what must hold ---------------------------------------------------------------------------------------------------

installs_builds_and_runs_with_all_arguments() {
  launch --yes run "a file.yaml" --set x=1
  check "arguments and folder of the caller" says "in $elsewhere:"$'\n'"<run><a file.yaml><--set><x=1>"
  check "the program's exit code" exits 7
  check "says what it installs" says "libvtk9-dev"
  check "installs without recommended packages" called "^apt-get .*--no-install-recommends.*g++ .*libvtk9-dev"
  check "an installation that was broken off is finished first" called "^dpkg --configure -a"
}

a_second_call_neither_installs_nor_configures() {
  launch --yes run
  : >"$calls"
  launch run
  check "runs" exits 7
  check "no apt" never_called apt-get
  check "no cmake" never_called ^cmake
  check "asks ninja whether anything changed" called ^ninja
}

without_a_terminal_it_says_what_to_do_instead_of_waiting() {
  launch run
  check "fails" exits 1
  check "says what to do" says "./exomet --yes"
  check "names the packages" says "libyaml-cpp-dev"
  check "no apt" never_called "apt-get.*install"
}

in_continuous_integration_it_does_not_ask() {
  CI=true launch run
  check "runs" exits 7
}

a_no_at_the_terminal_installs_nothing() {
  launch_at_terminal n run
  check "asks" says "[y/N]"
  check "fails" exits 1
  check "no apt" never_called "apt-get.*install"
}

a_yes_at_the_terminal_installs() {
  launch_at_terminal y run
  check "runs" exits 7
}

without_apt_it_names_the_libraries_only_if_the_build_cannot_be_configured() {
  rm "$scratch"/bin/{apt-get,dpkg-query,dpkg}
  launch run
  check "goes on where the libraries are there" exits 7
  rm -r "$clone/build"
  stub cmake <<<'echo "Could not find VTK"; exit 1'
  launch run
  check "fails" exits 1
  check "shows why" says "Could not find VTK"
  check "names the libraries" says "yaml-cpp, oneTBB"
}

no_install_leaves_apt_alone() {
  launch --no-install run
  check "runs" exits 7
  check "no apt" never_called apt-get
}

pictures_have_a_program_and_packages_of_their_own() {
  launch --yes run
  check "not built for a run" never_called "^ninja.*exomet-render"
  check "no display's server for a run" never_called "^apt-get.*xvfb"
  launch --yes render out/x --at 3d
  check "built for a picture" called "^ninja.* exomet exomet-render"
  check "with a display's server" called "^apt-get.*xvfb"
  check "without what makes movies" never_called "^apt-get.*ffmpeg"
  check "arguments" says "<render><out/x><--at><3d>"
  launch --yes movie out/x
  check "with what makes movies" called "^apt-get.*ffmpeg"
}

a_lesson_has_a_page_that_is_built_first() {
  mkdir -p "$clone/viz/lesson"
  echo 'echo "page $EXOMET_JOBS" >>"$(dirname -- "$0")/built"' >"$clone/viz/lesson/build.sh"
  launch --yes lesson a.yaml --out b.html
  check "with Emscripten and npm" called "^apt-get.* emscripten npm"
  check "the page" test -s "$clone/viz/lesson/built"
  check "arguments" says "<lesson><a.yaml><--out><b.html>"
  echo 'exit 1' >"$clone/viz/lesson/build.sh"
  launch --yes lesson a.yaml
  check "without a page it fails" exits 1
  check "and says so" says "no page for lessons"
}

a_failing_build_shows_the_compiler_and_does_not_run() {
  launch --yes run
  stub ninja <<<'echo "[1/2] Building a.o"; echo "a.cpp:1: error: missing semicolon"; exit 1'
  launch run
  check "fails" exits 1
  check "shows the error" says "missing semicolon"
  check "the old program doesn't run" eval '! says "in $elsewhere"'
}

a_failing_apt_is_tried_again_with_fresh_lists_and_then_explained() {
  stub apt-get <<<'echo "E: 404 Not Found"; [[ " $* " != *" install "* ]]'
  launch --yes run
  check "fails" exits 1
  check "shows apt's words" says "404 Not Found"
  check "fetches lists" called "apt-get.* update"
  check "says what to do" says "install them yourself"
}

without_root_it_installs_through_sudo() {
  not_as_root
  launch --yes run
  check "runs" exits 7
  check "through sudo" called "^sudo -n env .*apt-get .*install"
}

without_root_and_sudo_it_says_what_root_has_to_call() {
  not_as_root
  rm "$scratch/bin/sudo"
  launch --yes run
  check "fails" exits 1
  check "says what to do" says "let root call: apt-get install"
  stub sudo <<<'echo "sudo: a password is required"; exit 1'
  launch --yes run
  check "fails where sudo would ask for a password" exits 1
  check "says what to do then" says "let root call: apt-get install"
  check "no apt" never_called "^apt-get.*install"
}

removals_are_announced() {
  stub apt-get <<<'echo "Remv python3-paraview [5.11]"; [[ " $* " != *" -s "* ]] || exit 0'
  launch --yes run
  check "says so" says "apt will remove: python3-paraview"
}

help_needs_nothing() {
  launch --help
  check "explains" says "Usage: ./exomet"
  check "succeeds" exits 0
  check "no package looked up" never_called dpkg
  launch --yes build
  launch --help
  check "then also the program's" says "<--help>"
}

help_of_every_verb_installs_and_builds_nothing() {
  local verb
  mkdir -p "$clone/viz/paraview"
  cp "$source/viz/paraview/scene.py" "$clone/viz/paraview/"
  for verb in run sweep check describe graph plot report lesson render movie bench look build test; do
    : >"$calls"
    launch "$verb" --help
    check "$verb succeeds" exits 0
    check "no package looked up for $verb" never_called dpkg
    check "nothing built for $verb" never_called ^ninja
  done
  launch plot --help
  check "explains" says "Usage: ./exomet"
  check "says how to hear more" says "./exomet build"
  launch --yes build
  : >"$calls"
  launch plot out/x -h
  check "then it is the program's" says "<plot><out/x><-h>"
  check "which isn't built again" never_called ^ninja
}

help_waits_for_nobody() {
  launch --yes build
  exec 8>>"$clone/build/.lock"
  flock 8
  launch report --help
  exec 8>&-
  check "the program's help" says "<report><--help>"
}

a_word_that_is_no_verb_is_refused_before_anything_is_installed() {
  launch nonsense --help
  check "bad input" exits 2
  launch --yes nonsense
  check "bad input without --help" exits 2
  check "names the verbs" says "run check describe"
  check "no apt" never_called apt-get
}

who_waits_is_told_for_whom() {
  launch --yes build
  stub ninja <<<'sleep 1'
  (launch build && exit $code) &
  local first=$!
  sleep 0.4
  launch run x.yaml
  check "names the process and its command" eval '[[ $output =~ process\ [0-9]+:\ ./exomet\ build ]]'
  wait $first || true
  launch build
  check "afterwards nobody is named" eval '! says process'
}

a_folder_that_is_no_run_is_told_with_where_it_was_looked_for() {
  launch look out/x
  check "bad input" exits 2
  check "the folder of the caller" says "(looked in $elsewhere)"
}

tests_pass_on_arguments_and_exit_code() {
  launch --yes test -R "two words"
  check "ctest's exit code" exits 5
  check "ctest's words come last" eval '[[ $output == *"100% tests passed" ]]'
  check "arguments" says "<-R><two words>"
  check "packages of the tests with those of the program" called "^apt-get.*libvtk9-dev.*catch2.*paraview"
  check "the whole suite is built" called "^ninja -C [^ ]* *[^ ]*/build/release -j [0-9]*$"
}

sanitizers_have_their_own_folder_and_an_unknown_one_is_an_error() {
  launch --yes test --sanitize adress
  check "bad input" exits 2
  check "names the choices" says "address, undefined or thread"
  launch --yes test --sanitize thread
  check "preset" called "^cmake .*--preset thread"
  check "folder" called "^ctest .*build/thread"
}

a_moved_clone_is_configured_anew() {
  launch --yes run
  mv "$clone" "$scratch/moved"
  : >"$calls"
  local clone=$scratch/moved
  launch run
  check "configured" called "^cmake .*--fresh"
  check "runs" exits 7
  rm -r "$scratch/moved"
}

a_build_broken_off_while_configuring_is_configured_again() {
  launch --yes run
  rm "$clone/build/release/build.ninja"
  : >"$calls"
  launch run
  check "configured" called "^cmake"
  check "runs" exits 7
}

two_at_once_build_one_after_the_other() {
  launch --yes build
  stub ninja <<END
[[ ! -e '$scratch/building' ]] || { echo "two builds at once"; exit 1; }
touch '$scratch/building'; sleep 0.5; rm '$scratch/building'
END
  (launch build && exit $code) &
  local first=$!
  launch build
  check "the one" exits 0
  check "the other" wait $first
}

descriptors_that_are_closed_are_opened() {
  launch --yes build
  local closed
  for closed in '0<&-' '1>&-' '2>&-' '1>&- 2>&-' '0<&- 1>&- 2>&-'; do
    code=0
    output=$closed
    (cd "$elsewhere" && eval "PATH=\$scratch/bin timeout 60 \"\$clone/exomet\" run $closed") >/dev/null 2>&1 </dev/null || code=$?
    check "runs with $closed" exits 7
  done
}

programs_of_the_current_folder_are_not_called() {
  local tool
  for tool in dirname readlink flock ninja cmake dpkg-query; do
    printf '#!/bin/bash\necho "caught %s" >>%q\n' "$tool" "$calls" >"$elsewhere/$tool"
  done
  chmod +x "$elsewhere"/*
  code=0
  output=$(cd "$elsewhere" && PATH=.::$scratch/bin:elsewhere timeout 60 "$clone/exomet" --yes run 2>&1 </dev/null) || code=$?
  check "runs" exits 7
  check "none was called" never_called caught
}

for current in $(declare -F | awk '{ print $3 }'); do
  case $current in
    stub | new_machine | launch | launch_at_terminal | check | says | exits | fails | called | never_called | not_as_root) continue ;;
  esac
  as_user=()
  new_machine
  "$current"
done

# --- the real one, if this run of the tests was started by it -----------------------------------------------------------

if [[ ${EXOMET_PROGRAM:-} == "$source/build/release/bin/exomet" && -x $EXOMET_PROGRAM ]]; then
  current="a second call of the real program starts within a second"
  fastest=1000000
  for _ in 1 2 3; do
    begin=${EPOCHREALTIME/[.,]/}
    code=0
    output=$("$source/exomet" --no-install --version 2>&1) || code=$?
    took=$((${EPOCHREALTIME/[.,]/} - begin))
    fastest=$((took < fastest ? took : fastest))
  done
  check "succeeds" exits 0
  check "took $fastest us" test "$fastest" -lt 1000000
  current="the launcher knows the program's verbs"
  verbs=$("$EXOMET_PROGRAM" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p' | sort | xargs)
  check "which are $verbs" grep -qx "$verbs" <(sed -n 's/^program_verbs=(\(.*\))$/\1/p' "$source/exomet" | xargs -n 1 | sort | xargs)
fi

exit $((failures > 0))
