#!/bin/sh
# Prints the path of a Python that Stepwell runs on: $PYTHON, or the first on the path that is 3.11 or newer.
# A name alone proves nothing (version managers leave names behind that do not run), so each one is asked.

usable() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

for candidate in ${PYTHON:-} python3.11 python3.12 python3.13 python3.14 python3 python; do
    if usable "$candidate"; then
        "$candidate" -c 'import sys; print(sys.executable)'
        exit 0
    fi
done
echo "Stepwell needs Python 3.11 or newer. Install it, or say where it is: make run PYTHON=/path/to/python3.11" >&2
exit 1
