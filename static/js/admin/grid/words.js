// What stands in a cell, in words; roles/grid/words.py says the same, and a test holds them together.
// A value is {need, level, isMember, isRelevant}; a cell that says nothing has the value null.
const TOKENS = /[\p{L}\p{Nl}\p{No}]+|\p{Nd}+/gu;
const DASHES = /^[\s\-–—−./]*$/;
const FIELDS = { is_member: "isMember", is_relevant: "isRelevant", is_open: "isOpen", need: "need", level: "level" };

export class Unclear extends Error {}

export class Words {
  constructor({ phrases, nothing, levels, member, irrelevant, open, messages }) {
    Object.assign(this, { levels, member, irrelevant, open, messages });
    this.phrases = new Map(Object.entries(phrases));
    this.nothing = new Set(nothing);
    this.longest = Math.max(...[...this.phrases.keys()].map((phrase) => phrase.split(" ").length));
  }

  text(value) {
    if (!value) return "";
    if (!value.isRelevant) return this.irrelevant;
    const said = [value.isMember ? this.member : value.need, this.levels[value.level]];
    return said.filter(Boolean).join(", ") || this.open;
  }

  // Throws Unclear.
  parse(written) {
    let tokens = written.toLowerCase().match(TOKENS) ?? [];
    if (this.nothing.has(tokens.join(" "))) {
      if (tokens.length || DASHES.test(written)) return null;
      throw this.unknown(written);
    }
    const said = {};
    while (tokens.length) {
      const [field, what, length] = this.firstPhrase(tokens, written);
      if (field && field in said && said[field] !== what) throw new Unclear(this.messages.twice);
      if (field) said[field] = what;
      tokens = tokens.slice(length);
    }
    const count = Object.keys(said).length;
    if (!count) throw this.unknown(written);
    if (("need" in said && said.isMember) || ("isRelevant" in said && count > 1)) throw new Unclear(this.messages.twice);
    return { need: said.need ?? null, level: said.level ?? null, isMember: !!said.isMember, isRelevant: said.isRelevant ?? true };
  }

  isClear(written) {
    try {
      this.parse(written);
      return true;
    } catch {
      return false;
    }
  }

  firstPhrase(tokens, written) {
    for (let length = Math.min(this.longest, tokens.length); length > 0; length--) {
      const meaning = this.phrases.get(tokens.slice(0, length).join(" "));
      if (meaning) return [FIELDS[meaning[0]], meaning[1], length];
    }
    throw this.unknown(written);
  }

  unknown(written) {
    return new Unclear(this.messages.unknown.replace("{}", written.trim()));
  }

  // Returns a value as it can stand in a cell (isMember, isImported); throws Unclear where it cannot.
  fitted(value, cell) {
    if (!value) return null;
    if (!value.isRelevant) {
      if (!cell.isImported) throw new Unclear(this.messages.notRated);
      return value;
    }
    if (cell.isMember && value.need) throw new Unclear(this.messages.hasChoice);
    if (value.isMember && !cell.isMember) throw new Unclear(this.messages.noChoice);
    if (!value.need && !cell.isMember && !cell.isImported) throw new Unclear(this.messages.needMissing);
    return { ...value, isMember: !!cell.isMember };
  }
}

// What holds where a role says one thing and its broader role another.
export function joined(own, above) {
  if (!own || !above || !own.isRelevant) return own ?? above;
  const strong = [own, above].find(({ need }) => need && need !== "mentioned");
  return {
    ...own,
    need: own.isMember ? null : (strong ?? own).need,
    level: own.level ?? (above.isRelevant ? above.level : null),
  };
}
