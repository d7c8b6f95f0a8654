# shellcheck shell=bash
# Sourced by ./pipeline: compiles the built programs to machine code, so that they start, and start again after a crash, in two thirds of the time.
# Only speed depends on it: where the compiler cannot be had, or refuses a library, the programs run as they were built.

ahead=$root/artifacts/.build/ahead

compile_ahead() {
    local name folders=()
    for name in Scanner Buyer Monitor Seller Orchestrator Simulator; do
        folders+=("$(dirname "$(program_of "$name")")")
    done
    mkdir -p "$ahead"
    patiently 'Compiling ahead' "$build/ahead.log" compile_folders "${folders[@]}" || true
}

# The programs share most of their libraries: each is compiled once and kept under the sum of its bytes, for the builds to come.
compile_folders() {
    local compiler folder library sum
    compiler=$(find_compiler) && [[ -n $compiler ]] || return 1
    for folder in "$@"; do
        for library in "$folder"/*.dll; do
            sum=$(sum_of "$library")
            grep -qs "^$sum " "$ahead/installed" || printf '%s %s\n' "$sum" "$library"
        done
    done >"$ahead/wanted"
    sort -u -k 1,1 "$ahead/wanted" | while read -r sum library; do
        [[ -f $ahead/$sum.dll ]] || printf '%s\0%s\0%s\0%s\0' "$compiler" "$library" "$ahead/references" "$ahead/$sum.dll"
    done >"$ahead/work"
    [[ ! -s $ahead/work ]] || xargs -0 -n 4 -P "$(getconf _NPROCESSORS_ONLN)" "$BASH" -c '
        "$1" "$2" -o "$4.new" -O @"$3" -r "$(dirname "$2")/*.dll" && mv -f "$4.new" "$4"' _ <"$ahead/work" || true
    while read -r sum library; do
        # A new file, never the old one overwritten: a running program has that mapped.
        [[ -f $ahead/$sum.dll ]] && cp "$ahead/$sum.dll" "$library.new" && mv -f "$library.new" "$library"
        echo "$(sum_of "$library") $sum"
    done <"$ahead/wanted" >>"$ahead/installed"
}

# Its path; the frameworks that the programs run on are left in a file of options for it.
find_compiler() {
    local said compiler dotnet version library
    said=$(cd "$root" && sdk build shared/Bootstrap/Ahead.proj -restore -t:Say -v minimal --nologo -nodeReuse:false | sed -n 's/.*ahead://p')
    IFS='|' read -r compiler dotnet version <<<"$said"
    [[ -x $compiler ]] || compiler+=.exe
    [[ -x $compiler ]] || return 1
    for library in Microsoft.NETCore.App Microsoft.AspNetCore.App; do
        library=$dotnet/shared/$library
        if [[ ! -d $library/$version ]]; then version=$(basename "$(printf '%s\n' "$library"/10.* | sort -V | tail -n 1)"); fi
        echo "-r:$library/$version/*.dll"
    done >"$ahead/references"
    echo "$compiler"
}

sum_of() {
    if command -v sha256sum >/dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}
