# shellcheck shell=bash
# Sourced by ./pipeline: runs the test projects and adds up their counts.

# What the test runner says on every run; failures, skips with their reason, and what the tests print remain.
runner_noise='^VSTest version|^Starting test execution|^A total of 1 test files|^Data collector .Blame. message: All tests finished|^Results File|^ +Skipped |\[SKIP\]$|^Additionally, path to test adapters|^(Passed|Failed|Skipped)! |^$'

# Project by project, so that real servers and deadlines do not compete for the cores; the counts are those of the result files.
run_tests() {
    local project results=$root/artifacts/test-results code counts passed=0 failed=0 skipped=0 bad began
    rm -rf "$results"
    mkdir -p "$results"
    for project in Architecture Unit NatsClient Integration EndToEnd Faults; do
        [[ -f $root/tests/$project/$project.csproj ]] || continue
        code=0
        began=$SECONDS
        patiently "$project" "$results/$project.log" sdk test "$root/artifacts/bin/$project/release/Pipeline.Tests.$project.dll" \
            --results-directory "$results" --logger "trx;LogFileName=$project.trx" --logger 'console;verbosity=minimal' \
            --blame-hang-timeout 300s --blame-hang-dump-type none "$@" || code=$?
        grep -vE "$runner_noise" "$results/$project.log" || true
        skip_reasons "$results/$project.trx"
        counts=$(grep -o '<Counters [^>]*' "$results/$project.trx" 2>/dev/null || true)
        bad=$(count failed)
        # A test process that dies reports fewer failures than there were: its death is one.
        if [[ $code -ne 0 && $bad -eq 0 ]]; then
            printf '%s ended with code %d\n' "$project" "$code"
            bad=1
        fi
        printf '%-14s %5d passed %5d failed %5d skipped %5d s\n' \
            "$project" "$(count passed)" "$bad" "$(($(count total) - $(count executed)))" $((SECONDS - began))
        passed=$((passed + $(count passed))) failed=$((failed + bad)) skipped=$((skipped + $(count total) - $(count executed)))
    done
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [[ $failed -eq 0 ]]
}

# The runner names the skipped tests and keeps their reasons in its result file.
skip_reasons() {
    [[ -f $1 ]] || return 0
    sed -n '/<UnitTestResult .*outcome="NotExecuted"/,/<\/UnitTestResult>/ {
        s/.* testName="\([^"]*\)".*/  Skipped \1/p
        s/.*<Message>\(.*\)<\/Message>.*/    \1/p
    }' "$1"
}

count() {
    local number
    number=$(sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$counts")
    echo "${number:-0}"
}
