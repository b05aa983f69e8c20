// @vitest-environment jsdom

import { beforeEach, expect, test } from "vitest";
import { addressOf, placeOf, route } from "../src/state/route.svelte";

beforeEach(() => route.forget());

test("an address and its place are the same thing", () => {
  const address = addressOf("passages", { theme: 12, search: "a & b=c #1", source: null, item: "" });
  expect(address).toBe("#/passages?search=a+%26+b%3Dc+%231&theme=12");
  expect(placeOf(address)).toEqual({ screen: "passages", params: { search: "a & b=c #1", theme: "12" } });
});

test("an address that makes no sense leads to the first screen", () => {
  for (const hash of ["", "#", "#/", "#/nothing", "#/%zz", "#summary"]) expect(placeOf(hash).screen).toBe("sources");
});

test("the selected theme travels from screen to screen, filters stay behind", () => {
  route.go("themes", { theme: 3, by: "label" });
  route.visit("priorities");
  expect(route.params).toEqual({ theme: "3" });
  route.set({ theme: 5 }, { replace: true });
  route.visit("themes");
  expect(route.params).toEqual({ by: "label", theme: "5" });
});

test("a screen is as it was left", () => {
  route.go("passages", { search: "invite" });
  route.visit("report");
  route.visit("passages");
  expect(route.params).toEqual({ search: "invite" });
});

test("going back leads to where one was", async () => {
  route.go("themes", { theme: 3 });
  route.go("passages", { theme: 3 });
  const back = new Promise((resolve) => addEventListener("popstate", resolve, { once: true }));
  history.back();
  await back;
  expect(route.screen).toBe("themes");
  expect(route.number("theme")).toBe(3);
});
