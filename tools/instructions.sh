#!/usr/bin/env bash
# Counts the instructions that `breakwater assess` spends on made-up conversations (valgrind's callgrind), and fails over
# budget: unlike times, counts are the same every time and on a busy machine. `gungraun` does the same with a runner that
# takes minutes to install. `tools/instructions.sh [BREAKWATER]`.
set -euo pipefail
cd "$(dirname "$0")/.."

# Measured on 2026-11-23: 1,707,835 for the start with loading the pack, 103,536 for a message with its JSON (109,145 before what a
# phrase needs was looked at first and lists kept their room). Some are left for other compilers and wider wording; whoever needs
# more should notice, and say why here.
LOAD_BUDGET=1740000
MESSAGE_BUDGET=106000

breakwater="${1:-dist/breakwater}"
command -v valgrind >/dev/null || { echo "instructions.sh: missing: valgrind. Get it with: apt-get install valgrind" >&2; exit 1; }

# A few conversations of every language: lures, blackmail and what looks like it.
conversations() { head --quiet --lines=4 crate/lure/tests/conversations/*.jsonl; }

# spent: the instructions that conversations on standard input cost.
spent() {
  valgrind --tool=callgrind --callgrind-out-file=/dev/null "$breakwater" assess 2>&1 >/dev/null |
    awk '/Collected/ { print $NF }'
}

over=0
# check NAME COUNT BUDGET
check() {
  printf '%-24s %10d instructions, budget %10d\n' "$1" "$2" "$3"
  [ "$2" -le "$3" ] || { echo "over budget: $1" >&2; over=1; }
}
load="$(spent </dev/null)"
all="$(conversations | spent)"
messages="$(conversations | grep -o '"from"' | wc -l)"
check "loading the pack" "$load" "$LOAD_BUDGET"
check "a message" $(((all - load) / messages)) "$MESSAGE_BUDGET"
exit "$over"
