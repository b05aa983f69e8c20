// @vitest-environment jsdom

import { beforeEach, expect, test, vi } from "vitest";

beforeEach(() => {
  vi.resetModules();
  sessionStorage.clear();
});

test("the token leaves the address and survives a reload", async () => {
  history.replaceState(null, "", "/?token=secret#/themes?theme=3");
  const first = await import("../src/backend/token");
  expect(first.accessToken()).toBe("secret");
  expect(location.search).toBe("");
  expect(location.hash).toBe("#/themes?theme=3");

  vi.resetModules();
  const second = await import("../src/backend/token");
  expect(second.accessToken()).toBe("secret");
});

test("without a token there is none", async () => {
  history.replaceState(null, "", "/");
  const { accessToken } = await import("../src/backend/token");
  expect(accessToken()).toBe("");
});
