# Builds the extension: sourced by build.sh. Nothing here installs anything; setup.sh did.

PKG=target/pkg
BUNDLES=target/bundles
# BREAKWATER_QUICK=1 builds what is only tried out: in seconds, unoptimised, never shipped or measured.
quick() { [ "${BREAKWATER_QUICK:-}" = 1 ]; }
! quick || PKG=target/quick-pkg

# newer OUT IN...: true if OUT is missing or older than any IN.
newer() {
  local out="$1" input
  shift
  [ -e "$out" ] || return 0
  for input in "$@"; do [ "$input" -nt "$out" ] && return 0; done
  return 1
}

build_tools() {
  cargo build --quiet --locked --profile native -p breakwater-make -p breakwater-cli
  local built="${CARGO_TARGET_DIR:-target}/native"
  MAKE="$built/breakwater-make"
  mkdir -p dist
  newer dist/breakwater "$built/breakwater" && cp "$built/breakwater" dist/breakwater
  "$MAKE" types --out target/ts
}

# wasm-pack --quiet builds and binds; wasm-opt comes from npm, because wasm-pack would download one. Never --all-features:
# binaryen then writes features that stable browsers refuse.
build_wasm() {
  local part pkg job jobs=() profile=(--release)
  ! quick || profile=(--profile quick --no-opt)
  export RUSTFLAGS="--remap-path-prefix=$PWD=. --remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo"
  for part in background saving pages records handover; do
    pkg="$PKG/$part"
    wasm-pack --quiet build crate/extension --target web "${profile[@]}" --no-pack --out-dir "../../$pkg" \
      -- --locked --features "$part"
    # Beside the next module's link, which uses one core only.
    make_small "$pkg" &
    jobs+=($!)
  done
  for job in "${jobs[@]}"; do wait "$job"; done
  unset RUSTFLAGS
}

# make_small FOLDER: what was built, made smaller.
make_small() {
  local built="$1/breakwater_extension_bg.wasm" small="$1/small.wasm"
  if quick; then
    cp "$built" "$small"
  # By content: wasm-pack writes its file anew every time.
  elif ! sha256sum --check --status "$small.from" 2>/dev/null; then
    # What is called from one place only stays a function of its own: gzip finds fewer repeats in a few huge ones (16 KB of the
    # background's 260).
    npx --no-install wasm-opt -Os --one-caller-inline-max-function-size=20 --strip-debug --strip-producers "$built" -o "$small"
    sha256sum "$built" "$small" >"$small.from"
  fi
}

bundle() { npx --no-install esbuild --bundle --log-level=warning --target=chrome120,firefox140 --charset=utf8 "$@"; }

build_scripts() {
  mkdir -p "$BUNDLES"
  bundle extension/content/main.ts --format=iife --minify-syntax --minify-whitespace --loader:.css=text \
    --outfile="$BUNDLES/content.js"
  bundle extension/content/scroll.ts --format=iife --minify-syntax --minify-whitespace --outfile="$BUNDLES/scroll.js"
  bundle extension/content/eyes/probe.ts --format=iife --outfile=dist/probe.js
  bundle extension/background/main.ts --format=esm --alias:@background="./$PKG/background/breakwater_extension.js" \
    --alias:@saving="./$PKG/saving/breakwater_extension.js" --outfile="$BUNDLES/background.js"
  # One shared piece for what the pages of a module have in common.
  bundle extension/pages/{popup/popup,options/options,parents/parents,welcome/welcome,works/works}.ts --format=esm --splitting \
    --alias:@pages="./$PKG/pages/breakwater_extension.js" --entry-names='[name]' --chunk-names=shared \
    --outdir="$BUNDLES"
  bundle extension/pages/{locker/locker,locker/check,report/draft}.ts --format=esm --splitting \
    --external:./handover.js \
    --alias:@records="./$PKG/records/breakwater_extension.js" --entry-names='[name]' --chunk-names=records \
    --outdir="$BUNDLES"
  # By itself, because the locker loads it only when a package is made.
  bundle extension/pages/locker/handover.ts --format=esm --alias:@handover="./$PKG/handover/breakwater_extension.js" \
    --outfile="$BUNDLES/handover.js"
  bundle extension/pages/help/help.ts --format=iife --outfile="$BUNDLES/help.js"
}

# assemble OUT BROWSER [make options]: one loadable folder.
assemble() {
  local out="$1" browser="$2"
  shift 2
  rm -rf "$out"
  mkdir -p "$out/icons"
  cp "$BUNDLES"/{content,scroll,background,popup,options,parents,welcome,works,shared,locker,check,draft,records,handover}.js "$out/"
  local part
  for part in background saving pages records handover; do cp "$PKG/$part/small.wasm" "$out/$part.wasm"; done
  cp extension/content/hands/mask.css "$out/"
  cp extension/pages/*.css extension/pages/{popup,options,locker,parents,report,welcome,works}/*.css "$out/"
  mkdir -p "$out/notes"
  cp extension/pages/help/{help.css,page.svg} "$BUNDLES/help.js" "$out/notes/"
  cp extension/icons/*.png "$out/icons/"
  [ "$browser" != chrome ] || cp managed/managed_schema.json "$out/"
  cp LICENSE-MIT LICENSE-APACHE "$out/"
  # The font of the PDF, from npm, with its licence.
  cp node_modules/@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf "$out/report.ttf"
  cp node_modules/@expo-google-fonts/noto-sans/LICENSE_FONT "$out/LICENSE-report.ttf"
  local day
  day="$(source_day)"
  "$MAKE" files --out "$out" --browser "$browser" --today "$day" "$@"
}

# The day of the last commit, so that the same commit gives the same bytes. `git archive` writes it into tools/day: the source
# archive has no history, and must build the same.
source_day() {
  local day
  day="$(cat tools/day)"
  case "$day" in
    *Format*) git log -1 --format=%cs ;;
    *) echo "$day" ;;
  esac
}

build_all() {
  setup_build
  note "building"
  build_tools
  build_wasm
  build_scripts
  local browser
  for browser in chrome firefox; do
    assemble "dist/$browser" "$browser"
    "$MAKE" zip --from "dist/$browser" --out "dist/breakwater-$browser.zip"
    if [ "$1" = yes ]; then assemble "dist/test/$browser" "$browser" --test-hosts; fi
  done
  note "built dist/chrome and dist/firefox"
}

run_demo() {
  build_all yes
  setup_browsers
  (cd tests/kits && npm run --silent build)
  node tests/demo/run.mjs "$1"
}

package_all() {
  build_all no
  # Help that nobody has looked at for a year is not released.
  dist/breakwater guide check --stale "$(date -u +%F)"
  check_size
  mkdir -p dist/upload
  cp dist/breakwater-chrome.zip dist/breakwater-firefox.zip dist/upload/
  git archive --format=zip --prefix=breakwater/ -o dist/upload/breakwater-source.zip HEAD
  "$MAKE" sbom --out dist/upload/breakwater-sbom.cdx.json
  (cd dist/upload && sha256sum ./*.zip ./*.json | tee SHA256SUMS)
}
