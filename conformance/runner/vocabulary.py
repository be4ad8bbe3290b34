"""The closed lists of the suite: features, views, levels, verdicts."""

# Parts of the model that a reader may or may not report. A declared view is compared wherever a
# case knows it; a view that is not declared is not compared, and the report says so.
VIEWS = (
    "labels",
    "geometry",
    "segments",
    "codes",
    "colour",
    "background",
    "algorithm",
    "tracking",
    "references",
    "matrix",
)
PIXELS = ("mono8", "mono16", "palette", "binary", "fractional")
SYNTAXES = (
    "implicit",
    "big-endian",
    "deflated",
    "encapsulated",
    "rle",
    "deflated-frame",
    "jpegls",
    "jpeg2000",
    "htj2k",
    "jpeg-lossless",
    "jpegxl",
)
STRUCTURES = (
    "tiled-full",
    "tiled-sparse",
    "concatenation",
    "temporal",
    "source-grid",
    "unicode",
    "large",
)
# What spec/proposals describe: no part of the standard, and of no level.
PROPOSALS = ("regular-volume", "overlap", "instances")
FEATURES = frozenset((*VIEWS, *PIXELS, *SYNTAXES, *STRUCTURES, *PROPOSALS))

OPERATIONS = ("decode", "encode", "validate", "rewrite")
ROLES = {"Reader": "decode", "Writer": "encode", "Validator": "validate"}
DEPTHS = ("Core", "Full", "Strict")

# What an implementation has to declare for a level. Core is a label map of one byte a pixel, in
# patient space, with its segments and its background; Full is the whole SOP Class in the
# encodings that need no codec beyond the standard's own text.
CORE_FEATURES = {
    "decode": frozenset({"labels", "geometry", "segments", "background", "mono8"}),
    "encode": frozenset({"mono8"}),
    "validate": frozenset({"mono8"}),
}
FULL_FEATURES = {
    "decode": CORE_FEATURES["decode"]
    | {"codes", "colour", "mono16", "palette", "implicit", "rle", "deflated-frame", "encapsulated"}
    | {"tiled-full", "tiled-sparse", "matrix", "unicode", "references"},
    "encode": CORE_FEATURES["encode"]
    | {"mono16", "palette", "implicit", "rle", "unicode", "source-grid"},
    "validate": CORE_FEATURES["validate"] | {"mono16", "palette", "tiled-full", "tiled-sparse"},
}


def level_table() -> list[str]:
    """The features of each level as a table in Markdown; VERDICTS.md has it."""
    lines = ["| level | features that have to be declared |", "|---|---|"]
    for role, op in ROLES.items():
        core, full = CORE_FEATURES[op], FULL_FEATURES[op]
        lines.append(f"| {role} Core | {' '.join(sorted(core))} |")
        lines.append(
            f"| {role} Full, Strict | those of Core, and {' '.join(sorted(full - core))} |"
        )
    return lines


BAD_VERDICTS = frozenset({"fail", "unproven", "crash", "timeout", "protocol-error"})
