"""``python -m refseg`` is the command ``refseg``."""

import sys

from refseg.commands.cli import main

sys.exit(main())
