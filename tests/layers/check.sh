#!/usr/bin/env bash
# Prints every #include that points upwards, as file:line:text, and fails if there is one.
#   check.sh SOURCE_TREE
set -euo pipefail
cd -- "$1"

# Folders a folder may include from, besides itself. A folder not named here is an error: say where it belongs.
declare -A allowed=(
  [sim/base]=""
  [sim/config]="sim/base"
  [sim/grid]="sim/base sim/config"
  [sim/network]="sim/base sim/config"
  [sim/cells]="sim/base sim/config sim/grid"
  [sim/bench]="sim/base sim/grid sim/cells"
  [sim/run]="sim/base sim/config sim/grid sim/network sim/cells"
  [sim/sweep]="sim/base sim/config sim/grid sim/network sim/cells sim/run"
  [models]="sim/base sim/config sim/grid sim/network sim/cells sim/run"
  [viz]="sim/base sim/config sim/grid sim/network sim/cells sim/run"
  [sim/cli]="sim/base sim/config sim/grid sim/network sim/cells sim/bench sim/run sim/sweep models viz"
)

# Sets `layer` to the one a path belongs to: models/ and viz/ as a whole, the others by their folder in sim/.
find_layer() {
  layer=
  if [[ $1 =~ ^(sim/[^/]+|models|viz)/ ]]; then layer=${BASH_REMATCH[1]}; fi
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
