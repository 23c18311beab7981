#!/usr/bin/env bash
# Makes build/lesson/page.html, the page of a lesson without one: the engine as WebAssembly, and the page's scripts with
# what package-lock.json names. Does nothing that is done already.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
source=$(cd -- "$here/../.." && pwd)
folder=$source/build/lesson
say() { printf 'exomet: %s\n' "$*" >&2; }
for needed in emcmake node npm; do
  command -v $needed >/dev/null || { say "building a lesson's page needs $needed, which isn't there; ./exomet lesson installs it"; exit 1; }
done
mkdir -p -- "$folder"
exec 7>>"$folder/.lock"
flock 7

engine=$(bash "$source/sim/portable/webassembly.sh" lesson-engine 7>&-) ||
  { say "the engine couldn't be built as WebAssembly (see above and build/webassembly.log)"; exit 1; }

# Packages, from a copy of their lists: the source stays as it is.
packages=$folder/packages
if ! cmp -s "$here/package-lock.json" "$packages/installed-lock.json"; then
  mkdir -p -- "$packages"
  cp -- "$here/package.json" "$here/package-lock.json" "$here/.npmrc" "$packages/"
  (cd "$packages" && npm ci) >"$folder/npm.log" 2>&1 7>&- ||
    { tail -n 15 "$folder/npm.log" >&2; say "npm couldn't get the packages of viz/lesson/package-lock.json (see above); this first time it needs a network"; exit 1; }
  cp -- "$here/package-lock.json" "$packages/installed-lock.json"
fi

page=$folder/page.html
if [[ ! -e $page || -n $(find "$here" "$engine/engine.js" "$engine/engine.wasm" "$source/viz/palette.json" "$packages/installed-lock.json" -newer "$page" -print -quit) ]]; then
  node "$here/build.mjs" "$engine" "$packages" "$page" || { say "the page couldn't be put together (see above)"; exit 1; }
fi
