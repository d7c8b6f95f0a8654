# shellcheck shell=bash
# Sourced by ./pipeline: finds a nats-server that is new enough, or gets one.

minimum_nats=2.10.27

# Empty where the program does not run here.
nats_version() { { "$1" --version 2>/dev/null || true; } | sed -n 's/^nats-server: v\([0-9.]*\).*/\1/p'; }

new_enough() { [[ $(printf '%s\n%s\n' "$minimum_nats" "$1" | sort -V | head -n 1) == "$minimum_nats" ]]; }

# The first that runs and is new enough, in PATH, /usr/sbin, .tools/.
find_nats() {
    local candidate version
    while read -r candidate; do
        [[ -x $candidate ]] || continue
        version=$(nats_version "$candidate")
        if [[ -z $version ]]; then
            too_old="$candidate does not run on this machine ($(uname -m))"
        elif new_enough "$version"; then
            nats=$candidate
            return
        else
            too_old="$candidate is version $version"
        fi
    done < <(type -ap nats-server || true; printf '%s\n' /usr/sbin/nats-server "$root/.tools/nats-server")
    return 1
}

ensure_nats() {
    local version nats='' too_old=''
    if [[ -n ${PIPELINE_NATS_SERVER:-} ]]; then
        [[ -x $PIPELINE_NATS_SERVER ]] || fail $unavailable "there is no program at $PIPELINE_NATS_SERVER (--nats-server or PIPELINE_NATS_SERVER)."
        version=$(nats_version "$PIPELINE_NATS_SERVER")
        [[ -n $version ]] || fail $unavailable "$PIPELINE_NATS_SERVER does not run as nats-server on this machine ($(uname -m)); it may be built for another architecture."
        new_enough "$version" || fail $unavailable "$PIPELINE_NATS_SERVER is version $version; $minimum_nats or newer is needed."
        return
    fi
    if ! find_nats; then
        lock "$root/.tools/.lock" 'getting nats-server'
        find_nats || { get_nats && find_nats; } || fail $unavailable "the fetched nats-server does not serve: ${too_old:-it is missing}."
        unlock
    fi
    export PIPELINE_NATS_SERVER=$nats
}

get_nats() {
    local releases=https://github.com/nats-io/nats-server/releases why="nats-server $minimum_nats or newer is needed${too_old:+ ($too_old)}"
    case $(uname -s) in
        Darwin) fail $unavailable "$why; get it by: brew install nats-server" ;;
        MINGW* | MSYS* | CYGWIN*) fail $unavailable "$why; get it by: winget install NATSAuthors.NATSServer (or: scoop install nats-server)" ;;
    esac
    if ! command -v apt-get dpkg-deb apt-config >/dev/null || [[ -z $(debian_mirrors) || -z $(debian_keyring) ]]; then
        fail $unavailable "$why; get it for this system from $releases, then say --nats-server PATH."
    fi
    scratch=$(mktemp -d "$root/.tools/.get.XXXXXX") || fail 1 "cannot write to $root/.tools."
    if ! patiently 'Getting nats-server' "$root/.tools/get.log" unpack_debian_package; then
        if grep -q 'Unable to locate package' "$root/.tools/get.log"; then
            fail $unavailable "$why, and Debian has none for this architecture ($(uname -m)); see $releases, then say --nats-server PATH."
        fi
        fail $unavailable "$why, and Debian's package could not be fetched. Check the network and run this again, or say --nats-server PATH (details: $root/.tools/get.log)."
    fi
    mv -f "$scratch/unpacked/usr/sbin/nats-server" "$root/.tools/nats-server"
    rm -rf "$scratch"
    scratch=''
}

debian_keyring() { find /usr/share/keyrings -name 'debian-archive-keyring.[gp]*' 2>/dev/null | sort | head -n 1; }

# The machine's own mirrors of Debian itself: from apt's lists, or from its sources where no list has been fetched yet.
debian_mirrors() {
    local listed
    # shellcheck disable=SC2016 # apt-get fills these in, not the shell.
    listed=$(apt-get indextargets --format '$(ORIGIN)|$(LABEL)|$(REPO_URI)' 'Identifier: Packages' 2>/dev/null | sed -n 's/^Debian|Debian|//p')
    [[ -n $listed ]] || listed=$(
        cat /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2>/dev/null |
            sed -nE 's/^deb[[:space:]]+(\[[^]]*\][[:space:]]+)?([^[:space:]]+)[[:space:]]+(bullseye|bookworm|trixie|stable|forky|sid|testing)[[:space:]].*\bmain\b.*/\2/p'
        cat /etc/apt/sources.list.d/*.sources 2>/dev/null | awk -v RS= '
            /(^|\n)Suites:[^\n]*[ \t](bullseye|bookworm|trixie|stable|forky|sid|testing)([ \t\n]|$)/ {
                if (match($0, /(^|\n)URIs:[ \t]*[^\n]+/)) { uri = substr($0, RSTART, RLENGTH); sub(/^\n?URIs:[ \t]*/, "", uri); print uri }
            }' | tr -s ' \t' '\n'
    )
    sort -u <<<"$listed"
}

# Debian 13's package, checked against the machine's Debian keyring, through an apt state of our own: the system is left as it is.
# Proxies and credentials stay as configured; hooks that would act on the system, and pins, do not apply.
unpack_debian_package() {
    local mirror
    mkdir -p "$scratch"/{lists/partial,cache/archives/partial,unpacked}
    for mirror in $(debian_mirrors); do
        echo "deb [arch=$(dpkg --print-architecture) signed-by=$(debian_keyring)] $mirror trixie main"
    done >"$scratch/sources.list"
    apt-config dump | grep -vE 'Invoke|^DPkg::|^APT::Default-Release|^Acquire::IndexTargets' >"$scratch/apt.conf"
    cat >>"$scratch/apt.conf" <<END
Dir::State::lists "$scratch/lists";
Dir::State::status "/dev/null";
Dir::Cache "$scratch/cache";
Dir::Etc::sourcelist "$scratch/sources.list";
Dir::Etc::sourceparts "/dev/null";
Dir::Etc::main "/dev/null";
Dir::Etc::parts "/dev/null";
Dir::Etc::preferences "/dev/null";
Dir::Etc::preferencesparts "/dev/null";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "1";
Acquire::http::Timeout "20";
Acquire::https::Timeout "20";
END
    export APT_CONFIG=$scratch/apt.conf
    cd "$scratch"
    apt-get update -q -o APT::Update::Error-Mode=any && apt-get download -q nats-server && dpkg-deb -x ./*.deb unpacked
}
