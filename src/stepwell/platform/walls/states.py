"""Applying our migrations without rendering every model anew after every operation.

Django renders a model and all that are related to it after each operation of a migration. Nearly every model here is
related to nearly every other, and most operations add a constraint or a trigger: rendering took nine tenths of a
migration's time. What a constraint, an index or a trigger does in the database asks nothing of the rendered model but
its columns, which stay as they are; a new table or column changes no other table. Migrations of other packages are left
alone, and ours must not ask a rendered model for its relations (RunPython).
"""

from typing import Any

from django.apps import apps
from django.db.migrations.state import ModelState, ProjectState
from pgtrigger.migrations import AddTrigger, RemoveTrigger

_add_model_of_django = ProjectState.add_model
_reload_model_of_django = ProjectState.reload_model


def keep_models_rendered() -> None:
    """Let those operations note what they do, and leave the models as they are rendered."""
    state: Any = ProjectState
    state.add_model = _add_model
    state.reload_model = _reload_model
    state._append_option = _append_option
    state._remove_option = _remove_option
    AddTrigger.state_forwards = _add_trigger
    RemoveTrigger.state_forwards = _remove_trigger


def _add_model(self: Any, model_state: ModelState) -> None:
    label = model_state.app_label
    if "apps" not in self.__dict__ or not _ours(label):
        _add_model_of_django(self, model_state)
        return
    self.models[label, model_state.name_lower] = model_state
    self._relations = None  # what refers to what is worked out again when somebody asks
    _render(self, model_state)


def _reload_model(self: Any, app_label: str, model_name: str, delay: bool = False) -> None:  # noqa: FBT001, FBT002 (Django's)
    if "apps" not in self.__dict__:
        return
    rendered, model_state = self.apps.all_models[app_label].get(model_name), self.models.get((app_label, model_name))
    if not _ours(app_label) or _is_another(rendered, model_state):
        _reload_model_of_django(self, app_label, model_name, delay)
        return
    self.apps.unregister_model(app_label, model_name)
    _render(self, model_state)


def _is_another(rendered: Any, model_state: ModelState | None) -> bool:
    """Return whether those that refer to a model must learn of it anew: it came, it went, or it has another key."""
    if rendered is None or model_state is None:
        return True
    before, now = rendered._meta.pk, model_state.fields.get(rendered._meta.pk.name)
    return now is None or before.deconstruct()[1:] != now.deconstruct()[1:]


def _render(state: Any, model_state: ModelState) -> None:
    """Render one model; those that refer to it keep what they knew, of which they need its table and its key."""
    state.apps.render_multiple([model_state])
    for model in state.apps.get_models():
        model._meta.apps = state.apps  # where a model looks for those that refer to it: there the new one is
    state.apps.clear_cache()


def _append_option(self: ProjectState, app_label: str, model_name: str, option_name: str, obj: Any) -> None:
    options = self.models[app_label, model_name].options
    options[option_name] = [*options[option_name], obj]
    _render_others(self, app_label, model_name)


def _remove_option(self: ProjectState, app_label: str, model_name: str, option_name: str, obj_name: str) -> None:
    options = self.models[app_label, model_name].options
    options[option_name] = [obj for obj in options[option_name] if obj.name != obj_name]
    _render_others(self, app_label, model_name)


def _add_trigger(self: AddTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, self.model_name].options
    options["triggers"] = [*options.get("triggers", []), self.trigger]
    _render_others(state, app_label, self.model_name)


def _remove_trigger(self: RemoveTrigger, app_label: str, state: ProjectState) -> None:
    options = state.models[app_label, self.model_name].options
    options["triggers"] = [trigger for trigger in options.get("triggers", []) if trigger.name != self.name]
    _render_others(state, app_label, self.model_name)


def _render_others(state: ProjectState, app_label: str, model_name: str) -> None:
    if not _ours(app_label):
        state.reload_model(app_label, model_name, delay=True)


def _ours(app_label: str) -> bool:
    return apps.get_app_config(app_label).name.startswith("stepwell.")
