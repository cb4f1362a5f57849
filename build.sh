#!/usr/bin/env bash
# The one entry point: build, run, test, measure, package. `./build.sh --help` lists what it does.
set -euo pipefail
cd "$(dirname "$0")"

usage() {
  cat <<'TEXT'
Usage: ./build.sh [COMMAND] [--test-hosts]

  (none)               build dist/chrome, dist/firefox, a zip of each, dist/probe.js and dist/breakwater
  --test-hosts         also build dist/test/chrome and dist/test/firefox: the same, with loopback pages added
  run [chrome|firefox] build, open a real browser on the demo page, let the made-up lure play;
                       without a display: headless, with pictures and a package under target/demo/
  pictures             the same without a window: target/demo/ has the stores' pictures then, 1280 × 800
  test                 everything CI runs
  lint                 formatting, clippy, rustdoc, tsc, eslint, web-ext, licences
  fuzz                 every fuzz target, a minute each or BREAKWATER_FUZZ_SECONDS
  bench                benchmarks (figures only, nothing fails)
  size                 sizes of what ships; fails over budget
  package              the files for the stores, the source archive and the SBOM, under dist/upload/
  setup                install what the other commands need, and nothing else
  clean                remove what was built

Set BREAKWATER_NO_INSTALL=1 to be told what is missing instead of having it installed.
TEXT
}

source tools/setup.sh
source tools/make.sh
source tools/check.sh

command=build
test_hosts=no
browser=chrome
while [ $# -gt 0 ]; do
  case "$1" in
    -h | --help | help) usage; exit 0 ;;
    --test-hosts) test_hosts=yes ;;
    build | run | pictures | test | lint | fuzz | bench | size | package | setup | clean) command="$1" ;;
    chrome | firefox) browser="$1" ;;
    *) echo "build.sh: unknown: $1 (see ./build.sh --help)" >&2; exit 2 ;;
  esac
  shift
done

case "$command" in
  build) build_all "$test_hosts" ;;
  run) run_demo "$browser" ;;
  pictures) unset DISPLAY WAYLAND_DISPLAY; run_demo "$browser" ;;
  test) run_tests ;;
  lint) run_lint ;;
  fuzz) setup_checks; tools/fuzz.sh ;;
  bench) run_bench ;;
  size) build_all no; check_size ;;
  package) package_all ;;
  setup) setup_build; setup_browsers; setup_checks; setup_stock; setup_audit ;;
  clean) rm -rf dist target ;;
esac
