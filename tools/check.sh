# Checks what was built: sourced by build.sh. `run_tests` is what CI runs.

# Budgets in bytes, gzipped (issue 2, "Must hold").
WASM_BUDGET=256000
CONTENT_BUDGET=20480
# Ours: what saves also seals, and is loaded only on a click. Most of what is above the others' budget is X25519 and HPKE; the
# cipher is the browser's, and working out a key from a passphrase is left to the records' module.
SAVING_BUDGET=270000
# Locker, check and statement, loaded only when someone opens one: the numbering plans of all countries' phones are most of it,
# then keys, signatures and packages, which were the pages' before.
RECORDS_BUDGET=920000
# Loaded only when a package is made: krilla, its subsetter and its shaping, and age. Measured: 822,665 without age, which is 36,807
# by itself; three in a hundred are left.
HANDOVER_BUDGET=885000
# Ours: fourteen languages together, read once by a worker that starts (733,739 since threats are known as they are hinted at in
# fourteen languages, and stories of blackmail, teasing and schoolwork in all); and everything together: 2,631,000 without the handover, half of
# it the records' module and a hundred help pages; and 296,000 of font and 860,000 of module for the PDF.
PACK_BUDGET=735000
PACKAGE_BUDGET=3930000

check_size() {
  local over=0
  size_of "background wasm" dist/chrome/background.wasm "$WASM_BUDGET" || over=1
  size_of "saving wasm" dist/chrome/saving.wasm "$SAVING_BUDGET" || over=1
  size_of "pages' wasm" dist/chrome/pages.wasm "$WASM_BUDGET" || over=1
  size_of "records wasm" dist/chrome/records.wasm "$RECORDS_BUDGET" || over=1
  size_of "handover wasm" dist/chrome/handover.wasm "$HANDOVER_BUDGET" || over=1
  size_of "signal pack" dist/chrome/signals.pack "$PACK_BUDGET" || over=1
  size_of "content script" dist/chrome/content.js "$CONTENT_BUDGET" || over=1
  size_of "whole package" dist/breakwater-chrome.zip "$PACKAGE_BUDGET" || over=1
  return "$over"
}

# size_of NAME FILE BUDGET
size_of() {
  local raw packed
  raw=$(wc -c <"$2")
  packed=$(gzip -9 -n -c "$2" | wc -c)
  printf '%-16s %8d bytes, %7d gzipped, budget %7d\n' "$1" "$raw" "$packed" "$3"
  [ "$packed" -le "$3" ] || { echo "over budget: $1" >&2; return 1; }
}

run_lint() {
  build_all no
  setup_checks
  setup_audit
  lint_rust
  lint_scripts
}

lint_rust() {
  note "rustfmt, clippy, rustdoc"
  cargo fmt --all --check
  cargo fmt --check --manifest-path fuzz/Cargo.toml
  cargo clippy --quiet --locked --workspace --all-targets --all-features -- -D warnings
  cargo clippy --quiet --locked -p breakwater-extension --target wasm32-unknown-unknown \
    --features background,saving,pages,records,handover -- -D warnings
  RUSTDOCFLAGS="-D warnings" cargo doc --quiet --locked --workspace --no-deps --document-private-items
}

# What was built, and what it is built of.
lint_scripts() {
  note "tsc, eslint"
  npx --no-install tsc --noEmit
  npx --no-install eslint extension
  note "web-ext lint"
  npx --no-install web-ext lint --source-dir dist/firefox --warnings-as-errors --no-config-discovery --output text
  note "cargo-deny"
  cargo-deny --log-level error check --hide-inclusion-graph licenses bans sources
  # The advisories live in a database that has to be fetched: checked where it can be reached, no failure where not.
  if cargo-deny fetch db >/dev/null 2>&1; then
    cargo-deny --log-level error check advisories
  else
    echo "advisories: the database cannot be reached from here; not checked"
  fi
  # Of every crate somebody has said who looked at it, or that nobody has (supply-chain/).
  if have cargo-vet; then
    cargo vet --locked
  else
    echo "audits: cargo-vet is not installed (./build.sh setup does it); not checked"
  fi
}

run_tests() {
  # Notes for the next build cost time and room where there is no next one, as in CI.
  [ -d "${CARGO_TARGET_DIR:-target}/debug/incremental" ] || export CARGO_INCREMENTAL=0
  setup_build
  setup_checks
  # Beside the build, which mostly links, on one core.
  lint_rust &
  local linting=$!
  build_all yes
  wait "$linting"
  lint_scripts
  check_size
  setup_stock
  note "native tests"
  cargo test --quiet --locked --workspace --exclude breakwater-evidence --all-features
  # By itself: another crate's features change the order in which serde_json keeps what the fixtures are made of.
  cargo test --quiet --locked -p breakwater-evidence --all-features
  note "instructions"
  tools/instructions.sh
  note "fuzzing"
  BREAKWATER_FUZZ_REST="${BREAKWATER_FUZZ_REST:-10}" tools/fuzz.sh
  setup_browsers
  note "wasm tests"
  wasm_tests
  note "end to end"
  (cd tests/kits && npm run --silent build)
  node tests/run.mjs
}

wasm_tests() {
  need chromedriver "apt chromium-driver"
  CHROMEDRIVER="$(command -v chromedriver)" wasm-pack test --headless --chrome crate/extension --locked
}

run_bench() {
  build_all yes
  setup_browsers
  (cd tests/kits && npm run --silent build)
  cargo bench --quiet --locked --workspace --benches
  node tests/bench/advice.mjs
  node tests/bench/eyes.mjs
  node tests/bench/help.mjs
  node tests/bench/locker.mjs
}
