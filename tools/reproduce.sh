#!/usr/bin/env bash
# Builds the same commit twice, in two clean clones in different folders, for different users, time zones, languages and file
# masks, and compares what comes out byte by byte. Half an hour on two cores: a step of a release (docs/release.md), not of CI.
# `tools/reproduce.sh [COMMIT]`; needs what ./build.sh needs, and ./build.sh setup run once.
set -euo pipefail
cd "$(dirname "$0")/.."

commit="$(git rev-parse --verify "${1:-HEAD}^{commit}")"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
cargo_home="${CARGO_HOME:-$HOME/.cargo}"
rustup_home="${RUSTUP_HOME:-$HOME/.rustup}"
wasm_pack="${WASM_PACK_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/.wasm-pack}"

# build FOLDER USER TIMEZONE LANGUAGE MASK: a clone with a home of its own; only downloads are shared.
build() {
  local folder="$1" home="$1/home"
  mkdir -p "$home/cargo"
  ln -s "$cargo_home/registry" "$home/cargo/registry"
  git clone --quiet --no-hardlinks . "$folder/source"
  git -C "$folder/source" checkout --quiet --detach "$commit"
  echo "building in $folder/source" >&2
  (
    umask "$5"
    cd "$folder/source"
    env -u CARGO_TARGET_DIR -u RUSTFLAGS -u BREAKWATER_QUICK \
      HOME="$home" USER="$2" LOGNAME="$2" TZ="$3" LC_ALL="$4" LANG="$4" PATH="$cargo_home/bin:$PATH" \
      CARGO_HOME="$home/cargo" RUSTUP_HOME="$rustup_home" WASM_PACK_CACHE="$wasm_pack" \
      ./build.sh
  )
}

build "$work/a" anna Pacific/Kiritimati C 022
build "$work/a longer name/of a folder" zoltan America/St_Johns C.UTF-8 077

one="$work/a/source/dist"
two="$work/a longer name/of a folder/source/dist"
same=yes
for browser in chrome firefox; do
  # Permissions differ with the mask, as they should; bytes must not.
  diff -rq "$one/$browser" "$two/$browser" || same=no
  cmp "$one/breakwater-$browser.zip" "$two/breakwater-$browser.zip" || same=no
done
[ "$same" = yes ] || { echo "reproduce: not the same bytes from $commit" >&2; exit 1; }
echo "reproduce: the same bytes from $commit"
(cd "$one" && sha256sum breakwater-chrome.zip breakwater-firefox.zip)
