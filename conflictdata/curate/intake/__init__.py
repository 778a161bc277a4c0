"""Tables that others publish become figures: a recipe says how, a plan what would change, and only
then is anything written.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from typing import TYPE_CHECKING

from conflictdata.errors import ConflictDataError, ValidationError

if TYPE_CHECKING:
    import pandas as pd

    from conflictdata.curate.intake.plan import Plan
    from conflictdata.curate.intake.rows import Edition
    from conflictdata.curate.project import Project


def take_in(
    project: Project,
    name: str,
    where: str | None,
    edition: Edition,
    permanent: str = "",
    *,
    apply: bool = False,
    step: Callable[[str], None] = lambda _: None,
) -> tuple[Plan, list[str]]:
    """The plan of an intake, and the files that were written if it was to be applied."""
    from conflictdata.curate.intake.addresses import bring
    from conflictdata.curate.intake.corrections import correct
    from conflictdata.curate.intake.plan import make_plan
    from conflictdata.curate.intake.recipe import read_recipe
    from conflictdata.curate.intake.tables import read_rows
    from conflictdata.curate.intake.write import applied
    from conflictdata.curate.read import read
    from conflictdata.curate.replace import alone

    with alone(project.release.parent) if apply else nullcontext():
        step("reading what is curated")
        curated = read(project, joined=False)
        recipe = read_recipe(project, name, curated)
        wrong = [*curated[recipe.table].findings, *curated["sources"].findings]
        if wrong:
            raise ValidationError(wrong)
        if where is None and recipe.files:
            raise ConflictDataError(
                f"{name} is a folder of files; bring {recipe.address} to this machine, and give its"
                " folder"
            )
        step(f"bringing {recipe.title}")
        brought = bring(where or recipe.address, recipe.files, name)
        step("comparing")
        plan = make_plan(recipe, read_rows(recipe, brought), brought, edition, curated, permanent)
        if not apply or plan.refused:
            return plan, []
        step("writing")
        with applied(project, plan, curated) as written:
            return plan, [*written, *correct(project, plan)]


def overview(project: Project, today: str) -> pd.DataFrame:
    """The recipes, how many figures each has, their newest day and its age on a day."""
    from datetime import date

    import pandas as pd

    from conflictdata.curate.intake.recipe import read_recipe
    from conflictdata.curate.once import recipe_of
    from conflictdata.curate.read import read

    curated = read(project, joined=False)
    found = []
    for name in project.recipes:
        recipe = read_recipe(project, name, curated)
        own = [row for row, place in curated[recipe.table] if recipe_of(project, place) == name]
        # money of a plan may lie ahead
        days = [row["period_end"] for row in own if row["counting"] != "plan"]
        newest = max((day for day in days if day), default=None)
        age = (date.fromisoformat(today) - newest).days if newest else None
        found.append([name, recipe.title, len(own), newest and newest.isoformat(), age])
    columns = ["recipe", "title", "figures", "newest", "days_old"]
    frame = pd.DataFrame(found, columns=columns)
    return frame.astype({"figures": "Int64", "days_old": "Int64"})
