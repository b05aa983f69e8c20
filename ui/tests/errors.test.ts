import { expect, test } from "vitest";
import { asCallError, CallError } from "../src/backend/errors";

test("messages are sentences of their own", () => {
  const told = (message: string) => new CallError("internal", message).message;
  expect(told("there is no theme 7 in this project")).toBe("There is no theme 7 in this project.");
  expect(told("/tmp/a.csv could not be read: no such file")).toBe("/tmp/a.csv could not be read: no such file.");
  expect(told("survey.csv is empty")).toBe("survey.csv is empty.");
  expect(told("The disk is full.")).toBe("The disk is full.");
});

test("whatever is thrown becomes one", () => {
  expect(asCallError({ code: "busy", message: "wait" })).toMatchObject({ code: "busy", message: "wait." });
  expect(asCallError(new TypeError("x"))).toMatchObject({ code: "internal" });
  expect(asCallError("plain")).toMatchObject({ code: "internal", message: "plain." });
});
