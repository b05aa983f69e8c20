import { expect, test } from "vitest";
import { sidesOf } from "../src/screens/priorities/labels";

const room = { left: 40, right: 600 };

test("a label stands to the right of its point, or to the left where the room ends", () => {
  const sides = sidesOf(
    [
      { id: 1, label: "Import", x: 100, y: 50 },
      { id: 2, label: "Import", x: 580, y: 90 },
    ],
    room,
  );
  expect([...sides]).toEqual([
    [1, "start"],
    [2, "end"],
  ]);
});

test("a label gives way to another's, and is left out where both sides are taken", () => {
  const close = [
    { id: 1, label: "Invitation", x: 200, y: 50 },
    { id: 2, label: "Setup questions", x: 212, y: 52 },
    { id: 3, label: "Lost note", x: 206, y: 54 },
  ];
  const sides = sidesOf(close, room);
  expect(sides.has(3), "between the two").toBe(false);
  expect(sides.get(1)).toBe("end");
  expect(sides.get(2)).toBe("start");
});
