"""1-bit frames of any size."""


def bits(frames: int, rows: int, columns: int) -> list[list[list[int]]]:
    return [
        [
            [int((7 * f + 5 * r + 3 * c) % 4 == 0 or r == c == 0) for c in range(columns)]
            for r in range(rows)
        ]
        for f in range(frames)
    ]
