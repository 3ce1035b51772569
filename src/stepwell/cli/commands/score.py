"""`stepwell score`: answers to an instrument in, its score out, both as JSON."""

import json
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from stepwell.assessments import library
from stepwell.assessments.library import NoInstrument
from stepwell.assessments.rules import scoring
from stepwell.assessments.rules.definitions import Definition
from stepwell.assessments.rules.scoring import Score
from stepwell.cli.command import DONE, FINDINGS, UNUSABLE
from stepwell.cli.say import complain, say
from stepwell.kernel.shapes import Problem, problems

STANDARD_INPUT = "-"


def run(options: Namespace) -> int:
    """Score the answers in a file. Nothing of them is kept, and no complaint quotes one.

    returns  0 scored; 1 scored, and something is to be looked at: an answer that does not fit, is missing or critical;
             2 the input cannot be used
    """
    if options.schema:
        say(json.dumps(library.schema(), indent=2, ensure_ascii=False))
        return DONE
    if options.file is None:
        complain("Name a file, or - for standard input.")
        return UNUSABLE
    try:
        asked = json.loads(_text(options.file))
    except (OSError, ValueError) as error:
        complain(f"{options.file}: {error}")
        return UNUSABLE
    found = list(problems(asked, library.schema()["$defs"]["input"], root=library.schema()))
    for problem in found:
        complain(f"{problem.position or '/'} {problem.sentence}")
    return UNUSABLE if found else _score(asked)


def _text(file: Path) -> str:
    return sys.stdin.read() if str(file) == STANDARD_INPUT else file.read_text(encoding="utf-8")


def _score(asked: dict[str, Any]) -> int:
    try:
        definition = library.definition(asked["instrument"], asked["version"])
    except NoInstrument as error:
        complain(str(error))
        return UNUSABLE
    answers = asked["answers"]
    issues = list(scoring.check(definition, answers))
    unfit = {problem.position for problem in issues}
    fitting = {name: value for name, value in answers.items() if f"/answers/{name}" not in unfit}
    result = scoring.score(definition, fitting)
    issues += [Problem(f"/answers/{name}", "is not answered") for name in result.missing]
    say(json.dumps(_written(definition, result, issues), indent=2, ensure_ascii=False))
    return FINDINGS if issues or result.critical else DONE


def _written(definition: Definition, result: Score, issues: list[Problem]) -> dict[str, Any]:
    return {
        "instrument": definition.code,
        "version": definition.version,
        "algorithm": result.algorithm,
        "total": result.total,
        "band": result.band or None,
        "subscores": dict(result.subscores),
        "missing": list(result.missing),
        "critical": [{"item": one.item, "value": one.value, "means": one.means} for one in result.critical],
        "remarks": list(result.remarks),
        "issues": [{"position": issue.position, "sentence": issue.sentence} for issue in issues],
    }
