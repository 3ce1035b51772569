#!/bin/sh
# What only the system can provide: libraries that set letters, and a browser for the browser tests.
# As root it installs what is missing; otherwise it says which one command does. Either way we go on without.
#
#     sh tools/system.sh letters browser

missing=""

has_library() {
    if [ "$(uname)" = Darwin ]; then
        ls /opt/homebrew/lib/"$2"* /usr/local/lib/"$2"* >/dev/null 2>&1
    else
        { ldconfig -p || /sbin/ldconfig -p; } 2>/dev/null | grep -q "$1"
    fi
}

has_browser() {
    for name in chromium chromium-browser google-chrome; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

for need in "$@"; do
    case "$need" in
    letters)
        has_library libpango-1.0.so.0 libpango-1.0 || missing="$missing libpango-1.0-0"
        has_library libpangoft2-1.0.so.0 libpangoft2-1.0 || missing="$missing libpangoft2-1.0-0"
        find /usr/share/fonts /Library/Fonts -name '*.[ot]tf' 2>/dev/null | grep -q . || missing="$missing fonts-dejavu-core"
        ;;
    browser) has_browser || missing="$missing chromium" ;;
    *) echo "unknown: $need" >&2 && exit 2 ;;
    esac
done
[ -z "$missing" ] && exit 0

if ! command -v apt-get >/dev/null 2>&1; then
    echo "Missing (Debian's names):$missing. Install them with your package manager; without them PDF letters or browser tests fail." >&2
elif [ "$(id -u)" -ne 0 ]; then
    echo "Missing:$missing. One command adds them: sudo apt-get install -y --no-install-recommends$missing" >&2
else
    echo "Installing:$missing"
    # shellcheck disable=SC2086 - one word for each package
    if ! { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing; } \
        >/dev/null 2>&1 </dev/null; then
        echo "That failed. Run it by hand to see why: apt-get install -y --no-install-recommends$missing" >&2
    fi
fi
exit 0
