import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { crc32 } from "node:zlib";
import { open } from "./assay.mjs";

const guid = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const WORDS = "die Rechnung 😀 kam zweimal";
const TEXT = `Gut, aber ${WORDS}, und keiner antwortet.`;
const start = [...TEXT.slice(0, TEXT.indexOf(WORDS))].length;

// A project as other programs write it: a memo on a code, on words, on a text, and a comment.
const STUDY = `<Project name="Study" origin="Other" xmlns="urn:QDA-XML:project:1.0">
<CodeBook><Codes><Code guid="${guid(1)}" name="Doppelte Rechnung" isCodable="true"><NoteRef targetGUID="${guid(11)}"/></Code></Codes></CodeBook>
<Sources><TextSource guid="${guid(2)}" name="Gespräch 1"><Description>Am Telefon</Description><PlainTextContent>${TEXT}</PlainTextContent>
<PlainTextSelection guid="${guid(3)}" startPosition="${start}" endPosition="${start + [...WORDS].length}">
<Coding guid="${guid(4)}"><CodeRef targetGUID="${guid(1)}"/></Coding><NoteRef targetGUID="${guid(12)}"/></PlainTextSelection></TextSource></Sources>
<Notes><Note guid="${guid(11)}" name="Was es heißt"><PlainTextContent>&lt;b&gt;Zwei&lt;/b&gt; Abbuchungen</PlainTextContent></Note>
<Note guid="${guid(12)}" name=""><PlainTextContent>Fragen an anna@example.org</PlainTextContent></Note></Notes><Description>Zwölf Gespräche</Description></Project>`;

test("memos of another program stand with their theme and with what was said, without contact data", async (t) => {
  const window = await open(t, { empty: true });
  const file = join(window.place.folder, "study.qdpx");
  writeFileSync(file, archive("project.qde", STUDY));
  await window.openImport();
  await window.addPath(file);
  await window.startImport();
  await window.outcome.getByText("study.qdpx").waitFor();

  await window.go("Sources");
  await window.select("study.qdpx");
  const ofProject = window.inspector("Source").getByRole("list", { name: "Memos" }).getByRole("listitem");
  await ofProject.getByText("Zwölf Gespräche").waitFor();
  assert.equal(await ofProject.count(), 1);

  await window.go("Themes");
  await window.select("Doppelte Rechnung");
  const ofTheme = window.inspector("Theme").getByRole("list", { name: "Memos" }).getByRole("listitem");
  await ofTheme.getByText("<b>Zwei</b> Abbuchungen").waitFor();
  await ofTheme.getByRole("heading", { name: "Was es heißt" }).waitFor();
  assert.equal(await ofTheme.count(), 1);

  await window.go("Passages");
  await window.main.getByRole("listbox", { name: "Feedback" }).getByRole("option").first().click();
  const ofText = window.inspector("Passage").getByRole("list", { name: "Memos" }).getByRole("listitem");
  await ofText.first().waitFor();
  assert.deepEqual((await ofText.allInnerTexts()).map((text) => text.split(/\n+/)).sort(), [["Am Telefon"], [WORDS, "Fragen an [email 1]"]]);
});

/** A ZIP archive of one file, as it is. */
function archive(name, text) {
  const [path, bytes] = [Buffer.from(name), Buffer.from(text)];
  const header = (signature, length) => {
    const head = Buffer.alloc(length);
    head.writeUInt32LE(signature);
    return head;
  };
  const sizes = (head, at) => {
    head.writeUInt32LE(crc32(bytes), at);
    head.writeUInt32LE(bytes.length, at + 4);
    head.writeUInt32LE(bytes.length, at + 8);
    head.writeUInt16LE(path.length, at + 12);
    return head;
  };
  const local = sizes(header(0x04034b50, 30), 14);
  const central = sizes(header(0x02014b50, 46), 16);
  const end = header(0x06054b50, 22);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length + path.length, 12);
  end.writeUInt32LE(local.length + path.length + bytes.length, 16);
  return Buffer.concat([local, path, bytes, central, path, end]);
}
