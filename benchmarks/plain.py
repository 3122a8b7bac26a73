"""The script that a desk would write in an afternoon: PyYAML, Matplotlib, Jinja2 and WeasyPrint.

``.venv/bin/python benchmarks/plain.py OUT.pdf TOPIC...`` makes briefs on topics, or one file of
several, from the same facts and with the same style sheet as the project. It is what times are
compared with, and uses none of its code. It takes every figure on trust: nothing is checked or
traced, the PDF is neither archival nor accessible.
"""

from __future__ import annotations

import io
import re
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jinja2
import matplotlib as mpl

mpl.use("svg")
import matplotlib.pyplot as plt
import weasyprint
import yaml
from matplotlib import font_manager

ROOT = Path(__file__).resolve().parent.parent
THEME = ROOT / "templates" / "themes" / "default"
REFERENCE = re.compile(r"\{([^{}|@]+)(?:@([^{}|]+))?(?:\|([^{}]+))?\}")
COLOURS = ("#12394a", "#8fa3ad", "#2f7f93", "#c07a3e")

PAGE = """<!DOCTYPE html>
<html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>{{ topics[0].title }}</title>
<style>{{ fonts }}{{ theme }}{{ styles }}
@page { size: A4; margin: 19mm 18mm;
  @bottom-left { content: "صفحة " counter(page) " من " counter(pages); font: 8pt Brief Sans; }
}
:root { --head-space: 19mm; --edge-start: 18mm; --edge-end: 18mm; --bleed: 0; --gutter: 6mm; }
</style></head><body class="brief colour">
{% for topic in topics %}
<article class="document"><header class="masthead"><p class="kicker">إحاطة موجزة</p>
<h1>{{ topic.title }}</h1><p class="subtitle">{{ topic.subtitle }}</p></header>
<section class="bottom-line"><h2>الخلاصة</h2><p>{{ topic.bottom|join(" ") }}</p></section>
{% for block in topic.blocks %}
<section class="block {{ block.kind }}">{% if block.title %}<h2>{{ block.title }}</h2>{% endif %}
{% if block.kind == "key-figures" %}<div class="tiles">{% for tile in block.tiles %}
<div class="tile"><p class="number">{{ tile.figure }}</p><p class="label">{{ tile.label }}</p>
<p class="date">{{ tile.date }}</p></div>{% endfor %}</div>
{% elif block.kind == "charts" %}<div class="pictures">{% for picture in block.pictures %}
<figure class="picture"><figcaption class="point">{{ picture.title }}</figcaption>
<img src="{{ picture.source }}"><p class="unit">{{ picture.note }}</p></figure>{% endfor %}</div>
{% elif block.rows %}<table><thead><tr>{% for head in block.heads %}<th>{{ head }}</th>{% endfor %}
</tr></thead><tbody>{% for row in block.rows %}<tr>{% for cell in row %}<td>{{ cell }}</td>
{% endfor %}</tr>{% endfor %}</tbody></table>
{% else %}<div class="columns"><ul>{% for text in block.texts %}<li>{{ text }}</li>{% endfor %}</ul>
</div>{% endif %}</section>
{% endfor %}
<section class="block sources"><h2>المصادر</h2><div class="columns"><ol>
{% for source in topic.sources %}<li>{{ source }}</li>{% endfor %}</ol></div></section></article>
{% endfor %}</body></html>"""


class Data:
    """The YAML files, and texts with their references filled in."""

    def __init__(self) -> None:
        def read(name: str) -> Any:
            return yaml.safe_load((ROOT / "data" / name).read_text("utf-8"))

        self.sources, self.names, self.units = map(
            read, ("sources.yaml", "entities.yaml", "units.yaml")
        )
        self.facts: dict[str, Any] = {}
        for path in sorted((ROOT / "data" / "facts").glob("*.yaml")):
            self.facts |= yaml.safe_load(path.read_text("utf-8"))
        self.cited: list[str] = []

    def name(self, code: str) -> str:
        """What an entity is called."""
        return str(self.names.get(code, {}).get("name", code))

    def claim(self, fact: str, at: str | None = None) -> Any:
        """A claim of a fact: of a date if that is given, else the last one."""
        claims = self.facts[fact]["claims"]
        dated = [one for one in claims if at and str(one.get("as_of", "")).startswith(at)]
        return (dated or claims)[-1]

    def mark(self, claim: Any) -> str:
        """The number of its source."""
        if claim["source"] not in self.cited:
            self.cited.append(claim["source"])
        return f"[{self.cited.index(claim['source']) + 1}]"

    def date(self, claim: Any) -> str:
        """The date it holds for, as written."""
        source = self.sources[claim["source"]]
        return str(claim.get("as_of") or source.get("published") or source["inferred"]["date"])

    def figure(self, fact: str, claim: Any) -> str:
        """The value with its noun, or the names of a relation."""
        if "value" not in claim:
            objects = [one["object"] for one in self.facts[fact]["claims"] if "object" in one]
            return "، ".join(map(self.name, objects))
        unit = self.units.get(self.facts[fact].get("unit"), {})
        noun = unit.get("forms", {}).get("other") or unit.get("name", "")
        return f"{claim['value']:,} {noun}"

    def text(self, text: str) -> str:
        """A text with its references filled in."""

        def fill(found: re.Match[str]) -> str:
            name, at, form = found.groups()
            if name.startswith("="):
                return self.name(name[1:])
            if name not in self.facts:
                return name
            claim = self.claim(name, at)
            if form in ("date", "dated"):
                return self.date(claim)
            if form == "cite":
                return self.mark(claim)
            return self.figure(name, claim) + self.mark(claim)

        return REFERENCE.sub(fill, text).replace("**", "")


def picture(data: Data, panel: Any) -> dict[str, str]:
    """One chart as a data address."""
    figure, axes = plt.subplots(figsize=(3.3, 1.9))
    labels, values = [], []
    for series in panel.get("of", panel.get("facts", [])):
        fact = series["fact"] if isinstance(series, dict) else series
        for claim in data.facts[fact]["claims"]:
            labels.append(f"{data.facts[fact]['wording'][:18]} {data.date(claim)}")
            values.append(claim.get("value", 1))
    if panel["chart"] == "line":
        axes.plot(range(len(values)), values, marker="o", color=COLOURS[0])
        axes.set_xticks(range(len(labels)), labels, fontsize=7)
    else:
        bars = axes.barh(range(len(values)), values, color=COLOURS[0])
        axes.bar_label(bars, [f"{value:,}" for value in values], fontsize=7)
        axes.set_yticks(range(len(labels)), labels, fontsize=7)
    figure.tight_layout()
    out = io.BytesIO()
    figure.savefig(out, format="svg")
    plt.close(figure)
    source = "data:image/svg+xml;base64," + b64encode(out.getvalue()).decode()
    title, note = data.text(panel.get("title", "")), data.text(panel.get("note", ""))
    return {"title": title, "source": source, "note": note}


def strings(value: Any) -> Iterator[str]:
    """Every text in a block, in order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)
    elif isinstance(value, dict):
        yield from (text for key, each in value.items() if key != "fact" for text in strings(each))


def block(data: Data, plan: Any) -> dict[str, Any]:
    """One block as the template wants it."""
    made: dict[str, Any] = {"kind": plan["kind"], "title": data.text(plan.get("title", ""))}
    if plan["kind"] == "key-figures":
        claims = [(one["fact"], data.claim(one["fact"]), one) for one in plan["figures"]]
        made["tiles"] = [
            {
                "figure": data.figure(fact, claim)[:14],
                "label": data.text(one.get("label", "")),
                "date": data.date(claim),
            }
            for fact, claim, one in claims
        ]
    elif plan["kind"] == "charts":
        made["pictures"] = [picture(data, panel) for panel in plan["panels"]]
    elif plan["kind"] == "table":
        made["heads"] = plan["columns"]
        made["rows"] = [[data.text(cell) for cell in row["cells"]] for row in plan["rows"]]
    elif plan["kind"] == "timeline":
        made["heads"] = ["التاريخ", "الحدث"]
        events = [one if isinstance(one, dict) else {"fact": one} for one in plan["events"]]
        made["rows"] = [
            [data.date(data.claim(e["fact"])), data.text(e.get("text") or wording(data, e["fact"]))]
            for e in events
        ]
    elif plan["kind"] == "leadership":
        facts = plan.get("facts") or plan.get("groups") or []
        names = [one["fact"] if isinstance(one, dict) else one for one in facts]
        made["heads"] = ["الدولة", *(wording(data, fact)[:20] for fact in names)]
        led = [{one["object"] for one in data.facts[fact]["claims"]} for fact in names]
        codes = list(dict.fromkeys(code for each in led for code in sorted(each)))
        made["rows"] = [[data.name(c), *("●" if c in each else "–" for each in led)] for c in codes]
    else:
        skipped = ("kind", "title", "style", "without", "notes_of", "sheet")
        rest = {key: value for key, value in plan.items() if key not in skipped}
        made["texts"] = [data.text(text) for text in strings(rest)]
    return made


def wording(data: Data, fact: str) -> str:
    """What a fact states, with the name of its object."""
    claim = data.claim(fact)
    text = str(claim.get("wording") or data.facts[fact]["wording"])
    return text.replace("{object}", data.name(claim.get("object", "")))


def topic(data: Data, name: str) -> dict[str, Any]:
    """One topic as the template wants it."""
    plan = yaml.safe_load((ROOT / "data" / "topics" / f"{name}.yaml").read_text("utf-8"))
    data.cited = []
    made: dict[str, Any] = {
        "title": data.text(plan["title"]),
        "subtitle": data.text(plan.get("subtitle", "")),
        "bottom": [data.text(text) for text in plan["bottom_line"]],
        "blocks": [block(data, each) for each in plan["blocks"]],
    }
    notes = [note for source in data.cited for note in data.sources[source].get("notes", [])]
    notes += [n for fact in data.facts.values() for n in fact.get("notes", [])][:6]
    made["blocks"].append({"kind": "caveats", "title": "ملاحظات", "texts": map(data.text, notes)})
    made["sources"] = [data.sources[one]["title"] for one in data.cited]
    return made


def main(out: str, *topics: str) -> None:
    """Make one file of the topics."""
    fonts = ""
    for path in sorted((THEME / "fonts").glob("*.ttf")):
        font_manager.fontManager.addfont(path)
        family = font_manager.get_font(path).family_name
        weight = "bold" if "Bold" in path.name else "normal"
        fonts += (
            f'@font-face {{ font-family: "{family}"; font-weight: {weight};'
            f' src: url("{path.as_uri()}"); }}\n'
        )
    plt.rcParams["font.family"] = ["Brief Sans", "Noto Sans"]
    data = Data()
    html = jinja2.Template(PAGE).render(
        topics=[topic(data, name) for name in topics],
        fonts=fonts,
        theme=(THEME / "theme.css").read_text("utf-8"),
        styles=(ROOT / "templates" / "styles" / "page.css").read_text("utf-8"),
    )
    weasyprint.HTML(string=html).write_pdf(out)


if __name__ == "__main__":
    main(*sys.argv[1:])
