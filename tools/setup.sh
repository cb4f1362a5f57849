# Installs what the commands need: sourced by build.sh. Each step looks first, so a second run installs nothing.

WASM_PACK_VERSION=0.15.1
GECKODRIVER_VERSION=0.37.1
CARGO_DENY_VERSION=0.20.2
CARGO_VET_VERSION=0.10.3
BAGIT_VERSION=1.9.0

export PATH="$HOME/.cargo/bin:$PATH"

have() { command -v "$1" >/dev/null 2>&1; }
note() { printf '\033[2m» %s\033[0m\n' "$*" >&2; }
missing() { echo "build.sh: missing: $1. Get it with: $2" >&2; exit 1; }
may_install() { [ "${BREAKWATER_NO_INSTALL:-}" != 1 ]; }

# need NAME HOW: runs HOW if the command NAME is not there, or says how to get it.
need() {
  have "$1" && return
  may_install || missing "$1" "$2"
  note "installing $1"
  eval "$2" >&2 || missing "$1" "$2"
  have "$1" || missing "$1" "$2"
}

apt() {
  have apt-get || return 1
  local root=()
  [ "$(id -u)" = 0 ] || root=(sudo)
  if [ ! -e /tmp/.breakwater-apt ]; then
    "${root[@]}" apt-get update -qq >&2 && touch /tmp/.breakwater-apt
  fi
  DEBIAN_FRONTEND=noninteractive "${root[@]}" apt-get install -y -qq --no-install-recommends "$@" >&2
}

setup_build() {
  have rustup || missing "rustup" "your distribution's rustup package, or the instructions at rust-lang.org"
  have npm || missing "Node.js 20 or newer" "apt-get install nodejs npm"
  if ! rustup target list --installed 2>/dev/null | grep -qx wasm32-unknown-unknown; then
    may_install || missing "the wasm target" "rustup target add wasm32-unknown-unknown"
    note "installing the wasm target"
    rustup target add wasm32-unknown-unknown >&2
  fi
  need wasm-pack "cargo install --locked wasm-pack --version $WASM_PACK_VERSION"
  npm_ready .
}

# npm_ready FOLDER: installs a folder's locked packages, unless they are there already.
npm_ready() {
  local stamp="$1/node_modules/.package-lock.json"
  [ -e "$stamp" ] && [ ! "$1/package-lock.json" -nt "$stamp" ] && return
  may_install || missing "npm packages in $1" "npm ci --ignore-scripts (in $1)"
  note "installing npm packages in $1"
  (cd "$1" && npm ci --ignore-scripts --silent >&2)
  touch "$stamp"
}

chromium_path() {
  local name
  for name in "${BREAKWATER_CHROMIUM:-}" chromium chromium-browser; do
    [ -n "$name" ] && have "$name" && command -v "$name" && return
  done
  return 1
}

firefox_path() {
  local name
  for name in "${BREAKWATER_FIREFOX:-}" firefox-esr firefox; do
    [ -n "$name" ] && have "$name" && command -v "$name" && return
  done
  return 1
}

setup_browsers() {
  if ! chromium_path >/dev/null; then
    may_install || missing "chromium" "apt-get install chromium"
    note "installing chromium"
    apt chromium || missing "chromium" "apt-get install chromium"
  fi
  if ! firefox_path >/dev/null; then
    may_install || missing "firefox" "apt-get install firefox-esr"
    note "installing firefox"
    apt firefox-esr || apt firefox || missing "firefox" "apt-get install firefox-esr"
  fi
  need geckodriver "cargo install --locked geckodriver --version $GECKODRIVER_VERSION"
  npm_ready tests/kits
}

# What checks our packages without us: the tests skip what isn't there, and CI skips nothing.
setup_stock() {
  need unzip "apt unzip"
  need qpdf "apt qpdf"
  need pdftotext "apt poppler-utils"
  need age "apt age"
  # From PyPI, in a folder of its own: distributions refuse to have it among their own packages.
  export BAGIT="$PWD/target/stock/bin/bagit.py"
  if [ ! -x "$BAGIT" ]; then
    may_install || missing "bagit $BAGIT_VERSION" "python3 -m venv target/stock; target/stock/bin/pip install bagit"
    note "installing bagit"
    { python3 -m venv target/stock && target/stock/bin/pip install --quiet "bagit==$BAGIT_VERSION"; } >&2 ||
      missing "bagit $BAGIT_VERSION" "apt-get install python3-venv, then again"
  fi
  export BREAKWATER_STOCK_TOOLS=all
}

# Minutes to install: `setup` and `lint` bring it along, and what CI runs takes it where it is.
setup_audit() { need cargo-vet "cargo install --locked cargo-vet --version $CARGO_VET_VERSION"; }

setup_checks() {
  need cargo-deny "cargo install --locked cargo-deny --version $CARGO_DENY_VERSION"
  rustup component list --installed 2>/dev/null | grep -q '^clippy' || rustup component add clippy rustfmt >&2
  need valgrind "apt valgrind"
  # libFuzzer's.
  need c++ "apt g++"
}
