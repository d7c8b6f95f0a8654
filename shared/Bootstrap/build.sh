# shellcheck shell=bash
# Sourced by ./pipeline: finds the .NET SDK and builds what changed, once.

build=$root/artifacts/.build

find_dotnet() {
    local folder
    for folder in "${DOTNET_ROOT:-}" "${HOME:+$HOME/.dotnet}" /usr/share/dotnet /usr/lib/dotnet /usr/local/share/dotnet /opt/homebrew/opt/dotnet/libexec; do
        command -v dotnet >/dev/null && break
        [[ -n $folder && -x $folder/dotnet ]] && PATH=$folder:$PATH
    done
    command -v dotnet >/dev/null || return 0
    # The programs look for their runtime in the standard places alone, unless told.
    folder=$(dirname "$(readlink -f "$(command -v dotnet)")")
    if [[ -z ${DOTNET_ROOT:-} && -d $folder/host/fxr ]]; then export DOTNET_ROOT=$folder; fi
}

# A service account may have no home, and the SDK wants one to write to.
sdk() {
    if [[ -w ${HOME:-/nonexistent} ]]; then
        dotnet "$@"
    else
        mkdir -p "$root/artifacts/.home"
        HOME=$root/artifacts/.home dotnet "$@"
    fi
}

require_sdk() {
    local newest advice
    advice='get the .NET 10 SDK from https://dotnet.microsoft.com/download/dotnet/10.0, then run this again.'
    command -v dotnet >/dev/null || fail $unavailable "the .NET SDK is not installed (no dotnet in PATH); $advice"
    if ! (cd "$root" && sdk --version) >/dev/null 2>&1; then
        newest=$(cd / && sdk --list-sdks 2>/dev/null | sed 's/ .*//' | tail -n 1)
        fail $unavailable "this needs the .NET 10 SDK, and the newest here is ${newest:-none, only a runtime}; $advice"
    fi
}

# One line that changes when a source file is edited, added, moved or deleted, or another SDK is installed.
fingerprint() {
    local format=(-c '%n %s %.Y') prune=(-name .git -o -path ./artifacts -o -path ./.tools -o -path ./.ci)
    stat --version >/dev/null 2>&1 || format=(-f '%N %z %Fm')
    [[ $1 == all ]] || prune+=(-o -path ./tests)
    cd "$root"
    {
        echo "${DOTNET_ROOT:-}"/sdk/*
        find . \( "${prune[@]}" \) -prune -o -type f ! -name '*.md' ! -name '*.sh' ! -name pipeline -exec stat "${format[@]}" {} + | LC_ALL=C sort
    } | cksum
}

# Running programs have their files mapped, and the build overwrites in place: they keep the old files, the build gets copies.
leave_running_files_alone() {
    local folder
    for folder in "$root"/artifacts/bin/*/release; do
        [[ -d $folder ]] || continue
        rm -rf "$folder.new" "$folder.old"
        cp -pR "$folder" "$folder.new"
        mv "$folder" "$folder.old"
        mv "$folder.new" "$folder"
        rm -rf "$folder.old"
    done
}

projects_to_build() {
    cd "$root"
    find . \( -path ./artifacts -o -path ./tests -o -path ./.tools \) -prune -o -name '*.csproj' -print | sed 's|^\./||' | LC_ALL=C sort
}

write_product_filter() {
    projects_to_build | sed 's|.*|    "&",|; $ s|,$||' |
        { echo '{ "solution": { "path": "../../Pipeline.sln", "projects": [' && cat && echo '] } }'; } >"$build/Product.slnf"
}

is_built() { [[ -x $2 && -f $build/$1 && $(<"$build/$1") == "$(fingerprint "$1")" ]]; }

# Everything ("all") or without tests ("product"), in Release, unless nothing changed since.
ensure_built() {
    local what=$1 program=$2 target=$root/Pipeline.sln before
    is_built "$what" "$program" && return
    require_sdk
    lock "$root/artifacts/.build.lock" building
    if is_built "$what" "$program"; then unlock && return; fi
    mkdir -p "$build"
    if [[ $what == product ]]; then write_product_filter && target=$build/Product.slnf; fi
    before=$(fingerprint "$what")
    leave_running_files_alone
    if ! patiently Building "$build/build.log" sdk build "$target" -c Release -v quiet --nologo -clp:NoSummary -nodeReuse:false; then
        if grep -qE 'NU1301' "$build/build.log"; then
            fail $unavailable "the packages could not be fetched: no answer from the package source. Check the network and run this again (details: $build/build.log)."
        fi
        cat "$build/build.log" >&2
        fail 1 'the build failed; the errors are above.'
    fi
    compile_ahead
    echo "$before" >"$build/$what"
    if [[ $what == all ]]; then fingerprint product >"$build/product"; fi
    unlock
}

program_of() {
    local name=$1 path
    path=$root/artifacts/bin/$name/release/Pipeline.$([[ $name != Benchmarks ]] || echo Tests.)$name
    case $(uname -s) in MINGW* | MSYS* | CYGWIN*) path+=.exe ;; esac
    echo "$path"
}
