"""Charts say in words what they draw and never let a label break out."""

import re
from xml.etree import ElementTree

from markupsafe import Markup

from review.charts import Bar, Cell, Series, Span, bars, gauge, heat_map, intervals, lines

_SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg: Markup) -> ElementTree.Element:
    return ElementTree.fromstring(
        str(svg).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    )


def test_the_longest_bar_belongs_to_the_largest_value() -> None:
    svg = drawn(bars("x", [Bar("a", 10, "10"), Bar("b", 40, "40"), Bar("c", 0, "0")]))

    widths = [float(one.attrib["width"]) for one in svg.iter(f"{_SVG}rect")]

    assert widths[1] == max(widths)
    assert widths[0] * 4 == widths[1]


def test_a_label_is_text_whatever_it_holds() -> None:
    svg = bars('<a "b">', [Bar("<script>alert(1)</script>", 1, "&")])

    assert "<script" not in svg
    assert drawn(svg).attrib["aria-label"] == '<a "b">'


def test_an_interval_shows_its_share_within_its_whiskers() -> None:
    svg = drawn(intervals("x", [Span("a", 0.02, 0.01, 0.05, ""), Span("b", None, 0, 1, "–")], 0.03))

    (dot,) = svg.iter(f"{_SVG}circle")
    whiskers = [one for one in svg.iter(f"{_SVG}line") if one.attrib["class"] == "chart-whisker"]
    assert len(whiskers) == 1
    at = float(dot.attrib["cx"])
    assert float(whiskers[0].attrib["x1"]) < at < float(whiskers[0].attrib["x2"])


def test_charts_of_nothing_are_charts_still() -> None:
    for svg in (
        bars("x", []),
        intervals("x", []),
        lines("x", ["1"], [Series("a", "read", [0])]),
        gauge("x", 0, 10, None),
    ):
        assert drawn(svg).tag == f"{_SVG}svg"


def test_lines_rise_where_values_do_and_their_names_stay_apart() -> None:
    svg = drawn(
        lines("x", ["1", "2"], [Series("a", "read", [0, 5]), Series("b", "answer", [0, 5])])
    )

    points = [one.attrib["points"].split() for one in svg.iter(f"{_SVG}polyline")]
    first, last = (float(point.split(",")[1]) for point in points[0])
    names = [
        float(one.attrib["y"])
        for one in svg.iter(f"{_SVG}text")
        if "chart-name" in one.attrib["class"]
    ]
    assert last < first
    assert abs(names[0] - names[1]) >= 12
    assert not re.search("nan|inf", ElementTree.tostring(svg, "unicode"))


def test_a_warmer_cell_is_darker_and_every_cell_says_its_number() -> None:
    rows = [("a", [Cell(0.1, "10"), Cell(0.9, "90")]), ("b", [None, Cell(0.0, "0")])]
    svg = drawn(heat_map("x", ["2009", "2014"], rows))

    tones = [float(one.attrib["fill-opacity"]) for one in svg.iter(f"{_SVG}rect")]
    said = [one.text for one in svg.iter(f"{_SVG}text")]
    assert len(tones) == 3
    assert tones[1] > tones[0] > tones[2]
    assert said == ["2009", "2014", "a", "10", "90", "b", "0"]


def test_small_numbers_have_a_scale_of_their_own() -> None:
    svg = drawn(lines("x", ["1", "2"], [Series("a", "read", [0.12, 0.48])], is_fine=True))

    scale = [one.text for one in svg.iter(f"{_SVG}text") if one.attrib["class"] == "chart-axis"]
    assert scale[:4] == ["0,0", "0,2", "0,4", "0,6"]
    assert not any("." in (text or "") for text in scale)
