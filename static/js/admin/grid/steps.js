// What was written into cells, step by step, so that it can be undone and done again.
export class Steps {
  constructor(texts) {
    this.texts = texts; // Map: key of a cell -> its text
    this.done = [];
    this.undone = [];
    this.taken = () => {};
  }

  get(key) {
    return this.texts.get(key) ?? "";
  }

  // Writes [[key, text]] as one step; returns the keys that changed.
  write(cells) {
    const last = new Map(cells); // The last of what is written into one cell stands.
    const step = [...last].map(([key, after]) => ({ key, before: this.get(key), after }));
    const changed = step.filter(({ before, after }) => before !== after);
    if (changed.length) {
      this.done.push(changed);
      this.undone = [];
    }
    return this.put(changed, "after");
  }

  undo() {
    return this.move(this.done, this.undone, "before");
  }

  redo() {
    return this.move(this.undone, this.done, "after");
  }

  move(from, to, side) {
    const step = from.pop();
    if (!step) return [];
    to.push(step);
    return this.put(step, side);
  }

  put(step, side) {
    this.taken();
    for (const change of step) this.texts.set(change.key, change[side]);
    return step.map(({ key }) => key);
  }
}
