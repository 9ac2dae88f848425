#!/usr/bin/env bash
# Fuzzes each target of Tests/Fuzz for some time, two at a time. Ends with 1 if one found an input
# that crashes, hangs, or breaks what has to hold; the input's path is told.
#
#   fuzz.sh PROGRAM WORK SECONDS [SEEDS]
#
# WORK keeps the grown corpora, from which the next run goes on, the logs, and what was found. SEEDS is
# a folder of further inputs, for all targets. TARGETS in the environment names fewer targets.
set -euo pipefail

program=$1
work=$2
seconds=$3
seeds=${4:-}
inputs=Tests/Fuzz
# The backtracer of Swift hangs on a process that libFuzzer watches over.
export SWIFT_BACKTRACE=enable=no

# Without coverage libFuzzer guesses blindly, without AddressSanitizer it sees no fault of memory, and
# it would end well all the same.
for part in sancov.module_ctor_8bit_counters asan.module_ctor; do
    if ! nm "$program" | grep -c " $part" >/dev/null; then
        echo "fuzz: $program was built without $part" >&2
        exit 1
    fi
done

fuzz() {
    local target=$1
    mkdir -p "$work/corpus/$target" "$work/found"
    if ! FUZZ_TARGET=$target "$program" \
        -max_total_time="$seconds" -timeout=5 -rss_limit_mb=1024 -max_len=4096 \
        -dict="$inputs/Dictionaries/$target.dict" -artifact_prefix="$work/found/$target-" \
        -print_final_stats=1 -verbosity=1 \
        "$work/corpus/$target" "$inputs/Seeds/$target" ${seeds:+"$seeds"} \
        >"$work/$target.log" 2>&1
    then
        echo "fuzz: $target failed; its log is $work/$target.log" >&2
        grep -a -E 'does not hold|Fatal error|SUMMARY|Test unit written' "$work/$target.log" >&2 || true
        return 1
    fi
    if ! grep -a -q '^INFO: Loaded .* inline 8-bit counters' "$work/$target.log" ||
        grep -a -q 'Is the code instrumented' "$work/$target.log"
    then
        echo "fuzz: $target ran without coverage; its log is $work/$target.log" >&2
        return 1
    fi
    awk -v target="$target" '/number_of_executed_units/ { runs = $2 }
        /average_exec_per_sec/ { rate = $2 }
        END { printf "%-10s %d runs, %d a second\n", target, runs, rate }' "$work/$target.log"
}

mkdir -p "$work"
failed=0
read -r -a targets <<<"${TARGETS:-decoder xml dates html json discovery}"
for ((i = 0; i < ${#targets[@]}; i += 2)); do
    running=()
    for target in "${targets[@]:i:2}"; do
        fuzz "$target" &
        running+=($!)
    done
    for process in "${running[@]}"; do wait "$process" || failed=1; done
done
exit "$failed"
