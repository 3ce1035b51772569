#!/bin/sh
# Puts uv, which installs everything else, into .tools: one exact version, its hash checked.
set -eu

python=$(sh tools/python.sh --any)
rm -rf .tools
if ! "$python" -m venv .tools; then
    rm -rf .tools
    echo "Python cannot make a virtual environment. On Debian and Ubuntu run as root: apt-get install python3-venv" >&2
    exit 1
fi
.tools/bin/python -m pip install -qq --disable-pip-version-check --no-deps --only-binary :all: \
    --require-hashes --requirement tools/uv.txt
touch .tools/bin/uv
