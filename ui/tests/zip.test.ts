import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { zip } from "../src/lib/zip";

test("the archive holds the files as they are, under names in UTF-8", async () => {
  const entries = [
    { name: "bericht–ä.md", text: "# Bericht\n" },
    { name: "charts/a.svg", text: "<svg/>" },
  ];
  const bytes = new Uint8Array(await new Response(zip(entries)).arrayBuffer());
  const view = new DataView(bytes.buffer);

  const end = bytes.length - 22;
  expect(view.getUint32(end, true), "signature of the end record").toBe(0x06054b50);
  expect(view.getUint16(end + 10, true)).toBe(entries.length);
  let at = view.getUint32(end + 16, true);
  expect(at + view.getUint32(end + 12, true), "the directory ends where the end record begins").toBe(end);

  for (const { name, text } of entries) {
    expect(view.getUint32(at, true), "signature of a directory entry").toBe(0x02014b50);
    const content = new TextEncoder().encode(text);
    expect(view.getUint16(at + 8, true) & 0x0800, "names are in UTF-8").not.toBe(0);
    expect(view.getUint32(at + 16, true)).toBe(crc32(content));
    expect(view.getUint32(at + 24, true)).toBe(content.length);
    const nameLength = view.getUint16(at + 28, true);
    const local = view.getUint32(at + 42, true);
    expect(view.getUint32(local, true), "signature of a file").toBe(0x04034b50);
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    expect(new TextDecoder().decode(bytes.slice(local + 30, local + 30 + nameLength))).toBe(name);
    expect(bytes.slice(start, start + content.length)).toEqual(content);
    at += 46 + nameLength;
  }
});
