#!/usr/bin/env bash
# Prints every #include that points upwards, as file:line:text, and fails if there is one.
#   check.sh SOURCE_TREE
set -euo pipefail
cd -- "$1"

# Folders a folder may include from, besides itself: all that lie below it. A folder that isn't named here counts as part
# of the one around it; one of no layer is an error: say where it belongs.
base="sim/base sim/config"
grid="$base sim/grid"
fields="$grid sim/grid/diffusion sim/grid/exchange sim/grid/surface"
run="$fields sim/network sim/cells sim/run"
record="$run sim/run/checkpoint sim/run/record"
study="$record sim/run/language sim/run/estimate sim/study/design sim/study/statistics"
declare -A allowed=(
  [sim/base]=""
  [sim/config]="sim/base"
  [sim/grid]="$base"
  [sim/grid/diffusion]="$grid"
  [sim/grid/exchange]="$grid sim/grid/diffusion"
  [sim/grid/surface]="$grid"
  [sim/network]="$base"
  [sim/cells]="$fields"
  [sim/bench]="$fields sim/cells"
  [sim/run]="$fields sim/network sim/cells"
  [sim/run/language]="$run"
  [sim/run/estimate]="$run"
  [sim/run/image]="$base"
  [sim/run/measures]="$run"
  [sim/run/placements]="$run sim/run/image"
  [sim/run/checkpoint]="$run"
  [sim/run/record]="$run sim/run/checkpoint"
  [models]="$run"
  [viz/export]="$record"
  [viz/formats]="$record viz/export"
  [viz/lesson]="$run sim/run/language sim/lesson sim/portable"
  [viz/render]="$record sim/run/image viz/export"
  [sim/study/design]="$base"
  [sim/study/statistics]="sim/base"
  [sim/study]="$study"
  [sim/study/evidence]="$study sim/study"
  [sim/api]="$record sim/run/language"
  [sim/portable]="$base"
  [sim/lesson]="$run sim/run/language"
  [sim/cli]="$study sim/lesson sim/bench sim/study sim/study/evidence models viz/export viz/formats"
)

# Sets `layer` to the one a path belongs to: the innermost folder around it that is named.
find_layer() {
  local path=$1
  while [[ $path == */* ]]; do
    path=${path%/*}
    [[ -v allowed[$path] ]] && layer=$path && return
  done
  layer=
  [[ $1 =~ ^(sim|models|viz)/ ]] || return 0
  layer=$(dirname -- "$1")
}

upward=0
report() {
  echo "$1"
  upward=1
}

while IFS=: read -r file line text; do
  [[ $text =~ [\"\<]([^\"\>]*)[\"\>] ]] || continue
  target=${BASH_REMATCH[1]}
  find_layer "$file" && from=$layer
  find_layer "$target" && to=$layer
  if [[ ! -v allowed[${from:-none}] ]]; then
    report "$file:$line: folder of no layer: add it to tests/layers/check.sh"
  elif [[ $target == *../* || ($text == *\"* && -z $to) ]]; then
    report "$file:$line:$text (not a path from the top, such as \"sim/base/error.hpp\")"
  elif [[ -n $to && $to != "$from" && " ${allowed[$from]} " != *" $to "* ]]; then
    report "$file:$line:$text ($from may include from: ${allowed[$from]:-nothing else})"
  fi
done < <(grep -rnE '^[[:space:]]*#[[:space:]]*include' --include='*.[ch]pp' --include='*.h' sim models viz)

exit $upward
