// A ZIP archive without compression (PKWARE APPNOTE 6.3.10, sections 4.3.7, 4.3.12 and 4.3.16):
// a report and its charts as one download.

export interface ZipEntry {
  name: string;
  text: string;
}

/** The archive of some text files. */
export function zip(entries: readonly ZipEntry[]): Blob {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const directory: Uint8Array<ArrayBuffer>[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = encoder.encode(entry.name);
    const content = encoder.encode(entry.text);
    const common = [UTF8_NAMES, STORED, 0, EARLIEST_DATE];
    const sizes = [crc32(content), content.length, content.length];
    const header = record(0x04034b50, [VERSION, ...common], sizes, [name.length, 0]);
    parts.push(header, name, content);
    directory.push(
      record(0x02014b50, [VERSION, VERSION, ...common], sizes, [name.length, 0, 0, 0, 0], [0, offset]),
      name,
    );
    offset += header.length + name.length + content.length;
  }
  const directorySize = directory.reduce((sum, part) => sum + part.length, 0);
  const end = record(0x06054b50, [0, 0, entries.length, entries.length], [directorySize, offset], [0]);
  return new Blob([...parts, ...directory, end], { type: "application/zip" });
}

const VERSION = 20;
const UTF8_NAMES = 0x0800;
const STORED = 0;
const EARLIEST_DATE = 0x0021;

/** A signature, then 16-bit, 32-bit, 16-bit and 32-bit numbers, all little-endian. */
function record(
  signature: number,
  shorts: number[],
  longs: number[],
  moreShorts: number[],
  moreLongs: number[] = [],
): Uint8Array<ArrayBuffer> {
  const size = 4 + 2 * (shorts.length + moreShorts.length) + 4 * (longs.length + moreLongs.length);
  const view = new DataView(new ArrayBuffer(size));
  let at = 0;
  const put = (bytes: 2 | 4, value: number) => {
    if (bytes === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += bytes;
  };
  put(4, signature);
  for (const value of shorts) put(2, value);
  for (const value of longs) put(4, value);
  for (const value of moreShorts) put(2, value);
  for (const value of moreLongs) put(4, value);
  return new Uint8Array(view.buffer);
}

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
