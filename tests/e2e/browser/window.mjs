/** The window as a person meets it: things are found by the names they are read by. No assertions here. */
export class Window {
  constructor(page, place) {
    this.page = page;
    /** Folder of this test, path of its project, address of the server. */
    this.place = place;
    this.main = page.getByRole("main");
    this.messages = page.getByRole("region", { name: "Messages" });
    this.undo = page.getByRole("button", { name: /^Undo/ }).first();
    this.redo = page.getByRole("button", { name: /^Redo/ }).first();
    this.progress = page.getByRole("group", { name: "Work in progress" });
    this.dialog = page.getByRole("dialog");
  }

  /** The map of passages, and the names of themes on it. */
  get map() {
    return this.main.getByRole("group", { name: "Map of passages" });
  }

  get mapLabels() {
    return this.map.getByRole("list", { name: "Themes on the map" }).getByRole("button");
  }

  /** Where on the page some passage lies that no name lies over. */
  async mapPoint() {
    const { places } = (await this.call("themes_map")).value;
    const bytes = Buffer.from(places, "base64");
    const points = Array.from({ length: bytes.length / 4 }, (_, at) => [bytes.readUInt16LE(at * 4), bytes.readUInt16LE(at * 4 + 2)]);
    const [right, bottom] = [0, 1].map((axis) => Math.max(...points.map((point) => point[axis])));
    const box = await this.map.boundingBox();
    const margin = 36;
    const scale = Math.min((box.width - 2 * margin) / right, (box.height - 2 * margin) / bottom);
    const seen = points.map(([x, y]) => ({
      x: box.x + box.width / 2 + (x - right / 2) * scale,
      y: box.y + box.height / 2 + (y - bottom / 2) * scale,
    }));
    const labels = await this.mapLabels.evaluateAll((all) => all.map((label) => label.getBoundingClientRect().toJSON()));
    return seen.find(({ x, y }) => labels.every((box) => x < box.left || x > box.right || y < box.top || y > box.bottom));
  }

  async go(screen) {
    await this.page
      .getByRole("navigation", { name: "Screens" })
      .getByRole("link", { name: new RegExp(`^${screen}`) })
      .click();
    await this.page.getByRole("heading", { level: 1, name: screen }).waitFor();
  }

  /** The row of the middle table with this name. */
  row(name) {
    return this.main.getByRole("row").filter({ has: this.page.getByRole("link", { name, exact: true }) });
  }

  /** The names of the rows of the middle table, in order. */
  async names() {
    await this.main.locator("a[data-row]").first().waitFor();
    return this.main.locator("a[data-row]").allInnerTexts();
  }

  async select(name) {
    await this.main.getByRole("link", { name, exact: true }).click();
  }

  inspector(name) {
    return this.page.getByRole("complementary", { name });
  }

  /** Waits for a message and gives its words. */
  async said(words) {
    const message = this.messages.getByText(words).first();
    await message.waitFor();
    return message.innerText();
  }

  /** Shows finer themes, once it is known which there are. */
  async finer() {
    await this.main.getByRole("slider", { name: /^Granularity/, disabled: false }).waitFor();
    await this.page.keyboard.press("]");
  }

  async openImport() {
    await this.page.keyboard.press("Control+i");
    await this.dialog.getByRole("heading", { name: "Import" }).waitFor();
  }

  async addPath(path) {
    const field = this.dialog.getByLabel("Path of a file or folder");
    await field.fill(path);
    await field.press("Enter");
    await this.dialog.locator('section[aria-label="Preview"][aria-busy="false"]').waitFor();
  }

  async startImport() {
    await this.dialog.getByRole("button", { name: /^Import( \d+ files)?$/ }).click();
  }

  get outcome() {
    return this.page.getByRole("region", { name: "What the import did" });
  }

  /** Asks the workbench itself, past the window. */
  async call(name, request = null) {
    const token = new URL(this.place.address).searchParams.get("token");
    const response = await this.page.request.post(new URL(`/api/call/${name}`, this.place.address).href, {
      headers: { "X-Assay-Token": token },
      data: { task: "test", request },
    });
    const last = (await response.text()).trim().split("\n").at(-1);
    return JSON.parse(last);
  }
}
