import numpy as np
import pytest

from drawing.damage import KINDS, LEVELS, WAYS, choose_way, damage, draw_strengths
from drawing.damage_capture import LARGEST_TILT_DEG, turned
from drawing.damaged import Damaged, Pixels
from schemas.reading import Box

DPI = 100
MARK = Box(250, 300, 330, 340)
MOVING = ["scanner_edges", "tilt", "curl", "perspective", "quarter_turns"]


def page() -> Pixels:
    """A pale page with lines of ink and one pure green mark."""
    image = np.full((1043, 748, 3), (250, 240, 242), np.uint8)
    for row in range(80, 960, 40):
        image[row : row + 6, 90:650:2] = (30, 30, 34)
    # Room around the mark, so that nothing else is near its colour.
    image[MARK.top - 20 : MARK.bottom + 20, MARK.left - 20 : MARK.right + 20] = (250, 240, 242)
    image[MARK.top : MARK.bottom, MARK.left : MARK.right] = (0, 200, 0)
    return image


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def green_hull(image: Pixels) -> Box:
    red, green, blue = (image[..., channel].astype(int) for channel in range(3))
    rows, columns = np.nonzero((green - red > 60) & (green - blue > 60))
    return Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)


@pytest.mark.parametrize("kind", KINDS)
def test_same_seed_makes_the_same_damage(kind: str) -> None:
    first = damage(page(), DPI, {kind: 0.7}, chance(), behind=page())
    second = damage(page(), DPI, {kind: 0.7}, chance(), behind=page())

    assert np.array_equal(first.image, second.image)


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_harms_the_page_and_leaves_the_clean_one_alone(kind: str) -> None:
    clean = page()

    harmed = damage(clean, DPI, {kind: 0.7}, chance(), behind=page())

    assert harmed.kinds == (kind,)
    assert harmed.image.dtype == np.uint8
    assert not np.array_equal(harmed.image, clean)
    assert np.array_equal(clean, page())


@pytest.mark.parametrize("kind", KINDS)
def test_strength_zero_is_no_damage(kind: str) -> None:
    harmed = damage(page(), DPI, {kind: 0.0}, chance(), behind=page())

    assert harmed.kinds == ()
    assert np.array_equal(harmed.image, page())


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("kinds", [[kind] for kind in MOVING] + [MOVING])
def test_a_box_is_carried_to_where_its_ink_went(kinds: list[str], seed: int) -> None:
    harmed = damage(page(), DPI, dict.fromkeys(kinds, 0.8), chance(seed))

    carried = harmed.carry(MARK)

    assert carried is not None
    assert np.abs(np.subtract(carried, green_hull(harmed.image))).max() <= 3


@pytest.mark.parametrize("dpi", [50, 75, 150])
def test_a_box_is_carried_to_another_resolution(dpi: int) -> None:
    harmed = damage(page(), DPI, {}, chance(), scan_dpi=dpi)

    carried = harmed.carry(MARK)

    assert harmed.dpi == dpi
    assert carried is not None
    assert np.abs(np.subtract(carried, green_hull(harmed.image))).max() <= 1


def test_a_box_that_left_the_frame_is_nowhere() -> None:
    assert damage(page(), DPI, {}, chance()).carry(Box(800, 10, 900, 50)) is None


def test_leaving_a_kind_out_changes_nothing_about_the_others() -> None:
    with_edges = damage(page(), DPI, {"pen_strokes": 0.9, "scanner_edges": 0.9}, chance())
    without = damage(page(), DPI, {"pen_strokes": 0.9}, chance())

    whole = with_edges.carry(Box(0, 0, without.width, without.height))

    assert whole is not None
    inner = with_edges.image[whole.top : whole.bottom, whole.left : whole.right]
    assert np.array_equal(inner, without.image)


@pytest.mark.parametrize("seed", range(5))
def test_tilt_stays_within_five_degrees_and_loses_no_corner(seed: int) -> None:
    harmed = damage(page(), DPI, {"tilt": 1.0}, chance(seed))

    (move,) = harmed.moves
    corners = move(np.array([[0.0, 0.0], [748.0, 0.0], [748.0, 1043.0], [0.0, 1043.0]]))

    along = corners[1] - corners[0]
    assert abs(np.degrees(np.arctan2(along[1], along[0]))) <= LARGEST_TILT_DEG
    assert corners.min() >= -1
    assert (corners.max(axis=0) <= [harmed.width + 1, harmed.height + 1]).all()


@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_turning_on_to_a_full_circle_restores_the_page(quarters: int) -> None:
    there = turned(Damaged(page(), DPI), quarters)

    back = turned(there, 4 - quarters)

    assert not np.array_equal(there.image, page())
    assert np.array_equal(back.image, page())
    assert back.carry(MARK) == MARK


def test_nothing_bleeds_through_a_page_without_another_side() -> None:
    harmed = damage(page(), DPI, {"bleed_through": 1.0}, chance())

    assert harmed.kinds == ()
    assert np.array_equal(harmed.image, page())


def test_the_other_side_shows_through_mirrored() -> None:
    behind = np.full((1043, 748, 3), 250, np.uint8)
    behind[:, :200] = 20  # ink at the left of the back is seen at the right of the front
    blank = np.full_like(behind, 250)

    seen = damage(blank, DPI, {"bleed_through": 1.0}, chance(), behind=behind).image

    assert seen[:, -180:].mean() < 200
    assert seen[:, :500].mean() > 240


def test_a_black_copy_is_black_and_white() -> None:
    assert set(np.unique(damage(page(), DPI, {"black_copy": 1.0}, chance()).image)) == {0, 255}


def test_a_grey_copy_has_no_colour() -> None:
    copy = damage(page(), DPI, {"grey_copy": 1.0}, chance()).image

    assert (copy == copy[..., :1]).all()


def test_tears_take_only_a_small_part_of_the_page() -> None:
    for seed in range(8):
        torn = damage(page(), DPI, {"tears": 1.0}, chance(seed))

        assert torn.paper is not None
        assert 0 < (torn.paper == 0).mean() < 0.06


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(KeyError, match="coffee"):
        damage(page(), DPI, {"coffee": 0.5}, chance())


def test_clean_means_untouched() -> None:
    strengths = draw_strengths(WAYS[choose_way("clean", chance())], chance())

    assert np.array_equal(damage(page(), DPI, strengths, chance()).image, page())


@pytest.mark.parametrize("name", WAYS)
def test_a_way_doses_each_kind_as_its_table_says(name: str) -> None:
    way = WAYS[name]

    drawn = [draw_strengths(way, chance(seed)) for seed in range(40)]

    assert way.doses.keys() <= KINDS.keys()
    for strengths in drawn:
        for kind, strength in strengths.items():
            assert way.doses[kind].least <= strength <= way.doses[kind].most <= 1
    certain = {kind for kind, dose in way.doses.items() if dose.chance == 1}
    assert all(certain <= strengths.keys() for strengths in drawn)


def test_every_kind_and_every_way_is_used_by_some_level() -> None:
    ways = {way for names in LEVELS.values() for way in names}

    assert ways == WAYS.keys()
    assert {kind for way in WAYS.values() for kind in way.doses} == KINDS.keys()
