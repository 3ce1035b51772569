#!/bin/sh
# Everything a machine can find fault with, short of running the tests. Goes on after a fault, so that one run shows all.

bin=.venv/bin
failed=""
PYTHONDONTWRITEBYTECODE=1
# Settings are read, no installation is touched and no database asked.
STEPWELL_SECRET_KEY=only-for-checks
STEPWELL_HOME=$(mktemp -d)
DJANGO_SETTINGS_MODULE=stepwell.config.settings
export PYTHONDONTWRITEBYTECODE STEPWELL_SECRET_KEY STEPWELL_HOME DJANGO_SETTINGS_MODULE
trap 'rm -rf "$STEPWELL_HOME"' EXIT

step() {
    name=$1
    shift
    if output=$("$@" 2>&1); then
        echo "ok    $name"
    else
        echo "FAULT $name"
        echo "$output" | sed 's/^/      /'
        failed="$failed $name,"
    fi
}

units() {
    # The programs are not installed where the units expect them, so another program stands in for them.
    for unit in deploy/*.service; do
        sed 's#^\(Exec[A-Za-z]*=[+!]*\)/opt/stepwell/[^ ]*#\1/bin/true#' "$unit" >"$STEPWELL_HOME/$(basename "$unit")"
    done
    systemd-analyze verify --man=no "$STEPWELL_HOME"/*.service
}

migrations() {
    # Without a database Django warns that it cannot compare histories, which is not what is asked here.
    $bin/python -W ignore::RuntimeWarning -m django makemigrations --check --dry-run
}

step "ruff, rules" $bin/ruff check .
step "ruff, form" $bin/ruff format --check --quiet .
step "types" $bin/mypy
step "layers" $bin/lint-imports
step "migrations" migrations
step "settings" $bin/python -m django check
# H015 is about line breaks; H030 and H031 ask for words for search engines on pages that none may see.
step "templates" $bin/djlint src --lint --quiet --ignore=H015,H030,H031
step "vendored files" $bin/python frontend/check_vendor.py
step "licenses" $bin/python tools/licenses.py
step "notices" $bin/python tools/notices.py
step "container file" $bin/hadolint deploy/Containerfile
step "shell scripts" sh -n tools/*.sh
command -v systemd-analyze >/dev/null 2>&1 && step "systemd units" units

[ -z "$failed" ] && exit 0
echo "Faults in:${failed%,}" >&2
exit 1
