"""Take into a frozen application the release, and the modules that are imported when used."""

from PyInstaller.utils.hooks import collect_data_files, collect_submodules

from conflictdata.release.bundled import bundled

datas = [(str(file), "conflictdata/_release") for file in bundled().iterdir()]
WEB = ["explorer/web/*", "explorer/charts/*", "tracing/*.css"]
datas += collect_data_files("conflictdata", includes=["py.typed", *WEB])
hiddenimports = collect_submodules("conflictdata", filter=lambda name: "__pyinstaller" not in name)
