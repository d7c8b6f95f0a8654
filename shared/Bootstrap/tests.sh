# shellcheck shell=bash
# Sourced by ./pipeline: runs the test projects and adds up their counts.

# What the test runner says on every run; failures, skips with their reason, and what the tests print remain.
runner_noise='^VSTest version|^Starting test execution|^A total of 1 test files|^Data collector .Blame. message: All tests finished|^Results File|^ +Skipped |\[SKIP\]$|^Additionally, path to test adapters|^(Passed|Failed|Skipped)! |^$'

# Project by project, so that real servers and deadlines do not compete for the cores. The counts are those of the result files.
run_tests() {
    local project results=$root/artifacts/test-results passed=0 failed=0 skipped=0 more
    rm -rf "$results"
    mkdir -p "$results"
    for project in Architecture Unit NatsClient Integration Faults EndToEnd; do
        run_project "$project" "$@"
    done
    for project in "$root"/tests/*/; do
        project=$(basename "$project")
        grep -q '<IsTestProject>true' "$root/tests/$project/$project.csproj" || continue
        # A project that left no count did not run to its end.
        read -r -a more 2>/dev/null <"$results/$project.count" || more=(0 1 0)
        passed=$((passed + more[0])) failed=$((failed + more[1])) skipped=$((skipped + more[2]))
    done
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [[ $failed -eq 0 ]]
}

run_project() {
    local project=$1 code=0 counts bad began=$SECONDS
    shift
    patiently "$project" "$results/$project.log" briefly sdk test "$root/artifacts/bin/$project/release/Pipeline.Tests.$project.dll" \
        --results-directory "$results/$project" --logger "trx;LogFileName=$project.trx" --logger 'console;verbosity=minimal' \
        --blame-hang-timeout 300s --blame-hang-dump-type none "$@" || code=$?
    grep -vE "$runner_noise" "$results/$project.log" || true
    skip_reasons "$results/$project/$project.trx"
    counts=$(grep -o '<Counters [^>]*' "$results/$project/$project.trx" 2>/dev/null || true)
    bad=$(count failed)
    # A test process that dies reports fewer failures than there were: its death is one.
    if [[ $code -ne 0 && $bad -eq 0 ]]; then
        printf '%s ended with code %d\n' "$project" "$code"
        bad=1
    fi
    printf '%-14s %5d passed %5d failed %5d skipped %5d s\n' \
        "$project" "$(count passed)" "$bad" "$(($(count total) - $(count executed)))" $((SECONDS - began))
    echo "$(count passed) $bad $(($(count total) - $(count executed)))" >"$results/$project.count"
}

# Hundreds of programs are started that live for seconds: compiling their code a second time, for the long run, takes half of all processor time and is never earned back.
briefly() {
    DOTNET_TC_CallCounting=0 "$@"
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
