#!/usr/bin/env bash
# Fuzzes everything that reads what a page, a file or storage says: `tools/fuzz.sh [TARGET...]`, all of them by default, two
# at a time, BREAKWATER_FUZZ_SECONDS each (60), or BREAKWATER_FUZZ_REST for those that neither judge a conversation nor check
# what a stranger hands us. libFuzzer, guided by coverage, on the stable compiler: these are the
# flags that `cargo fuzz run -s none` sets.
#
# What breaks one ends under target/fuzz/TARGET/. A mended one goes to fuzz/seeds/TARGET/, and is tried first from then on.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds="${BREAKWATER_FUZZ_SECONDS:-60}"
rest="${BREAKWATER_FUZZ_REST:-$seconds}"
host="$(rustc -vV | sed -n 's/^host: //p')"
# The host named as a target: then build scripts and macros are built without these. Not --locked: whoever gives a crate a new
# dependency need not think of fuzz/Cargo.lock.
coverage="-Cpasses=sancov-module --cfg fuzzing"
for part in level=4 inline-8bit-counters pc-table trace-compares; do
  coverage+=" -Cllvm-args=-sanitizer-coverage-$part"
done
RUSTFLAGS="$coverage" cargo build --quiet --release --target "$host" \
  --manifest-path fuzz/Cargo.toml --target-dir "${CARGO_TARGET_DIR:-target}"
built="${CARGO_TARGET_DIR:-target}/$host/release/breakwater-fuzz"

# seeds TARGET: what is already there is not kept twice.
seeds() {
  case "$1" in
    conversation) split -l 12 crate/lure/benches/messages.txt "target/fuzz/$1/seeds/" ;;
    package) cp crate/evidence/tests/golden/*.zip "target/fuzz/$1/seeds/" ;;
    snapshot)
      find crate/reader/tests/snapshots -name '*.json' -not -name '*.reading.json' -size -16k \
        -exec cp {} "target/fuzz/$1/seeds/" \; ;;
  esac
}

# fuzz TARGET
fuzz() {
  local work="target/fuzz/$1" limit="$rest"
  case "$1" in conversation | pack | package | state) limit="$seconds" ;; esac
  rm -rf "$work/seeds"
  mkdir -p "$work"/{seeds,found}
  seeds "$1"
  [ ! -d "fuzz/seeds/$1" ] || cp -r "fuzz/seeds/$1/." "$work/seeds/"
  # Five minutes for one input is a loop that does not end, on any machine.
  export BREAKWATER_FUZZ_TARGET="$1"
  if "$built" "$work/found" "$work/seeds" -artifact_prefix="$work/" -max_total_time="$limit" -timeout=300 \
    -rss_limit_mb=1024 -max_len=32768 -reload=0 -print_final_stats=1 >"$work/log" 2>&1; then
    awk -v name="$1" '/cov: / { cov = $4 } /number_of_executed/ { runs = $2 } END {
      printf "fuzz %-14s %9d runs, %6d edges seen\n", name, runs, cov }' "$work/log"
  else
    tail -n 60 "$work/log" >&2
    echo "fuzz: $1 broke; once more: BREAKWATER_FUZZ_TARGET=$1 $built FILE (the file named above)" >&2
    return 1
  fi
}

export -f fuzz seeds
export seconds rest built
targets=("$@")
[ "$#" -gt 0 ] || mapfile -t targets < <(sed -n 's/^ *"\(.*\)" => .*::run.*/\1/p' fuzz/src/main.rs)
printf '%s\0' "${targets[@]}" | xargs -0 -P 2 -I '{}' bash -euo pipefail -c 'fuzz {}'
