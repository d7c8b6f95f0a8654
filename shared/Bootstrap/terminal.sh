# shellcheck shell=bash
# Sourced by ./pipeline: telling, failing, waiting and locking. All of it on stderr: stdout belongs to the programs.

unavailable=69
ticker=''
scratch=''

say() { printf '%s\n' "$*" >&2; }

fail() {
    local code=$1
    shift
    say "pipeline: $*"
    exit "$code"
}

clean_up() {
    [[ -z $ticker ]] || kill "$ticker" 2>/dev/null || true
    [[ -z $scratch ]] || rm -rf "$scratch"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# A line that counts the seconds on a terminal; elsewhere a line at the start and every 15 s. Ends with the script, however that ends.
tick() {
    local what=$1 began=$SECONDS
    [[ -t 2 ]] || say "$what…"
    while sleep 1 >/dev/null 2>&1 && kill -0 $$ 2>/dev/null; do
        if [[ -t 2 ]]; then
            printf '\r%s… %d s' "$what" $((SECONDS - began)) >&2
        elif (((SECONDS - began) % 15 == 0)); then
            say "$what… $((SECONDS - began)) s"
        fi
    done
}

# Runs a command with its output in a file, and tells on stderr how long it has been at it: stdout belongs to the programs.
patiently() {
    local what=$1 log=$2 code=0
    shift 2
    tick "$what" 9>&- &
    ticker=$!
    ("$@") >"$log" 2>&1 9>&- </dev/null || code=$?
    kill "$ticker" 2>/dev/null || true
    wait "$ticker" 2>/dev/null || true
    ticker=''
    [[ ! -t 2 ]] || printf '\r\033[K' >&2
    return "$code"
}

# Holds a lock on descriptor 9 until unlock. Without flock (macOS, Git Bash) two first starts at the same moment are the user's to avoid.
lock() {
    local file=$1 what=$2
    if ! { mkdir -p "$(dirname "$file")" && : >>"$file"; } 2>/dev/null; then
        fail 1 "cannot write to $(dirname "$file"); the checkout must be writable."
    fi
    exec 9>>"$file"
    command -v flock >/dev/null || return 0
    flock -n 9 || { say "Waiting for another ./pipeline that is $what…" && flock 9; }
}

unlock() { exec 9>&-; }
