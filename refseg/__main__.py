"""``python -m refseg`` is the command ``refseg``."""

import sys

from refseg.cli import main

sys.exit(main())
