#!/bin/sh
# Installs the locked packages into .venv: sh tools/install.sh [options of uv sync]
set -eu

# The system's certificates know a company's own authority; uv's built-in ones serve where there are none.
if [ -e /etc/ssl/certs/ca-certificates.crt ]; then
    UV_SYSTEM_CERTS=${UV_SYSTEM_CERTS:-1}
    export UV_SYSTEM_CERTS
fi
exec .tools/bin/uv sync --quiet --locked --python "$(sh tools/python.sh)" "$@"
