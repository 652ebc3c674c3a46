// Asks the server what would be saved, shows it, and saves it; nothing that was written is lost if it cannot.
const UNREACHED =
  "Nothing was saved: the server did not answer as it should. You may have been signed out: sign in in another window, then try again. What you wrote is still here.";

const TOKEN = "[name=csrfmiddlewaretoken]";

export class Review {
  constructor(form, table, selection, say) {
    Object.assign(this, { form, table, selection, say, isSaving: false });
    this.section = form.querySelector("#grid-review");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.send(event.submitter?.name ?? "_review");
    });
    this.section.addEventListener("click", ({ target }) => this.settle(target));
    if (!this.section.hidden) this.addButtons();
    window.addEventListener("beforeunload", (event) => {
      if (!this.isSaving && table.changed().length) event.preventDefault();
    });
  }

  // What was asked before is out of date once a cell changes.
  forget() {
    this.section.hidden = true;
  }

  async send(action) {
    const [wrong] = this.table.wrong();
    if (wrong) {
      const count = this.table.wrong().length;
      this.selection.goTo(wrong);
      return this.say(`${count === 1 ? "One cell" : `${count} cells`} to mend first; this is the first.`);
    }
    const answer = await this.ask(action);
    if (!answer) return this.say(UNREACHED);
    if (answer.saved) {
      this.isSaving = true;
      return location.assign(answer.saved);
    }
    this.show(answer);
  }

  async ask(action) {
    try {
      let answer = await this.post(action);
      if (answer.status === 403) {
        await this.renewToken();
        answer = await this.post(action);
      }
      return await answer.json();
    } catch {
      return null;
    }
  }

  post(action) {
    const headers = { Accept: "application/json", "X-CSRFToken": this.form.querySelector(TOKEN).value };
    return fetch(this.form.action, { method: "POST", body: this.filled(action), headers });
  }

  // Whoever has signed in again, in another window, has another token.
  async renewToken() {
    const page = await (await fetch(this.form.action)).text();
    this.form.querySelector(TOKEN).value = new DOMParser().parseFromString(page, "text/html").querySelector(TOKEN).value;
  }

  // Only cells that were changed, each with what was seen in it.
  filled(action) {
    const sent = new URLSearchParams(); // A thousand fields are read much faster so than as parts.
    const seen = {};
    for (const cell of this.table.changed()) {
      sent.append(`cell.${cell.key}`, this.table.said(cell));
      seen[cell.key] = this.table.seenIn(cell);
    }
    sent.append("seen", JSON.stringify(seen));
    for (const name of ["note", "claims"]) {
      for (const value of new FormData(this.form).getAll(name)) sent.append(name, value);
    }
    sent.append(action, "1");
    return sent;
  }

  show({ problems, summary, can_save, needs_evidence, note_error }) {
    for (const [key, { message }] of Object.entries(problems)) {
      const cell = this.table.byKey.get(key);
      if (!cell) continue;
      cell.refused = message;
      this.table.draw(cell);
    }
    this.section.hidden = false;
    this.section.querySelector(".grid-summary").innerHTML = summary;
    this.section.querySelector(".grid-save").hidden = !can_save;
    this.section.querySelector(".grid-evidence").hidden = !needs_evidence;
    this.complain(note_error);
    this.addButtons();
    const first = note_error ? this.section.querySelector("[name=note]") : this.section.querySelector("h2");
    first.focus();
  }

  complain(message) {
    const field = this.section.querySelector(".field-note");
    field.querySelector(".errorlist")?.remove();
    field.querySelector("textarea").toggleAttribute("aria-invalid", !!message);
    if (!message) return;
    const list = document.createElement("ul");
    list.className = "errorlist";
    list.id = "grid-note-error";
    list.append(Object.assign(document.createElement("li"), { textContent: message }));
    field.prepend(list);
    field.querySelector("textarea").setAttribute("aria-invalid", "true");
  }

  addButtons() {
    for (const item of this.section.querySelectorAll("[data-key]")) {
      const choices = "theirs" in item.dataset ? { mine: "Keep mine", theirs: "Take theirs" } : { go: "Go to the cell" };
      for (const [choice, label] of Object.entries(choices)) {
        const button = Object.assign(document.createElement("button"), { type: "button", className: "button", textContent: label });
        button.dataset.choice = choice;
        item.append(" ", button);
      }
    }
  }

  // Of two words for one cell the editor chooses; then everything is looked at once more.
  settle({ dataset, parentElement: item }) {
    const cell = dataset.choice && this.table.byKey.get(item.dataset.key);
    if (!cell) return;
    if (dataset.choice === "go") return this.selection.goTo(cell);
    this.table.seen.set(cell.key, item.dataset.theirs);
    cell.refused = "";
    if (dataset.choice === "theirs") this.table.write([[cell, item.dataset.theirs]]);
    this.table.drawRow(cell.row);
    item.remove();
    if (this.section.querySelector("[data-key]")) this.section.querySelector("[data-key] button").focus();
    else this.send("_review");
  }
}
