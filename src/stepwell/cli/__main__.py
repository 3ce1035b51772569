"""`python -m stepwell.cli` is the command `stepwell`."""

import sys

from stepwell.cli.dispatch import main

sys.exit(main())
