import { expect, test } from "vitest";
import { isRating, OUTCOMES, outcomeOf } from "../src/screens/priorities/outcome";

test("an outcome that is not known is activation", () => {
  expect(outcomeOf(undefined).value).toBe("activated");
  expect(outcomeOf("retained:31").value).toBe("activated");
  expect(outcomeOf("retained:30").noun).toContain("30 days");
});

test("only ratings are not counted in points, and nothing of them is lost", () => {
  const ratings = OUTCOMES.filter(isRating);
  expect(ratings.map(({ value, lost }) => [value, lost])).toEqual([["rating", null]]);
  expect(outcomeOf("rating").differences.one(-1.914)).toBe("−1.91");
  expect(outcomeOf("churned").differences.one(-0.154)).toBe("−15");
});
