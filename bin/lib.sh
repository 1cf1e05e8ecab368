# The steps that bin/start, bin/test, bin/coop and bin/lock share. Sourced, never run.

set -euo pipefail
trap 'exit 130' INT # also when the command at hand takes Ctrl-C for an ordinary failure

ROOT=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
VAR=$(realpath -m -- "${VAR:-$ROOT/var}")
export VAR
unset PYTHONDONTWRITEBYTECODE # each process of the house would read all of its source again
VENV=$ROOT/.venv
PYTHON=$VENV/bin/python
SETUP_LOG=$VAR/log/setup.log

# What Debian has to bring: Python, time zones, and the libraries WeasyPrint lays out a page with.
# Without libharfbuzz-subset0 it still prints, but several times slower.
RUN_PACKAGES=(python3 python3-venv tzdata ca-certificates
    libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz0b libharfbuzz-subset0 fontconfig)
# A browser for the stories (Chromium without its windows, which start and stop slowly), and the library that
# Playwright's own Node needs on a minimal Debian.
# Java judges PDFs (veraPDF); the JDK, for the judge is a source file that Java compiles when it runs.
TEST_PACKAGES=(chromium-headless-shell libatomic1 default-jdk-headless)

# step TITLE COMMAND…: run the command and show how long it takes; what it says goes to the log.
STEPS=0 STEP=0
step() {
    local title=$1 begin=$SECONDS ticker='' from status
    shift
    [ "$STEPS" = 0 ] || title="$((STEP += 1))/$STEPS $title"
    mkdir -p "$VAR/log"
    printf '\n== %s\n' "$title" >>"$SETUP_LOG"
    from=$(stat -c %s "$SETUP_LOG")
    if [ -t 2 ]; then
        tick "$title" &
        ticker=$!
    fi
    set +e
    (trap 'exit 130' INT && set -e && "$@") >>"$SETUP_LOG" 2>&1 </dev/null
    status=$?
    set -e
    [ -z "$ticker" ] || { kill "$ticker" && wait "$ticker" 2>/dev/null || printf '\r' >&2; }
    if [ "$status" != 0 ]; then
        printf '%s … ✗\n\n' "$title" >&2
        tail -c "+$((from + 1))" "$SETUP_LOG" | tail -n 25 >&2
        printf '\nLog: %s\n' "$SETUP_LOG" >&2
        exit 1
    fi
    printf '%s … ✓ %s s\n' "$title" $((SECONDS - begin)) >&2
}

tick() {
    local begin=$SECONDS
    while kill -0 $$ 2>/dev/null; do # no longer than the script itself
        printf '\r%s … %s s' "$1" $((SECONDS - begin)) >&2
        sleep 0.2
    done
}

fail() {
    printf '%s\n' "$1" >&2
    exit 1
}

# install_packages NAME…: install what is missing of these Debian packages.
install_packages() {
    local missing
    missing=$(missing_packages "$@")
    [ -n "$missing" ] || return 0
    as_root apt-get -q update
    # shellcheck disable=SC2086 # one word a package
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends $missing
}

missing_packages() {
    local name installed
    command -v dpkg-query >/dev/null || return 0 # not Debian: whoever runs it there brings these
    installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "$@" 2>/dev/null || true)
    for name in "$@"; do
        grep -qx "$name installed" <<<"$installed" || printf '%s ' "$name"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo >/dev/null; then
        sudo "$@"
    else
        printf 'Hiervoor is beheer van de computer nodig: meld je aan als root, of installeer sudo.\n' >&2
        return 1
    fi
}

# install_python LOCK STAMP…: make the virtual environment hold exactly what the lock says, and our own code.
# A stamp in it remembers for which lock and which folder it was made: an environment cannot be moved.
install_python() {
    local lock=$1 stamp
    shift
    exec 9<"$ROOT" && flock 9 # of two that begin at once, one makes it and the other waits
    if is_made "$1"; then return 0; fi
    "$(debian_python)" -m venv --clear "$VENV"
    "$PYTHON" -m pip install -q --disable-pip-version-check --require-hashes -r "$ROOT/$lock"
    "$PYTHON" -m pip install -q --disable-pip-version-check --no-index --no-deps --no-build-isolation -e "$ROOT"
    for stamp in "$@"; do fingerprint >"$VENV/$stamp"; done
}

# is_made STAMP: whether the environment is there and made from today's lock.
is_made() {
    [ -L "$VENV" ] && return 0 # a link leads to an environment somebody else looks after
    [ -x "$PYTHON" ] && [ "$(cat "$VENV/$1" 2>/dev/null)" = "$(fingerprint)" ]
}

fingerprint() {
    { printf '%s\n' "$ROOT" && cat "$ROOT"/requirements*.lock "$ROOT/setup.cfg"; } | sha256sum
}

# Debian's own Python first: another one that happens to be on the path may lack venv or be slower.
debian_python() {
    local python
    for python in /usr/bin/python3 python3 python3.13 python3.12 python3.11; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            printf '%s\n' "$python"
            return 0
        fi
    done
    printf 'Er is Python 3.11 of nieuwer nodig.\n' >&2
    return 1
}

# compile_translations: only when a text is newer than what was made of it.
compile_translations() {
    local texts=$ROOT/coop/translations po
    [ -d "$texts" ] || return 0
    for po in "$texts"/*/LC_MESSAGES/*.po; do
        if [ "$po" -nt "${po%.po}.mo" ]; then
            "$PYTHON" -m babel.messages.frontend compile -d "$texts"
            return
        fi
    done
}

# compress_static: WhiteNoise sends the packed twin of a file where there is one, so none may be stale. They are
# fresh when every one of them came after every other file, by the time that unpacking or copying cannot set back.
compress_static() {
    local static=$ROOT/coop/static order
    order=$(find "$static" -type f -printf '%C@ %f\n' | sort -n | sed -E 's/.*\.(gz|br)$/packed/; t; s/.*/file/' | uniq)
    [ "$order" = $'file\npacked' ] || "$PYTHON" -P -m whitenoise.compress -q "$static"
}

coop() {
    PYTHONPATH=$ROOT "$PYTHON" -P -m coop.cli "$@"
}
