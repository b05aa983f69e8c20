#!/usr/bin/env python3
"""Draws Assay's mark and writes it in every size and container the window needs.

The mark is a ranking: three bars, the first with its interval in the accent colour.
Standard library only; same bytes every time.
Run it from anywhere: python3 src-tauri/icons/make.py
"""

import struct
import zlib
from pathlib import Path

HERE = Path(__file__).resolve().parent
INK = (27, 38, 59)
PAPER = (244, 241, 234)
ACCENT = (216, 126, 44)
GREY = (126, 141, 163)


def rounded(x, y, left, top, right, bottom, radius):
    """Is the point inside the rounded rectangle?"""
    if not (left <= x <= right and top <= y <= bottom):
        return False
    dx = max(left + radius - x, x - (right - radius), 0.0)
    dy = max(top + radius - y, y - (bottom - radius), 0.0)
    return dx * dx + dy * dy <= radius * radius


def colour(x, y):
    """Colour of the mark at a point of the unit square; None is transparent."""
    if not rounded(x, y, 0.03, 0.03, 0.97, 0.97, 0.2):
        return None
    if (x - 0.62) ** 2 + (y - 0.30) ** 2 <= 0.085**2:
        return ACCENT
    if rounded(x, y, 0.44, 0.275, 0.82, 0.325, 0.025):
        return ACCENT
    if rounded(x, y, 0.18, 0.23, 0.40, 0.37, 0.03):
        return PAPER
    if rounded(x, y, 0.18, 0.45, 0.70, 0.57, 0.03):
        return PAPER
    if rounded(x, y, 0.18, 0.65, 0.52, 0.77, 0.03):
        return GREY
    return INK


def pixels(size, samples=4):
    """RGBA rows of the mark, averaged over samples × samples points a pixel."""
    rows = []
    for row in range(size):
        line = bytearray()
        for column in range(size):
            red = green = blue = hits = 0
            for i in range(samples):
                for j in range(samples):
                    point = colour(
                        (column + (j + 0.5) / samples) / size,
                        (row + (i + 0.5) / samples) / size,
                    )
                    if point:
                        red, green, blue = red + point[0], green + point[1], blue + point[2]
                        hits += 1
            if hits:
                line += bytes((red // hits, green // hits, blue // hits, 255 * hits // samples**2))
            else:
                line += bytes(4)
        rows.append(bytes(line))
    return rows


def png(size):
    """The mark as a PNG file of size × size pixels."""

    def chunk(name, data):
        body = name + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    raw = b"".join(b"\0" + row for row in pixels(size))
    header = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"IDAT", zlib.compress(raw, 9))
        + chunk(b"IEND", b"")
    )


def ico(images):
    """A Windows icon from PNG files by size."""
    entries, data, offset = b"", b"", 6 + 16 * len(images)
    for size, image in images:
        side = 0 if size == 256 else size
        entries += struct.pack("<BBBBHHII", side, side, 0, 0, 1, 32, len(image), offset)
        data += image
        offset += len(image)
    return struct.pack("<HHH", 0, 1, len(images)) + entries + data


def icns(images):
    """A macOS icon from PNG files by type."""
    body = b"".join(kind + struct.pack(">I", 8 + len(image)) + image for kind, image in images)
    return b"icns" + struct.pack(">I", 8 + len(body)) + body


def main():
    image = {size: png(size) for size in (16, 32, 48, 128, 256, 512)}
    files = {
        "32x32.png": image[32],
        "128x128.png": image[128],
        "128x128@2x.png": image[256],
        "icon.png": image[512],
        "icon.ico": ico([(size, image[size]) for size in (16, 32, 48, 256)]),
        "icon.icns": icns([(b"ic07", image[128]), (b"ic08", image[256]), (b"ic09", image[512])]),
    }
    for name, data in files.items():
        (HERE / name).write_bytes(data)
        print(f"{name}: {len(data)} bytes")


if __name__ == "__main__":
    main()
