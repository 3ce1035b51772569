"""Template tags of the look: `icon`, `control`, `under`, `form_page`, what layouts load. Builtins: no {% load %}."""

from functools import cache
from typing import Any

from django import template
from django.contrib.staticfiles.storage import staticfiles_storage
from django.forms import BaseForm
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from stepwell.kernel.signers import signed_name
from stepwell.platform.ui import assets, forms, icons, live
from stepwell.platform.ui.charts import svg
from stepwell.platform.ui.charts.shapes import Drawing

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon inline; raises icons.UnknownIcon."""
    return icons.svg(name)


@register.filter
def under(name: object, credential: str) -> str:
    """Name somebody with the license they acted under, once."""
    return signed_name(str(name), credential)


@register.simple_block_tag(takes_context=True, name="live")
def live_part(context: Context, content: str) -> SafeString:
    """Keep a part of a page up to date while it stays open; its view is marked `live`."""
    return live.part(context["request"], content)


@register.simple_tag
def stylesheets() -> SafeString:
    """Link every style sheet in its order, and fetch what they import at the same time."""
    return _stylesheets(staticfiles_storage.__class__.__name__)


@register.simple_tag
def scripts() -> SafeString:
    """Load htmx and our modules, all of them after the page is parsed."""
    return _scripts(staticfiles_storage.__class__.__name__)


# Every page links the same files, and their addresses last as long as the process: made once for each kind of storage.
@cache
def _stylesheets(storage: str) -> SafeString:
    del storage
    preloads = format_html(
        '<link rel="preload" href="{}" as="style">'
        '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>',
        static(assets.PRELOADED_STYLE),
        static(assets.PRELOADED_FONT),
    )
    links = ((static(path),) for path in assets.stylesheets())
    return preloads + format_html_join("", '<link rel="stylesheet" href="{}">', links)


@cache
def _scripts(storage: str) -> SafeString:
    del storage
    return _deferred(assets.CLASSIC_SCRIPTS) + _modules(assets.modules())


@register.simple_tag
def signature_scripts() -> SafeString:
    """Load what a signature pad needs, on the pages that have one."""
    return _deferred((assets.SIGNATURE_LIBRARY,)) + _modules((assets.SIGNATURE_MODULE,))


def _deferred(paths: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<script defer src="{}"></script>', ((static(path),) for path in paths))


def _modules(paths: tuple[str, ...]) -> SafeString:
    return format_html_join("", '<script type="module" src="{}"></script>', ((static(path),) for path in paths))


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw a field's control with its class; ids and ARIA come from Django."""
    css_class = forms.control_class(field)
    return field.as_widget(attrs={"class": css_class} if css_class else {})


@register.filter
def kind_of(field: BoundField) -> str:
    """Return "checkbox", "group" or "control"."""
    return forms.kind_of(field)


@register.filter
def is_marked_optional(field: BoundField) -> bool:
    """Return whether the label says "(optional)"."""
    return forms.is_marked_optional(field)


@register.filter
def anchor_of(field: BoundField) -> str:
    """Return the id an error links to."""
    return forms.anchor_of(field)


@register.filter
def error_count(form: BaseForm) -> int:
    """Return how many messages the form's summary lists."""
    return sum(len(messages) for messages in form.errors.values())


@register.inclusion_tag("ui/forms/page.html", takes_context=True)
def form_page(context: Context, form: BaseForm, submit: str, **options: Any) -> dict[str, Any]:
    """Draw a whole form: summary, fields, buttons.

    form     bound or not
    submit   the primary button: a verb with its object
    options  action (address, default: this page), cancel (address of a quiet way out), method ("post"),
             tone ("danger" for what cannot be undone), id
    """
    shown = {"form": form, "submit": submit, "csrf_token": context.get("csrf_token"), "method": "post", **options}
    if shown["method"] == "post" and "request" in context:
        forms.prepare_to_draw(context["request"], form)
    return shown


@register.simple_tag
def drawing(shown: Drawing, css: str = "") -> SafeString:
    """Write a drawing of `charts` as inline SVG; made in Python because tables hold many."""
    return mark_safe(svg.render(shown, css))  # noqa: S308 - svg.render escapes every text
