"""Starts `Adapter.java` with the jars of Debian's libpixelmed-java; Java compiles it."""

import os
import re
from pathlib import Path

JARS = "pixelmed pixelmed_imageio vecmath commons-compress slf4j-api slf4j-nop commons-codec"

if __name__ == "__main__":
    found = [f"/usr/share/java/{name}.jar" for name in JARS.split()]
    source = Path(__file__).resolve().with_name("Adapter.java")
    # The style sheet of the validator is larger than Java allows by default.
    limits = [f"-Djdk.xml.xpath{name}Limit=0" for name in ("ExprGrp", "ExprOp", "TotalOp")]
    options = [*limits, "-Djava.awt.headless=true", "-cp", os.pathsep.join(found)]
    version = re.search(r"-(\d+)\.", os.path.realpath(found[0]))
    os.execvp("java", ["java", *options, str(source), version[1] if version else "0"])  # noqa: S606 - it becomes Java
