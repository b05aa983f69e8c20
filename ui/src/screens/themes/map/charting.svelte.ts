/** What a person is doing on the map; it is over when the map is left. */
class Charting {
  /** Numbers of the passages that were drawn round. */
  chosen = $state.raw<readonly number[]>([]);
  /** The next drag draws a line round passages instead of moving the map. */
  choosing = $state(false);

  start(): void {
    this.chosen = [];
    this.choosing = false;
  }
}

export const charting = new Charting();
