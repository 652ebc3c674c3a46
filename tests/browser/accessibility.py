"""What axe-core finds on a page: `found_by_axe(page, rules)`.

The rule of contrast takes most of its time, and a long page says the same in the same colours many hundred
times: it is asked of one text of each look, where a look is all that the rule goes by (colours, size and weight
of the text, and every ground painted behind it).
"""

from axe_playwright_python.sync_playwright import Axe

LEVELS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERY_RULE = {"runOnly": {"type": "tag", "values": LEVELS}}
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
LOOK_AND_SIZE = {
    "runOnly": {"type": "rule", "values": ["color-contrast", "target-size", "scrollable-region-focusable"]}
}
OPEN_FOLDS = "document.querySelectorAll('details').forEach(fold => fold.open = true)"

SAMPLE = "data-sample"
MARK_SAMPLES = """sample => {
    const grounds = new Map([[null, ""]]), seen = new Set();
    const groundOf = element => {
        if (!grounds.has(element)) {
            const { backgroundColor, backgroundImage, opacity, filter, mixBlendMode } = getComputedStyle(element);
            const own = [backgroundColor, backgroundImage, opacity, filter, mixBlendMode].join();
            const plain = own === "rgba(0, 0, 0, 0),none,1,none,normal";
            grounds.set(element, groundOf(element.parentElement) + (plain ? "" : `/${own}`));
        }
        return grounds.get(element);
    };
    const saysSomething = element => element.matches("input, select, textarea")
        || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
    for (const element of document.querySelectorAll("body, body *")) {
        element.removeAttribute(sample);
        if (!saysSomething(element) || !element.checkVisibility({ visibilityProperty: true })) continue;
        const { color, fontSize, fontWeight, textShadow, position } = getComputedStyle(element);
        const look = [color, fontSize, fontWeight, textShadow, position, groundOf(element)].join();
        element.toggleAttribute(sample, !seen.has(look));
        seen.add(look);
    }
}"""


def found_by_axe(page, rules):
    """Return (rule, HTML, what to do) of each element that breaks one of the rules, a value for axe.run."""
    page.evaluate(MARK_SAMPLES, SAMPLE)
    page.evaluate(Axe().axe_script)
    page.evaluate(
        "sample => axe.configure({rules: [{id: 'color-contrast', selector: `[${sample}]`}]})",
        SAMPLE,
    )
    # Without loading the style sheets once more: it would write them into the page, which its policy may forbid.
    found = page.evaluate("options => axe.run(options)", rules | {"resultTypes": ["violations"], "preload": False})
    return [
        (rule["id"], node["html"], node["failureSummary"]) for rule in found["violations"] for node in rule["nodes"]
    ]
