"""Adding constraints, indexes and triggers in a migration without rendering models anew.

Django renders a model and all that are related to it after every operation. Nearly every model here is related to
nearly every other, and most operations add a constraint or a trigger: rendering took nine tenths of a migration's time.
What these operations do in the database asks nothing of the rendered model but its columns, which they do not change.
Migrations of other packages are left as they are.
"""

from typing import Any

from django.apps import apps
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger


def keep_models_rendered() -> None:
    """Let those operations note what they add, and leave the models as they are rendered."""
    ProjectState._append_option = _append_option  # type: ignore[attr-defined]
    AddTrigger.state_forwards = _add_trigger


def _append_option(self: ProjectState, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
    options = self.models[app_label, model_name].options
    options[option_name] = [*options[option_name], obj]
    _render_others(self, app_label, model_name)


def _add_trigger(self: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, self.model_name].options
    options["triggers"] = [*options.get("triggers", []), self.trigger]
    _render_others(state, app_label, self.model_name)


def _render_others(state: ProjectState, app_label: str, model_name: str) -> None:
    if not apps.get_app_config(app_label).name.startswith("stepwell."):
        state.reload_model(app_label, model_name, delay=True)
