#!/usr/bin/env bash
# The engine gives the published bits without the vector instructions of this processor, and in WebAssembly.
set -euo pipefail
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
if ! command -v em++ >/dev/null && [[ -z ${CI:-} ]]; then
  echo "no Emscripten: ./exomet test installs it"
  exit 77
fi
bash "$here/compare.sh" "$(dirname -- "$EXOMET_PROGRAM")" baseline webassembly
