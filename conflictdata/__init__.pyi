"""Types of the public functions. Made by `conflictdata build`; not to be edited."""

from collections.abc import Iterable
from os import PathLike
from typing import Literal, Unpack, overload

import pandas as pd
import polars as pl
import pyarrow as pa

from conflictdata import _names
from conflictdata._cite import cite as cite
from conflictdata._convert import convert as convert
from conflictdata._describe import describe as describe
from conflictdata._diff import diff as diff
from conflictdata._fetch import fetch as fetch
from conflictdata._increments import increments as increments
from conflictdata._latest import latest as latest
from conflictdata._path import path as path
from conflictdata._plot import plot as plot
from conflictdata._releases import releases as releases
from conflictdata._schema import schema as schema
from conflictdata._search import search as search
from conflictdata._tables import tables as tables
from conflictdata._trace import trace as trace
from conflictdata._validate import validate as validate
from conflictdata.errors import ConflictDataError as ConflictDataError
from conflictdata.errors import ValidationError as ValidationError

__version__: str

@overload
def load(
    table: Literal["casualties"],
    /,
    *,
    columns: Iterable[_names.CasualtiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CasualtiesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["casualties"],
    /,
    *,
    columns: Iterable[_names.CasualtiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CasualtiesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["casualties"],
    /,
    *,
    columns: Iterable[_names.CasualtiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CasualtiesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["aid_totals"],
    /,
    *,
    columns: Iterable[_names.AidTotalsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidTotalsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["aid_totals"],
    /,
    *,
    columns: Iterable[_names.AidTotalsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidTotalsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["aid_totals"],
    /,
    *,
    columns: Iterable[_names.AidTotalsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidTotalsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["aid_packages"],
    /,
    *,
    columns: Iterable[_names.AidPackagesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidPackagesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["aid_packages"],
    /,
    *,
    columns: Iterable[_names.AidPackagesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidPackagesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["aid_packages"],
    /,
    *,
    columns: Iterable[_names.AidPackagesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidPackagesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["aid_package_items"],
    /,
    *,
    columns: Iterable[_names.AidPackageItemsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidPackageItemsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["aid_package_items"],
    /,
    *,
    columns: Iterable[_names.AidPackageItemsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidPackageItemsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["aid_package_items"],
    /,
    *,
    columns: Iterable[_names.AidPackageItemsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidPackageItemsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["sources"],
    /,
    *,
    columns: Iterable[_names.SourcesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.SourcesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["sources"],
    /,
    *,
    columns: Iterable[_names.SourcesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.SourcesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["sources"],
    /,
    *,
    columns: Iterable[_names.SourcesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.SourcesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["organizations"],
    /,
    *,
    columns: Iterable[_names.OrganizationsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.OrganizationsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["organizations"],
    /,
    *,
    columns: Iterable[_names.OrganizationsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.OrganizationsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["organizations"],
    /,
    *,
    columns: Iterable[_names.OrganizationsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.OrganizationsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["licenses"],
    /,
    *,
    columns: Iterable[_names.LicensesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.LicensesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["licenses"],
    /,
    *,
    columns: Iterable[_names.LicensesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.LicensesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["licenses"],
    /,
    *,
    columns: Iterable[_names.LicensesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.LicensesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["reporter_roles"],
    /,
    *,
    columns: Iterable[_names.ReporterRolesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ReporterRolesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["reporter_roles"],
    /,
    *,
    columns: Iterable[_names.ReporterRolesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ReporterRolesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["reporter_roles"],
    /,
    *,
    columns: Iterable[_names.ReporterRolesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ReporterRolesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["methods"],
    /,
    *,
    columns: Iterable[_names.MethodsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MethodsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["methods"],
    /,
    *,
    columns: Iterable[_names.MethodsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MethodsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["methods"],
    /,
    *,
    columns: Iterable[_names.MethodsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MethodsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["parties"],
    /,
    *,
    columns: Iterable[_names.PartiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.PartiesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["parties"],
    /,
    *,
    columns: Iterable[_names.PartiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.PartiesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["parties"],
    /,
    *,
    columns: Iterable[_names.PartiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.PartiesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["memberships"],
    /,
    *,
    columns: Iterable[_names.MembershipsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MembershipsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["memberships"],
    /,
    *,
    columns: Iterable[_names.MembershipsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MembershipsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["memberships"],
    /,
    *,
    columns: Iterable[_names.MembershipsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MembershipsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["conflicts"],
    /,
    *,
    columns: Iterable[_names.ConflictsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ConflictsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["conflicts"],
    /,
    *,
    columns: Iterable[_names.ConflictsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ConflictsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["conflicts"],
    /,
    *,
    columns: Iterable[_names.ConflictsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ConflictsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["areas"],
    /,
    *,
    columns: Iterable[_names.AreasColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AreasWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["areas"],
    /,
    *,
    columns: Iterable[_names.AreasColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AreasWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["areas"],
    /,
    *,
    columns: Iterable[_names.AreasColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AreasWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["codes"],
    /,
    *,
    columns: Iterable[_names.CodesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CodesWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["codes"],
    /,
    *,
    columns: Iterable[_names.CodesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CodesWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["codes"],
    /,
    *,
    columns: Iterable[_names.CodesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CodesWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["crosswalks"],
    /,
    *,
    columns: Iterable[_names.CrosswalksColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CrosswalksWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["crosswalks"],
    /,
    *,
    columns: Iterable[_names.CrosswalksColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CrosswalksWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["crosswalks"],
    /,
    *,
    columns: Iterable[_names.CrosswalksColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CrosswalksWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["vocabulary"],
    /,
    *,
    columns: Iterable[_names.VocabularyColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.VocabularyWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["vocabulary"],
    /,
    *,
    columns: Iterable[_names.VocabularyColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.VocabularyWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["vocabulary"],
    /,
    *,
    columns: Iterable[_names.VocabularyColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.VocabularyWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["money_relations"],
    /,
    *,
    columns: Iterable[_names.MoneyRelationsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MoneyRelationsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["money_relations"],
    /,
    *,
    columns: Iterable[_names.MoneyRelationsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MoneyRelationsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["money_relations"],
    /,
    *,
    columns: Iterable[_names.MoneyRelationsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.MoneyRelationsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["partitions"],
    /,
    *,
    columns: Iterable[_names.PartitionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.PartitionsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["partitions"],
    /,
    *,
    columns: Iterable[_names.PartitionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.PartitionsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["partitions"],
    /,
    *,
    columns: Iterable[_names.PartitionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.PartitionsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["exceptions"],
    /,
    *,
    columns: Iterable[_names.ExceptionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ExceptionsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["exceptions"],
    /,
    *,
    columns: Iterable[_names.ExceptionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ExceptionsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["exceptions"],
    /,
    *,
    columns: Iterable[_names.ExceptionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ExceptionsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["recodings"],
    /,
    *,
    columns: Iterable[_names.RecodingsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.RecodingsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["recodings"],
    /,
    *,
    columns: Iterable[_names.RecodingsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.RecodingsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["recodings"],
    /,
    *,
    columns: Iterable[_names.RecodingsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.RecodingsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["corrections"],
    /,
    *,
    columns: Iterable[_names.CorrectionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CorrectionsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["corrections"],
    /,
    *,
    columns: Iterable[_names.CorrectionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CorrectionsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["corrections"],
    /,
    *,
    columns: Iterable[_names.CorrectionsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CorrectionsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["readings"],
    /,
    *,
    columns: Iterable[_names.ReadingsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ReadingsWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["readings"],
    /,
    *,
    columns: Iterable[_names.ReadingsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ReadingsWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["readings"],
    /,
    *,
    columns: Iterable[_names.ReadingsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.ReadingsWhere],
) -> pa.Table: ...
@overload
def load(
    table: Literal["retired"],
    /,
    *,
    columns: Iterable[_names.RetiredColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.RetiredWhere],
) -> pd.DataFrame: ...
@overload
def load(
    table: Literal["retired"],
    /,
    *,
    columns: Iterable[_names.RetiredColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.RetiredWhere],
) -> pl.DataFrame: ...
@overload
def load(
    table: Literal["retired"],
    /,
    *,
    columns: Iterable[_names.RetiredColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.RetiredWhere],
) -> pa.Table: ...
@overload
def series(
    table: Literal["casualties"],
    /,
    *,
    columns: Iterable[_names.CasualtiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CasualtiesWhere],
) -> pd.DataFrame: ...
@overload
def series(
    table: Literal["casualties"],
    /,
    *,
    columns: Iterable[_names.CasualtiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CasualtiesWhere],
) -> pl.DataFrame: ...
@overload
def series(
    table: Literal["casualties"],
    /,
    *,
    columns: Iterable[_names.CasualtiesColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.CasualtiesWhere],
) -> pa.Table: ...
@overload
def series(
    table: Literal["aid_totals"],
    /,
    *,
    columns: Iterable[_names.AidTotalsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pandas"] = "pandas",
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidTotalsWhere],
) -> pd.DataFrame: ...
@overload
def series(
    table: Literal["aid_totals"],
    /,
    *,
    columns: Iterable[_names.AidTotalsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["polars"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidTotalsWhere],
) -> pl.DataFrame: ...
@overload
def series(
    table: Literal["aid_totals"],
    /,
    *,
    columns: Iterable[_names.AidTotalsColumn] | _names.Array | None = None,
    vintage: _names.Day | None = None,
    release: str | PathLike[str] | None = None,
    backend: Literal["pyarrow"],
    categories: Literal["used", "all"] = "used",
    **where: Unpack[_names.AidTotalsWhere],
) -> pa.Table: ...
