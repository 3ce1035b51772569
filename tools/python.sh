#!/bin/sh
# Prints the path of a Python that Stepwell runs on: $PYTHON, or the first on the path that is 3.11 or newer.
# A name alone proves nothing (version managers leave names behind that do not run), so each one is asked.
# Root prefers one that other accounts can run as well, because the web server is not to run as root; not with --any.

usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

shared() {
    real=$("$1" -c 'import os, sys; print(os.path.realpath(sys.executable))')
    su -s /bin/sh -c "'$real' -c 'import ctypes, ssl'" nobody >/dev/null 2>&1
}

answer() {
    "$1" -c 'import sys; print(sys.executable)'
    exit 0
}

candidates="python3.11 python3.12 python3.13 python3.14 python3 python"
if [ -n "${PYTHON:-}" ]; then
    usable "$PYTHON" && answer "$PYTHON"
elif [ "$(id -u)" -eq 0 ] && [ "${1:-}" != --any ]; then
    for folder in "" /usr/local/bin/ /usr/bin/; do
        for name in $candidates; do
            usable "$folder$name" && shared "$folder$name" && answer "$folder$name"
        done
    done
fi
for name in $candidates; do
    usable "$name" && answer "$name"
done
echo "Stepwell needs Python 3.11 or newer. Install it, or say where it is: make run PYTHON=/path/to/python3.11" >&2
exit 1
