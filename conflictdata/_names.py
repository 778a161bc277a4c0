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
    "licenses",
    "reporter_roles",
    "methods",
    "parties",
    "memberships",
    "conflicts",
    "areas",
    "codes",
    "crosswalks",
    "vocabulary",
    "money_relations",
    "partitions",
    "exceptions",
    "recodings",
    "corrections",
    "readings",
    "retired",
]
FigureTable = Literal[
    "casualties",
    "aid_totals",
]
Measure = Literal[
    "casualties",
    "killed",
    "injured",
    "injuries",
    "losses",
    "killed_or_missing",
    "permanent_casualties",
    "missing",
    "captured",
    "abducted",
    "detained",
    "killed_injured_or_abducted",
    "sexual_violence",
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
Population = Literal[
    "all",
    "civilian",
    "combatant",
    "military",
    "officer",
    "senior_officer",
    "general",
    "volunteer",
    "mobilized",
    "convict",
    "elite_soldier",
    "paratrooper",
    "marine",
    "military_pilot",
    "fighter",
    "security_personnel",
    "health_worker",
    "journalist",
    "aid_worker",
    "un_staff",
    "peacekeeper",
    "civil_defense",
    "detainee",
    "status_unknown",
]
PopulationBranch = Literal[
    "all+",
    "combatant+",
    "military+",
    "officer+",
    "senior_officer+",
]
Counting = Literal[
    "cumulative",
    "day",
    "month",
    "quarter",
    "year",
    "span",
    "stock",
    "act",
    "plan",
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
    "40+",
]
AgeBranch = Literal[
    "all+",
    "adult+",
    "child+",
]
Cause = Literal[
    "all",
    "direct",
    "explosive",
    "explosive_wide_area",
    "shelling",
    "mlrs",
    "artillery_tanks",
    "shelling_undetermined",
    "missile",
    "air_strike",
    "aerial_bomb",
    "drone",
    "short_range_drone",
    "loitering",
    "long_range",
    "mines_erw",
    "ied",
    "suicide_attack",
    "ground_engagement",
    "summary_execution",
    "seeking_aid",
    "other_means",
    "indirect",
    "famine",
    "detention",
    "recovered",
    "recognized",
    "non_hostile",
    "newly_killed",
    "died_of_wounds",
    "hostilities",
    "outside_hostilities",
    "small_arms",
    "no_health_care",
    "cause_unknown",
    "attack_on_hospitals",
]
CauseBranch = Literal[
    "all+",
    "direct+",
    "explosive+",
    "explosive_wide_area+",
    "shelling+",
    "air_strike+",
    "drone+",
    "ied+",
    "indirect+",
]
Condition = Literal[
    "all",
    "critically_hurt",
    "seriously_hurt",
    "moderately_hurt",
    "lightly_hurt",
    "in_hospital",
    "discharged",
    "treated_on_the_spot",
]
ConditionBranch = Literal[
    "all+",
]
Evidence = Literal[
    "modelled",
    "case_verified",
    "case_named",
    "registered",
    "reported",
    "asserted",
]
ReporterRole = Literal[
    "party",
    "ally_of_party",
    "neutral",
]
Warning = Literal[
    "minimum",
    "modelled",
    "unverified",
    "asserted",
    "said_by_party",
    "said_by_ally",
    "disputed",
    "start_assumed",
    "mixed_outcomes",
    "not_persons",
    "possible_sale",
    "not_aid",
    "converted_by_reporter",
    "overlaps_with_members",
    "includes_refugees",
    "lies_ahead",
    "sale",
    "upper_bound",
    "not_ukraine_alone",
    "other_recipients",
    "loan",
    "stock",
    "no_quantity",
    "other_unit",
    "joint_entry",
]
DatePrecision = Literal[
    "day",
    "mid_month",
    "month",
    "year",
    "by",
]
PeriodStartIs = Literal[
    "stated",
    "assumed",
]
ReportedOnIs = Literal[
    "stated",
    "inferred",
    "copy",
    "named",
]
Tier = Literal[
    "primary",
    "republished",
    "secondary",
]
MayRelicense = Literal[
    "yes",
    "no",
    "unknown",
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
    "NATO_ALLIES",
    "UDCG",
    "UDCG_EXCL_USA",
    "PARTNERS_EXCL_USA",
    "ALL_PARTNERS",
    "IMF_PROGRAM_PARTNERS",
    "WB_MOBILIZED",
    "HUM_DONORS",
    "SAU",
    "ARE",
    "KWT",
    "QAT",
    "GCC",
    "PLEDGERS",
    "BANKS_AND_DONORS",
    "AFRICAN_UNION",
    "OIC",
    "AFDB",
]
DonorBranch = Literal[
    "USA+",
    "UDCG+",
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
Recipient = Literal[
    "UKR",
    "UKR_REGION",
    "UKR_AFFECTED",
    "UKR_REFUGEES",
    "UKR_AND_REFUGEES",
    "EPF_RECIPIENTS",
    "DONOR",
    "PSE",
    "LBN",
    "SDN",
    "YEM",
    "AFG",
    "SYR",
    "MMR",
    "HTI",
    "COD",
    "IRQ",
    "SOM",
    "SSD",
    "CAF",
    "NGA",
    "MLI",
    "BFA",
    "COL",
    "LBY",
    "ISR",
    "ISR_REGION",
    "SYR_REGION",
    "SDN_REGION",
    "SDN_REFUGEES",
    "AFG_REGION",
    "AFG_REFUGEES",
    "LBN_SYR",
    "COD_REGION",
    "HTI_MISSION",
    "AGO",
    "BDI",
    "BGD",
    "BGR",
    "COG",
    "CZE",
    "EGY",
    "ETH",
    "IRN",
    "JOR",
    "KEN",
    "MDA",
    "NER",
    "PAK",
    "POL",
    "RWA",
    "TJK",
    "TKM",
    "TUN",
    "TUR",
    "TZA",
    "UGA",
    "UZB",
    "ZMB",
    "SOM_REGION",
    "SSD_REGION",
    "NGA_REGION",
]
RecipientBranch = Literal[
    "UKR_REGION+",
]
Stage = Literal[
    "proposed",
    "requested",
    "appropriated",
    "authorized",
    "notified",
    "pledged",
    "announced",
    "committed",
    "allocated",
    "obligated",
    "funded",
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
    "unspecified",
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
    "CAP",
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
    "missile_defense",
    "MRA",
    "OSP",
    "ASHA",
    "MOU",
    "ACT-118-50-A",
    "iron_dome",
    "iron_beam",
    "munitions_production",
    "us_operations",
    "FAA-506a2",
    "OUTSIDE_PLANS",
    "CBPF",
    "CERF",
]
ProgramBranch = Literal[
    "missile_defense+",
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
Valuation = Literal[
    "ceiling",
    "book",
    "replacement",
    "market",
    "cash",
    "not_said",
]
AddsUp = Literal[
    "no_amount",
    "sale",
    "not_yet",
    "share",
    "part",
    "refund",
    "repays",
    "funds",
    "overlap",
    "joint",
    "yes",
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
    "air_defense.manpads.mistral.missile",
    "air_defense.manpads.stinger",
    "air_defense.manpads.stinger.missile",
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
    "aircraft.f16.support",
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
    "anti_armor.carl_gustaf.launcher",
    "anti_armor.carl_gustaf.round",
    "anti_armor.javelin",
    "anti_armor.javelin.launcher",
    "anti_armor.javelin.missile",
    "anti_armor.m72",
    "anti_armor.milan",
    "anti_armor.milan.missile",
    "anti_armor.nlaw",
    "anti_armor.tow",
    "anti_armor.tow.missile",
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
Unit = Literal[
    "vehicles",
    "systems",
    "batteries",
    "launchers",
    "missiles",
    "rockets",
    "rounds",
    "aircraft",
    "vessels",
    "pieces",
    "sets",
    "kits",
    "stations",
    "fire_direction_centers",
    "packages",
    "liters",
    "services",
]
Origin = Literal[
    "stock",
    "bought",
    "not_said",
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
PartyKind = Literal[
    "state",
    "authority",
    "state_forces",
    "non_state",
    "coalition",
    "people",
    "none",
]
AreaKind = Literal[
    "country",
    "region",
    "city",
    "front",
    "group",
]
Scheme = Literal[
    "oecd",
    "iati",
    "fts",
    "kiel",
    "sipri",
    "eu_ml",
]
Match = Literal[
    "exact",
    "close",
    "broader",
    "narrower",
]
Money = Literal[
    "package",
    "total",
    "donor",
    "program",
]
Relation = Literal[
    "part_of",
    "includes",
    "funds",
    "refunds",
    "repays",
]
CasualtiesColumn = Literal[
    "conflict",
    "reporter",
    "measure",
    "value",
    "qualifier",
    "low",
    "high",
    "population",
    "affiliation",
    "counting",
    "period_start",
    "period_end",
    "reported_on",
    "area",
    "controlled_by",
    "sex",
    "age",
    "cause",
    "condition",
    "perpetrator",
    "home",
    "evidence",
    "reporter_role",
    "reporter_name",
    "warnings",
    "disputed",
    "note",
    "date_precision",
    "period_start_is",
    "as_of_hour",
    "reported_on_is",
    "superseded_on",
    "source_title",
    "source_url",
    "source_tier",
    "source_archive_url",
    "source",
    "locator",
    "corroborated_by",
    "checked_on",
    "may_relicense",
    "series",
    "figure_id",
]
AidTotalsColumn = Literal[
    "conflict",
    "reporter",
    "donor",
    "amount",
    "currency",
    "qualifier",
    "recipient",
    "stage",
    "stage_reported",
    "aid_type",
    "program",
    "instrument",
    "counting",
    "period_start",
    "period_end",
    "reported_on",
    "reporter_name",
    "edition",
    "warnings",
    "note",
    "date_precision",
    "period_start_is",
    "reported_on_is",
    "superseded_on",
    "source_title",
    "source_url",
    "source_tier",
    "source_archive_url",
    "source",
    "locator",
    "corroborated_by",
    "checked_on",
    "may_relicense",
    "series",
    "figure_id",
]
AidPackagesColumn = Literal[
    "package_id",
    "donor",
    "announced_on",
    "amount",
    "currency",
    "qualifier",
    "recipient",
    "program",
    "sequence",
    "aid_type",
    "instrument",
    "stage",
    "stage_reported",
    "valuation",
    "financed_by",
    "adds_up",
    "part_of",
    "warnings",
    "note",
    "date_precision",
    "conflict",
    "source_title",
    "source_url",
    "source_tier",
    "source_archive_url",
    "source",
    "locator",
    "corroborated_by",
    "checked_on",
]
AidPackageItemsColumn = Literal[
    "package",
    "item",
    "wording",
    "quantity",
    "unit",
    "qualifier",
    "label",
    "wording_reported",
    "joint_with",
    "origin",
    "donor",
    "program",
    "announced_on",
    "warnings",
    "note",
    "sipri_category",
    "eu_ml",
    "conflict",
    "source_title",
    "source_url",
    "source_tier",
    "source_archive_url",
    "source",
    "locator",
    "checked_on",
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
    "license",
    "attribution",
    "may_relicense",
    "usual_delay",
    "hosts",
    "url",
    "warning",
]
LicensesColumn = Literal[
    "organization",
    "license",
    "attribution",
    "may_relicense",
    "url",
]
ReporterRolesColumn = Literal[
    "reporter",
    "conflict",
    "role",
    "party",
    "reason",
]
MethodsColumn = Literal[
    "reporter",
    "conflict",
    "measure",
    "evidence",
    "valid_from",
    "change",
    "counts_as",
    "standard_of_proof",
    "intake",
    "deaths",
    "unit",
    "starts_on",
    "revision",
    "gaps",
    "url",
    "title",
    "note",
]
PartiesColumn = Literal[
    "id",
    "name",
    "other_names",
    "kind",
    "country",
    "parent",
    "conflicts",
    "ucdp_id",
    "description",
    "url",
]
MembershipsColumn = Literal[
    "list",
    "member",
    "group",
    "valid_from",
    "valid_to",
    "url",
]
ConflictsColumn = Literal[
    "id",
    "name",
    "other_names",
    "onset_on",
    "counted_from",
    "ended_on",
    "phases",
    "ucdp_id",
    "area",
    "usual_reporter",
    "description",
]
AreasColumn = Literal[
    "id",
    "name",
    "parent",
    "kind",
    "pcode",
    "geoboundaries",
    "ucdp_id",
]
CodesColumn = Literal[
    "list",
    "code",
    "label",
    "definition",
    "rule",
    "example",
    "counter_example",
    "parent",
    "unit",
    "kind",
    "warning",
    "formerly",
]
CrosswalksColumn = Literal[
    "list",
    "code",
    "scheme",
    "target",
    "match",
    "note",
]
VocabularyColumn = Literal[
    "list",
    "code",
    "language",
    "wording",
]
MoneyRelationsColumn = Literal[
    "subject",
    "subject_is",
    "relation",
    "object",
    "object_is",
    "source",
    "note",
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
    "absent",
]
ExceptionsColumn = Literal[
    "rule",
    "id",
    "reason",
]
RecodingsColumn = Literal[
    "since",
    "table",
    "was",
    "now",
    "reason",
]
CorrectionsColumn = Literal[
    "table",
    "id",
    "column",
    "was",
    "now",
    "since",
    "corrected_in",
    "reason",
    "asked_by",
    "corrected_on",
]
ReadingsColumn = Literal[
    "table",
    "id",
    "value",
    "low",
    "high",
    "qualifier",
    "unit",
    "day",
    "scope",
    "reader",
    "read_on",
    "page",
    "source",
    "asked",
    "recorded",
    "differs",
    "settled",
    "stamp",
    "note",
]
RetiredColumn = Literal[
    "table",
    "id",
    "retired_in",
    "replaced_by",
    "reason",
]


class CasualtiesWhere(TypedDict, total=False):
    conflict: Filter[str]
    reporter: Filter[str]
    measure: Filter[Measure | MeasureBranch]
    value: Filter[SupportsIndex]
    qualifier: Filter[Qualifier]
    low: Filter[SupportsIndex]
    high: Filter[SupportsIndex]
    population: Filter[Population | PopulationBranch]
    affiliation: Filter[str]
    counting: Filter[Counting]
    period_start: Filter[Days]
    period_end: Filter[Days]
    reported_on: Filter[Days]
    area: Filter[str]
    controlled_by: Filter[str]
    sex: Filter[Sex | SexBranch]
    age: Filter[Age | AgeBranch]
    cause: Filter[Cause | CauseBranch]
    condition: Filter[Condition | ConditionBranch]
    perpetrator: Filter[str]
    home: Filter[str]
    evidence: Filter[Evidence]
    reporter_role: Filter[ReporterRole]
    reporter_name: Filter[str]
    warnings: Filter[Warning]
    disputed: Filter[str]
    note: Filter[str]
    date_precision: Filter[DatePrecision]
    period_start_is: Filter[PeriodStartIs]
    as_of_hour: Filter[str]
    reported_on_is: Filter[ReportedOnIs]
    superseded_on: Filter[Days]
    source_title: Filter[str]
    source_url: Filter[str]
    source_tier: Filter[Tier]
    source_archive_url: Filter[str]
    source: Filter[str]
    locator: Filter[str]
    corroborated_by: Filter[str]
    checked_on: Filter[Days]
    may_relicense: Filter[MayRelicense]
    series: Filter[str]
    figure_id: Filter[str]



class AidTotalsWhere(TypedDict, total=False):
    conflict: Filter[str]
    reporter: Filter[str]
    donor: Filter[Donor | DonorBranch]
    amount: Filter[SupportsIndex]
    currency: Filter[Currency]
    qualifier: Filter[Qualifier]
    recipient: Filter[Recipient | RecipientBranch]
    stage: Filter[Stage]
    stage_reported: Filter[str]
    aid_type: Filter[AidType | AidTypeBranch]
    program: Filter[Program | ProgramBranch]
    instrument: Filter[Instrument]
    counting: Filter[Counting]
    period_start: Filter[Days]
    period_end: Filter[Days]
    reported_on: Filter[Days]
    reporter_name: Filter[str]
    edition: Filter[str]
    warnings: Filter[Warning]
    note: Filter[str]
    date_precision: Filter[DatePrecision]
    period_start_is: Filter[PeriodStartIs]
    reported_on_is: Filter[ReportedOnIs]
    superseded_on: Filter[Days]
    source_title: Filter[str]
    source_url: Filter[str]
    source_tier: Filter[Tier]
    source_archive_url: Filter[str]
    source: Filter[str]
    locator: Filter[str]
    corroborated_by: Filter[str]
    checked_on: Filter[Days]
    may_relicense: Filter[MayRelicense]
    series: Filter[str]
    figure_id: Filter[str]



class AidPackagesWhere(TypedDict, total=False):
    package_id: Filter[str]
    donor: Filter[Donor | DonorBranch]
    announced_on: Filter[Days]
    amount: Filter[SupportsIndex]
    currency: Filter[Currency]
    qualifier: Filter[Qualifier]
    recipient: Filter[Recipient | RecipientBranch]
    program: Filter[Program | ProgramBranch]
    sequence: Filter[SupportsIndex]
    aid_type: Filter[AidType | AidTypeBranch]
    instrument: Filter[Instrument]
    stage: Filter[Stage]
    stage_reported: Filter[str]
    valuation: Filter[Valuation]
    financed_by: Filter[Donor | DonorBranch]
    adds_up: Filter[AddsUp]
    part_of: Filter[str]
    warnings: Filter[Warning]
    note: Filter[str]
    date_precision: Filter[DatePrecision]
    conflict: Filter[str]
    source_title: Filter[str]
    source_url: Filter[str]
    source_tier: Filter[Tier]
    source_archive_url: Filter[str]
    source: Filter[str]
    locator: Filter[str]
    corroborated_by: Filter[str]
    checked_on: Filter[Days]



class AidPackageItemsWhere(TypedDict, total=False):
    package: Filter[str]
    item: Filter[Item]
    wording: Filter[str]
    quantity: Filter[SupportsIndex]
    unit: Filter[Unit]
    qualifier: Filter[Qualifier]
    label: Filter[str]
    wording_reported: Filter[str]
    joint_with: Filter[Item]
    origin: Filter[Origin]
    donor: Filter[Donor | DonorBranch]
    program: Filter[Program | ProgramBranch]
    announced_on: Filter[Days]
    warnings: Filter[Warning]
    note: Filter[str]
    sipri_category: Filter[str]
    eu_ml: Filter[str]
    conflict: Filter[str]
    source_title: Filter[str]
    source_url: Filter[str]
    source_tier: Filter[Tier]
    source_archive_url: Filter[str]
    source: Filter[str]
    locator: Filter[str]
    checked_on: Filter[Days]



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
    license: Filter[str]
    attribution: Filter[str]
    may_relicense: Filter[MayRelicense]
    usual_delay: Filter[SupportsIndex]
    hosts: Filter[str]
    url: Filter[str]
    warning: Filter[Warning]



class LicensesWhere(TypedDict, total=False):
    organization: Filter[str]
    license: Filter[str]
    attribution: Filter[str]
    may_relicense: Filter[MayRelicense]
    url: Filter[str]



class ReporterRolesWhere(TypedDict, total=False):
    reporter: Filter[str]
    conflict: Filter[str]
    role: Filter[ReporterRole]
    party: Filter[str]
    reason: Filter[str]



class MethodsWhere(TypedDict, total=False):
    reporter: Filter[str]
    conflict: Filter[str]
    measure: Filter[str]
    evidence: Filter[Evidence]
    valid_from: Filter[Days]
    change: Filter[str]
    counts_as: Filter[str]
    standard_of_proof: Filter[str]
    intake: Filter[str]
    deaths: Filter[str]
    unit: Filter[str]
    starts_on: Filter[Days]
    revision: Filter[str]
    gaps: Filter[str]
    url: Filter[str]
    title: Filter[str]
    note: Filter[str]



class PartiesWhere(TypedDict, total=False):
    id: Filter[str]
    name: Filter[str]
    other_names: Filter[str]
    kind: Filter[PartyKind]
    country: Filter[str]
    parent: Filter[str]
    conflicts: Filter[str]
    ucdp_id: Filter[str]
    description: Filter[str]
    url: Filter[str]



class MembershipsWhere(TypedDict, total=False):
    list: Filter[str]
    member: Filter[str]
    group: Filter[str]
    valid_from: Filter[Days]
    valid_to: Filter[Days]
    url: Filter[str]



class ConflictsWhere(TypedDict, total=False):
    id: Filter[str]
    name: Filter[str]
    other_names: Filter[str]
    onset_on: Filter[Days]
    counted_from: Filter[Days]
    ended_on: Filter[Days]
    phases: Filter[str]
    ucdp_id: Filter[str]
    area: Filter[str]
    usual_reporter: Filter[str]
    description: Filter[str]



class AreasWhere(TypedDict, total=False):
    id: Filter[str]
    name: Filter[str]
    parent: Filter[str]
    kind: Filter[AreaKind]
    pcode: Filter[str]
    geoboundaries: Filter[str]
    ucdp_id: Filter[str]



class CodesWhere(TypedDict, total=False):
    list: Filter[str]
    code: Filter[str]
    label: Filter[str]
    definition: Filter[str]
    rule: Filter[str]
    example: Filter[str]
    counter_example: Filter[str]
    parent: Filter[str]
    unit: Filter[str]
    kind: Filter[str]
    warning: Filter[Warning]
    formerly: Filter[str]



class CrosswalksWhere(TypedDict, total=False):
    list: Filter[str]
    code: Filter[str]
    scheme: Filter[Scheme]
    target: Filter[str]
    match: Filter[Match]
    note: Filter[str]



class VocabularyWhere(TypedDict, total=False):
    list: Filter[str]
    code: Filter[str]
    language: Filter[str]
    wording: Filter[str]



class MoneyRelationsWhere(TypedDict, total=False):
    subject: Filter[str]
    subject_is: Filter[Money]
    relation: Filter[Relation]
    object: Filter[str]
    object_is: Filter[Money]
    source: Filter[str]
    note: Filter[str]



class PartitionsWhere(TypedDict, total=False):
    id: Filter[str]
    table: Filter[str]
    dimension: Filter[str]
    total: Filter[str]
    parts: Filter[str]
    reporter: Filter[str]
    valid_from: Filter[Days]
    valid_to: Filter[Days]
    absent: Filter[str]



class ExceptionsWhere(TypedDict, total=False):
    rule: Filter[str]
    id: Filter[str]
    reason: Filter[str]



class RecodingsWhere(TypedDict, total=False):
    since: Filter[str]
    table: Filter[str]
    was: Filter[str]
    now: Filter[str]
    reason: Filter[str]



class CorrectionsWhere(TypedDict, total=False):
    table: Filter[str]
    id: Filter[str]
    column: Filter[str]
    was: Filter[str]
    now: Filter[str]
    since: Filter[str]
    corrected_in: Filter[str]
    reason: Filter[str]
    asked_by: Filter[str]
    corrected_on: Filter[Days]



class ReadingsWhere(TypedDict, total=False):
    table: Filter[str]
    id: Filter[str]
    value: Filter[SupportsIndex]
    low: Filter[SupportsIndex]
    high: Filter[SupportsIndex]
    qualifier: Filter[Qualifier]
    unit: Filter[str]
    day: Filter[Days]
    scope: Filter[str]
    reader: Filter[str]
    read_on: Filter[Days]
    page: Filter[str]
    source: Filter[str]
    asked: Filter[str]
    recorded: Filter[str]
    differs: Filter[str]
    settled: Filter[str]
    stamp: Filter[str]
    note: Filter[str]



class RetiredWhere(TypedDict, total=False):
    table: Filter[str]
    id: Filter[str]
    retired_in: Filter[str]
    replaced_by: Filter[str]
    reason: Filter[str]

