"""Tables and codes, for editors. Made by `conflictdata build`; not to be edited."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol, SupportsIndex
from typing import TypeAlias, TypedDict, TypeVar

if TYPE_CHECKING:
    from numpy import datetime64
else:
    datetime64 = object

T = TypeVar("T")


class Array(Protocol):
    """A column or an array of any library."""

    def to_numpy(self) -> Any: ...


class Period(Protocol):
    """A month or a year, as pandas has it."""

    @property
    def start_time(self) -> Any: ...
    @property
    def end_time(self) -> Any: ...


# a value, any of several (None for empty), a range with both ends in, or None for empty
Filter: TypeAlias = T | Iterable[T | None] | Array | slice | None
# a day; in a filter also a month or a year
Day: TypeAlias = str | date | datetime64
Days: TypeAlias = Day | Period

TableName = Literal[
    "casualties",
    "aid_totals",
    "aid_packages",
    "aid_package_items",
    "sources",
    "organizations",
    "conflicts",
    "areas",
    "codes",
    "partitions",
    "exceptions",
    "retired",
]
FigureTable = Literal[
    "casualties",
    "aid_totals",
]
ReportedOnIs = Literal[
    "stated",
    "inferred",
    "copy",
]
Population = Literal[
    "all",
    "civilian",
    "military_rus",
    "military_rus_regular",
    "military_rus_wagner",
    "military_ukr",
]
PopulationBranch = Literal[
    "all+",
    "military_rus+",
]
Measure = Literal[
    "casualties",
    "killed",
    "injured",
    "losses",
    "missing",
    "captured",
]
MeasureBranch = Literal[
    "casualties+",
]
Qualifier = Literal[
    "exact",
    "at_least",
    "more_than",
    "about",
    "nearly",
    "up_to",
    "range",
]
Basis = Literal[
    "verified",
    "documented",
    "claimed",
    "estimated",
]
Counting = Literal[
    "cumulative",
    "month",
    "year",
    "span",
    "stock",
    "plan",
]
DatePrecision = Literal[
    "day",
    "month",
    "year",
    "by",
]
Control = Literal[
    "all",
    "government",
    "occupied",
]
ControlBranch = Literal[
    "all+",
]
Sex = Literal[
    "all",
    "male",
    "female",
    "unknown",
]
SexBranch = Literal[
    "all+",
]
Age = Literal[
    "all",
    "adult",
    "child",
    "0-5",
    "6-9",
    "10-13",
    "14-17",
    "60+",
]
AgeBranch = Literal[
    "all+",
    "adult+",
    "child+",
]
Cause = Literal[
    "all",
    "violent",
    "explosive_wide_area",
    "shelling",
    "mlrs",
    "artillery_tanks",
    "shelling_undetermined",
    "missile",
    "air_strike",
    "mines_erw",
    "other_means",
    "long_range",
    "short_range_drone",
    "aerial_bomb",
    "loitering",
    "drone",
]
CauseBranch = Literal[
    "all+",
    "violent+",
    "explosive_wide_area+",
    "shelling+",
]
Warning = Literal[
    "estimated",
    "claimed",
    "not_persons",
    "converted_by_reporter",
    "overlaps_with_members",
    "includes_refugees",
    "lies_ahead",
    "sale",
    "upper_bound",
    "not_ukraine_alone",
    "loan",
    "stock",
]
Tier = Literal[
    "primary",
    "republished",
    "secondary",
]
Donor = Literal[
    "USA",
    "USA-DOD",
    "USA-DOS",
    "USA-USAID",
    "NLD",
    "DNK",
    "NOR",
    "SWE",
    "FIN",
    "ISL",
    "EST",
    "LVA",
    "LTU",
    "DEU",
    "POL",
    "CAN",
    "BEL",
    "ESP",
    "PRT",
    "AUS",
    "NZL",
    "GBR",
    "FRA",
    "ITA",
    "JPN",
    "EU",
    "IFU",
    "AUT",
    "BGR",
    "CHE",
    "CHN",
    "CYP",
    "CZE",
    "GRC",
    "HRV",
    "HUN",
    "IND",
    "IRL",
    "KOR",
    "LUX",
    "MLT",
    "ROU",
    "SVK",
    "SVN",
    "TUR",
    "TWN",
    "EIB",
    "EPF",
    "IMF",
    "WORLD_BANK",
    "EU_INSTITUTIONS",
    "EU_MEMBERS",
    "EU_ALL",
    "EUROPE",
    "NORDIC",
    "KIEL_ALL",
    "US_EUROPE",
    "CAN_GBR_JPN",
    "G7",
    "PURL_CONTRIBUTORS",
    "UDCG",
    "UDCG_EXCL_USA",
    "PARTNERS_EXCL_USA",
    "ALL_PARTNERS",
    "IMF_PROGRAM_PARTNERS",
    "WB_MOBILIZED",
    "HUM_DONORS",
]
DonorBranch = Literal[
    "USA+",
    "UDCG+",
]
Recipient = Literal[
    "UKR",
    "UKR_REGION",
    "UKR_REFUGEES",
    "UKR_AFFECTED",
    "UKR_AND_REFUGEES",
    "EPF_RECIPIENTS",
]
RecipientBranch = Literal[
    "UKR_REGION+",
]
Stage = Literal[
    "proposed",
    "requested",
    "appropriated",
    "authorized",
    "announced",
    "committed",
    "allocated",
    "obligated",
    "disbursed",
    "delivered",
    "stated",
]
AidType = Literal[
    "total_with_refugees",
    "total",
    "military",
    "non_military",
    "financial_humanitarian",
    "financial",
    "humanitarian",
    "refugees",
    "weapons",
    "governance_development",
]
AidTypeBranch = Literal[
    "total_with_refugees+",
    "total+",
    "military+",
    "non_military+",
]
Program = Literal[
    "all",
    "PDA",
    "USAI",
    "FMF",
    "PDA_replenishment",
    "FMS",
    "FAA-552",
    "FAA-614",
    "EPF",
    "PURL",
    "ERA",
    "EFF",
    "MFA",
    "MFA+",
    "UF",
    "USL",
    "IFU",
    "Nansen",
    "budget_support",
    "eu_share",
    "with_eu_share",
    "national",
    "joint",
    "PDA_revaluation",
    "windfall",
    "procurement",
    "HRP",
    "RRP",
    "HRP_RRP",
    "FLASH_APPEAL",
    "RFI",
    "FSW",
    "ACT-117-103",
    "ACT-117-128",
    "ACT-117-328",
    "ACT-118-50",
    "PDA_USAI",
]
Instrument = Literal[
    "all",
    "grant",
    "loan",
    "guarantee",
    "sale",
    "mixed",
    "unspecified",
]
Currency = Literal[
    "USD",
    "EUR",
    "GBP",
    "CAD",
    "AUD",
    "NZD",
    "JPY",
    "NOK",
    "SEK",
    "DKK",
    "CHF",
    "CZK",
    "PLN",
    "UAH",
    "KRW",
    "ISK",
]
Item = Literal[
    "air_defense",
    "air_defense.avenger",
    "air_defense.gun",
    "air_defense.gun.gepard",
    "air_defense.hawk",
    "air_defense.hawk.battery",
    "air_defense.hawk.launcher",
    "air_defense.hawk.missile",
    "air_defense.integration",
    "air_defense.iris_t",
    "air_defense.iris_t.battery",
    "air_defense.iris_t.launcher",
    "air_defense.iris_t.missile",
    "air_defense.manpads",
    "air_defense.manpads.mistral",
    "air_defense.manpads.stinger",
    "air_defense.missile",
    "air_defense.missile.sidewinder",
    "air_defense.missile.sparrow",
    "air_defense.nasams",
    "air_defense.nasams.battery",
    "air_defense.nasams.launcher",
    "air_defense.nasams.missile",
    "air_defense.patriot",
    "air_defense.patriot.battery",
    "air_defense.patriot.launcher",
    "air_defense.patriot.missile",
    "air_defense.radar",
    "aircraft",
    "aircraft.f16",
    "aircraft.helicopter",
    "aircraft.munition",
    "aircraft.munition.harm",
    "aircraft.munition.rocket",
    "aircraft.munition.storm_shadow",
    "aircraft.support",
    "aircraft.surveillance",
    "ammunition",
    "ammunition.artillery",
    "ammunition.artillery.105mm",
    "ammunition.artillery.152mm",
    "ammunition.artillery.155mm",
    "ammunition.artillery.155mm.cluster",
    "ammunition.artillery.155mm.guided",
    "ammunition.artillery.155mm.mine",
    "ammunition.artillery.203mm",
    "ammunition.autocannon",
    "ammunition.grenade",
    "ammunition.mortar",
    "ammunition.mortar.120mm",
    "ammunition.mortar.60mm",
    "ammunition.mortar.81mm",
    "ammunition.rocket",
    "ammunition.rocket.glsdb",
    "ammunition.rocket.grad",
    "ammunition.rocket.himars",
    "ammunition.rocket.himars.atacms",
    "ammunition.rocket.laser_guided",
    "ammunition.small_arms",
    "ammunition.tank",
    "anti_armor",
    "anti_armor.at4",
    "anti_armor.carl_gustaf",
    "anti_armor.javelin",
    "anti_armor.m72",
    "anti_armor.milan",
    "anti_armor.nlaw",
    "anti_armor.tow",
    "armored",
    "armored.ambulance",
    "armored.apc",
    "armored.apc.m1117",
    "armored.apc.m113",
    "armored.apc.stryker",
    "armored.ifv",
    "armored.ifv.bmp",
    "armored.ifv.bradley",
    "armored.ifv.cv90",
    "armored.ifv.marder",
    "armored.mrap",
    "armored.mrap.bushmaster",
    "armored.reconnaissance",
    "armored.recovery",
    "armored.tank",
    "armored.tank.abrams",
    "armored.tank.leopard_1",
    "armored.tank.leopard_2",
    "armored.tank.t72",
    "artillery",
    "artillery.himars",
    "artillery.howitzer",
    "artillery.howitzer.105mm",
    "artillery.howitzer.155mm",
    "artillery.mlrs",
    "artillery.mortar",
    "artillery.radar",
    "counter_drone",
    "counter_drone.ammunition",
    "drone",
    "drone.attack",
    "drone.attack.phoenix_ghost",
    "drone.attack.switchblade",
    "drone.reconnaissance",
    "drone.reconnaissance.black_hornet",
    "drone.reconnaissance.puma",
    "drone.reconnaissance.scaneagle",
    "electronics",
    "electronics.communications",
    "electronics.electronic_warfare",
    "electronics.navigation",
    "electronics.night_vision",
    "electronics.optics",
    "electronics.radar",
    "electronics.satellite_communications",
    "electronics.satellite_imagery",
    "electronics.surveillance",
    "electronics.thermal_imaging",
    "engineering",
    "engineering.bridge",
    "engineering.demolition",
    "engineering.mine_clearing",
    "engineering.ordnance_disposal",
    "funding",
    "medical",
    "mines",
    "mines.anti_tank",
    "mines.command_detonated",
    "mines.victim_activated",
    "naval",
    "naval.anti_ship_missile",
    "naval.boat",
    "naval.harpoon",
    "naval.port_security",
    "naval.unmanned",
    "personal",
    "personal.body_armor",
    "personal.cbrn",
    "personal.clothing",
    "personal.cold_weather",
    "personal.helmet",
    "small_arms",
    "support",
    "support.cbrn",
    "support.field_equipment",
    "support.fuel",
    "support.generator",
    "support.infrastructure_protection",
    "support.logistics",
    "support.maintenance",
    "support.production",
    "support.rations",
    "support.spare_parts",
    "support.training",
    "unspecified",
    "vehicle",
    "vehicle.ambulance",
    "vehicle.command_post",
    "vehicle.fuel",
    "vehicle.hmmwv",
    "vehicle.hmmwv.ambulance",
    "vehicle.light",
    "vehicle.logistics",
    "vehicle.recovery",
    "vehicle.tactical",
    "vehicle.trailer",
    "vehicle.truck",
]
OrganizationKind = Literal[
    "intergovernmental",
    "government",
    "military",
    "research",
    "civil_society",
    "media",
    "aggregator",
    "company",
]
AreaKind = Literal[
    "country",
    "region",
    "city",
    "front",
    "group",
]
CasualtiesColumn = Literal[
    "figure_id",
    "conflict",
    "reporter",
    "reporter_name",
    "reported_on",
    "reported_on_is",
    "superseded_on",
    "population",
    "measure",
    "value",
    "value_max",
    "qualifier",
    "basis",
    "counting",
    "period_start",
    "period_end",
    "date_precision",
    "area",
    "control",
    "sex",
    "age",
    "cause",
    "series",
    "warnings",
    "source",
    "source_title",
    "source_url",
    "source_archive_url",
    "source_tier",
    "locator",
    "corroborated_by",
    "checked_on",
    "note",
]
AidTotalsColumn = Literal[
    "figure_id",
    "conflict",
    "reporter",
    "reporter_name",
    "reported_on",
    "reported_on_is",
    "superseded_on",
    "edition",
    "donor",
    "recipient",
    "stage",
    "aid_type",
    "program",
    "instrument",
    "amount",
    "currency",
    "qualifier",
    "counting",
    "period_start",
    "period_end",
    "date_precision",
    "series",
    "warnings",
    "source",
    "source_title",
    "source_url",
    "source_archive_url",
    "source_tier",
    "locator",
    "corroborated_by",
    "checked_on",
    "note",
]
AidPackagesColumn = Literal[
    "package_id",
    "conflict",
    "donor",
    "recipient",
    "program",
    "sequence",
    "announced_on",
    "date_precision",
    "stage",
    "amount",
    "currency",
    "qualifier",
    "aid_type",
    "instrument",
    "part_of",
    "warnings",
    "source",
    "source_title",
    "source_url",
    "source_archive_url",
    "source_tier",
    "locator",
    "corroborated_by",
    "checked_on",
    "note",
]
AidPackageItemsColumn = Literal[
    "package",
    "conflict",
    "donor",
    "program",
    "announced_on",
    "item",
    "label",
    "wording",
    "quantity",
    "qualifier",
    "unit",
    "source",
    "source_title",
    "source_url",
    "source_archive_url",
    "source_tier",
    "locator",
    "checked_on",
    "note",
]
SourcesColumn = Literal[
    "source_id",
    "publisher",
    "title",
    "published_on",
    "accessed_on",
    "url",
    "archive_url",
    "language",
    "tier",
    "license",
    "note",
]
OrganizationsColumn = Literal[
    "id",
    "name",
    "kind",
    "country",
    "belligerent",
    "usual_delay",
    "hosts",
    "url",
    "warning",
]
ConflictsColumn = Literal[
    "id",
    "name",
    "began_on",
    "ended_on",
    "area",
    "usual_reporter",
    "description",
]
AreasColumn = Literal[
    "id",
    "name",
    "parent",
    "kind",
]
CodesColumn = Literal[
    "list",
    "code",
    "label",
    "definition",
    "parent",
    "unit",
    "kind",
    "warning",
    "formerly",
]
PartitionsColumn = Literal[
    "id",
    "table",
    "dimension",
    "total",
    "parts",
    "reporter",
    "valid_from",
    "valid_to",
]
ExceptionsColumn = Literal[
    "rule",
    "id",
    "reason",
]
RetiredColumn = Literal[
    "table",
    "id",
    "retired_in",
    "replaced_by",
    "reason",
]


class CasualtiesWhere(TypedDict, total=False):
    figure_id: Filter[str]
    conflict: Filter[str]
    reporter: Filter[str]
    reporter_name: Filter[str]
    reported_on: Filter[Days]
    reported_on_is: Filter[ReportedOnIs]
    superseded_on: Filter[Days]
    population: Filter[Population | PopulationBranch]
    measure: Filter[Measure | MeasureBranch]
    value: Filter[SupportsIndex]
    value_max: Filter[SupportsIndex]
    qualifier: Filter[Qualifier]
    basis: Filter[Basis]
    counting: Filter[Counting]
    period_start: Filter[Days]
    period_end: Filter[Days]
    date_precision: Filter[DatePrecision]
    area: Filter[str]
    control: Filter[Control | ControlBranch]
    sex: Filter[Sex | SexBranch]
    age: Filter[Age | AgeBranch]
    cause: Filter[Cause | CauseBranch]
    series: Filter[str]
    warnings: Filter[Warning]
    source: Filter[str]
    source_title: Filter[str]
    source_url: Filter[str]
    source_archive_url: Filter[str]
    source_tier: Filter[Tier]
    locator: Filter[str]
    corroborated_by: Filter[str]
    checked_on: Filter[Days]
    note: Filter[str]



class AidTotalsWhere(TypedDict, total=False):
    figure_id: Filter[str]
    conflict: Filter[str]
    reporter: Filter[str]
    reporter_name: Filter[str]
    reported_on: Filter[Days]
    reported_on_is: Filter[ReportedOnIs]
    superseded_on: Filter[Days]
    edition: Filter[str]
    donor: Filter[Donor | DonorBranch]
    recipient: Filter[Recipient | RecipientBranch]
    stage: Filter[Stage]
    aid_type: Filter[AidType | AidTypeBranch]
    program: Filter[Program]
    instrument: Filter[Instrument]
    amount: Filter[SupportsIndex]
    currency: Filter[Currency]
    qualifier: Filter[Qualifier]
    counting: Filter[Counting]
    period_start: Filter[Days]
    period_end: Filter[Days]
    date_precision: Filter[DatePrecision]
    series: Filter[str]
    warnings: Filter[Warning]
    source: Filter[str]
    source_title: Filter[str]
    source_url: Filter[str]
    source_archive_url: Filter[str]
    source_tier: Filter[Tier]
    locator: Filter[str]
    corroborated_by: Filter[str]
    checked_on: Filter[Days]
    note: Filter[str]



class AidPackagesWhere(TypedDict, total=False):
    package_id: Filter[str]
    conflict: Filter[str]
    donor: Filter[Donor | DonorBranch]
    recipient: Filter[Recipient | RecipientBranch]
    program: Filter[Program]
    sequence: Filter[SupportsIndex]
    announced_on: Filter[Days]
    date_precision: Filter[DatePrecision]
    stage: Filter[Stage]
    amount: Filter[SupportsIndex]
    currency: Filter[Currency]
    qualifier: Filter[Qualifier]
    aid_type: Filter[AidType | AidTypeBranch]
    instrument: Filter[Instrument]
    part_of: Filter[str]
    warnings: Filter[Warning]
    source: Filter[str]
    source_title: Filter[str]
    source_url: Filter[str]
    source_archive_url: Filter[str]
    source_tier: Filter[Tier]
    locator: Filter[str]
    corroborated_by: Filter[str]
    checked_on: Filter[Days]
    note: Filter[str]



class AidPackageItemsWhere(TypedDict, total=False):
    package: Filter[str]
    conflict: Filter[str]
    donor: Filter[Donor | DonorBranch]
    program: Filter[Program]
    announced_on: Filter[Days]
    item: Filter[Item]
    label: Filter[str]
    wording: Filter[str]
    quantity: Filter[SupportsIndex]
    qualifier: Filter[Qualifier]
    unit: Filter[str]
    source: Filter[str]
    source_title: Filter[str]
    source_url: Filter[str]
    source_archive_url: Filter[str]
    source_tier: Filter[Tier]
    locator: Filter[str]
    checked_on: Filter[Days]
    note: Filter[str]



class SourcesWhere(TypedDict, total=False):
    source_id: Filter[str]
    publisher: Filter[str]
    title: Filter[str]
    published_on: Filter[Days]
    accessed_on: Filter[Days]
    url: Filter[str]
    archive_url: Filter[str]
    language: Filter[str]
    tier: Filter[Tier]
    license: Filter[str]
    note: Filter[str]



class OrganizationsWhere(TypedDict, total=False):
    id: Filter[str]
    name: Filter[str]
    kind: Filter[OrganizationKind]
    country: Filter[str]
    belligerent: Filter[str]
    usual_delay: Filter[SupportsIndex]
    hosts: Filter[str]
    url: Filter[str]
    warning: Filter[Warning]



class ConflictsWhere(TypedDict, total=False):
    id: Filter[str]
    name: Filter[str]
    began_on: Filter[Days]
    ended_on: Filter[Days]
    area: Filter[str]
    usual_reporter: Filter[str]
    description: Filter[str]



class AreasWhere(TypedDict, total=False):
    id: Filter[str]
    name: Filter[str]
    parent: Filter[str]
    kind: Filter[AreaKind]



class CodesWhere(TypedDict, total=False):
    list: Filter[str]
    code: Filter[str]
    label: Filter[str]
    definition: Filter[str]
    parent: Filter[str]
    unit: Filter[str]
    kind: Filter[str]
    warning: Filter[Warning]
    formerly: Filter[str]



class PartitionsWhere(TypedDict, total=False):
    id: Filter[str]
    table: Filter[str]
    dimension: Filter[str]
    total: Filter[str]
    parts: Filter[str]
    reporter: Filter[str]
    valid_from: Filter[Days]
    valid_to: Filter[Days]



class ExceptionsWhere(TypedDict, total=False):
    rule: Filter[str]
    id: Filter[str]
    reason: Filter[str]



class RetiredWhere(TypedDict, total=False):
    table: Filter[str]
    id: Filter[str]
    retired_in: Filter[str]
    replaced_by: Filter[str]
    reason: Filter[str]

