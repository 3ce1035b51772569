"""Which style sheets and scripts every page loads, in order."""

LAYERS = "ui/css/layers.css"  # declares the order of the layers: must come first
VENDORED_STYLES = ("vendor/inter-5.3.0/inter.css",)
PRELOADED_STYLE = "vendor/bootstrap-5.3.9/bootstrap.min.css"  # imported by layers.css; fetched at the same time
PRELOADED_FONT = "vendor/inter-5.3.0/files/inter-latin-opsz-normal.woff2"
STYLES = (
    "tokens",
    "base",
    "layout",
    "rail",
    "plain",
    "buttons",
    "cards",
    "tables",
    "badges",
    "notices",
    "people",
    "facts",
    "tabs",
    "lists",
    "fields",
    "filters",
    "segmented",
    "progress",
    "overlays",
    "client",
    "answers",
    "charts",
    "week",
    "print",
)
CLASSIC_SCRIPTS = ("vendor/htmx-4.0.1/htmx.min.js",)
MODULES = ("find", "dialogs", "toasts", "theme", "unsaved", "drafts", "idle", "requests", "tabs", "answers", "live")
SIGNATURE_LIBRARY = "vendor/signature-pad-5.1.4/signature_pad.umd.min.js"
SIGNATURE_MODULE = "ui/js/signature.js"


def stylesheets() -> tuple[str, ...]:
    """Return the paths of all style sheets, in the order they must be linked."""
    return (LAYERS, *VENDORED_STYLES, *(f"ui/css/{name}.css" for name in STYLES))


def modules() -> tuple[str, ...]:
    """Return the paths of the ES modules; they import nothing, so that each keeps its hashed address."""
    return tuple(f"ui/js/{name}.js" for name in MODULES)
