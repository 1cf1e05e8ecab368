"""Photos as telephones make them, and files that only say they are one."""

import io
import struct
import zlib

from PIL import Image


def photo(size: tuple[int, int] = (60, 80), place: bool = True) -> bytes:
    """A photo as a telephone makes it, which tells where it was taken; it lies on its side."""
    picture, told = Image.new("RGB", size, "white"), Image.Exif()
    if place:
        told[0x0112] = 6  # lies on its side
        told[0x010F] = "Telefoon van Jan"
        told.get_ifd(0x8825).update({1: "N", 2: (53.0, 14.0, 49.0), 3: "E", 4: (6.0, 35.0, 22.0)})
    kept = io.BytesIO()
    picture.save(kept, format="JPEG", exif=told)
    return kept.getvalue()


def bomb() -> bytes:
    """A picture of some bytes that unpacks to ten thousand million dots."""

    def part(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    size = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + part(b"IHDR", size) + part(b"IDAT", zlib.compress(b"\0")) + part(b"IEND", b"")
